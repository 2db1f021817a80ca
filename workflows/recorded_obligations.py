# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether what is owed after a request is what the events have of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflows.obligations import Obligation, ObligationState, begin_data
from workflows.request import Request
from workflows.told import Told

_ENDS = {
    "ticked": ObligationState.DONE,
    "waived": ObligationState.WAIVED,
    "not_owed": ObligationState.ENDED,
}


def obligations_differ(request: Request, told: Sequence[Told]) -> Iterator[str]:
    """Where what is owed differs from the events, in sentences: each began, reminded and ended as they have it."""
    owed: dict[str, dict[str, Any]] = {}
    for one in told:
        if one.event.kind == "owed":
            fresh = {"state": ObligationState.OPEN, "since": one.event.at, "begin": one}
            owed |= {begun["id"]: {"begun": dict(begun)} | fresh for begun in one.data["obligations"]}
        elif one.event.kind == "reminded":
            owed[one.data["obligation"]].setdefault("reminded", []).append(one.data["reminder"])
        elif one.event.kind in _ENDS:
            for name in one.data.get("obligations", [one.data.get("obligation")]):
                owed[name] |= {"state": _ENDS[one.event.kind], "end": one}
    if [found.id for found in request.obligations] != list(owed):
        yield "what is owed after it is not what its events say"
        return
    for found in request.obligations:
        if not _as_told(found, owed[found.id]):
            yield f"the obligation `{found.id}` is {found.state.words}, which its events do not say"


def _as_told(owed: Obligation, told: Mapping[str, Any]) -> bool:
    end: Told | None = told.get("end")
    begin: Told = told["begin"]
    now = (owed.since.isoformat(), list(owed.reminded), owed.state)
    if (
        begin_data(owed) != told["begun"]
        or not begin.says(f"condition.{owed.id}", owed.text)
        or now != (told["since"], told.get("reminded", []), told["state"])
    ):
        return False
    if end is None:
        return (owed.by, owed.at, owed.evidence, owed.reason) == (None, None, "", "")
    texts = {"actor": owed.by.id if owed.by else "", "evidence": owed.evidence, "reason": owed.reason}
    return owed.at is not None and owed.at.isoformat() == end.event.at and end.all_say(texts.items())
