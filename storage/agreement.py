# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether what is stored beside a verified chain of events says the same: document, columns, clearance, obligations."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from pydantic import ValidationError

from storage.obligations import columns_of
from storage.request_statements import turns
from storage.rows import between_commas
from workflows.clearance import SUSPENDED, clearance_of
from workflows.events import Event
from workflows.holding import marks_differ
from workflows.recorded import contradictions
from workflows.request import Request

#: Columns of a request that repeat what its document says, so that it can be found.
COPIED = (
    "workspace_id", "number", "kind", "state", "lane", "private", "requester", "project", "waiting_on", "taken_by",
    "revision", "version", "submitted_at", "changed_at", "decided_at", "due_at",
)  # fmt: skip  # a list to read, not a column


def disagreements(
    row: Mapping[str, Any],
    clearance: Mapping[str, Any],
    owed: Sequence[Mapping[str, Any]] | None,
    events: Sequence[Event],
) -> Iterator[str]:
    """What is wrong with a request's row, its document, its clearance or its obligations, in sentences.

    A clearance whose values are all None is none, and obligations that are None could not be compared.
    """
    try:
        request = Request.model_validate_json(row["document"])
    except ValidationError:
        yield "its document is not readable"
        return
    copied = _columns(request)
    different = [name for name in COPIED if row[name] != copied[name]]
    if request.id != row["id"] or different:
        yield f"its columns differ from its document, in {', '.join(different) or 'id'}"
    yield from contradictions(request, events)
    yield from marks_differ(row, events)
    expected_rows = sorted((columns_of(request, one) for one in request.obligations), key=itemgetter("id"))
    if owed is not None and sorted(owed, key=itemgetter("id")) != expected_rows:
        yield "its obligations are not those that its document has"
    permitted = clearance_of(request)
    expected = permitted.model_dump(exclude={"workspace", "person", "ended_at", "ended_because"}) if permitted else {}
    if permitted:
        expected |= {"workspace_id": request.workspace, "person": request.requester.id}
    there = {name: value for name, value in clearance.items() if value is not None}
    suspended = there.pop("ended_because", "") == SUSPENDED
    if permitted and suspended != request.suspended:
        yield "its clearance holds, although it is suspended" if request.suspended else "its clearance is suspended"
    if there != expected:
        yield "its clearance is not what was approved" if permitted else "it has a clearance that was never approved"


def _columns(request: Request) -> dict[str, Any]:
    same = request.model_dump(include=set(COPIED) - {"state"})
    return same | {
        "workspace_id": request.workspace,
        "state": request.state.value,
        "lane": request.route.lane,
        "private": request.confidential,
        "requester": request.requester.id,
        "project": request.project,
        "waiting_on": turns(request),
        "taken_by": between_commas(step.taken_by.id for step in request.open_steps if step.taken_by),
        "decided_at": request.decision.at if request.decision else None,
    }
