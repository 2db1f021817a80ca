# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether checklist and launch of a request, as people are shown them, say the same as its events."""

from collections.abc import Iterator, Sequence

from workflows.items import Item, Mark
from workflows.request import Request
from workflows.told import Told


def contradicted_work(request: Request, told: Sequence[Told], asked: int) -> Iterator[str]:
    """Where checklist or launch say another thing than the events, in sentences.

    ``asked`` is the place of the newest submission or revision among ``told``.
    """
    yield from _checklist(request, told, asked)
    yield from _launch(request, told)


def _checklist(request: Request, told: Sequence[Told], asked: int) -> Iterator[str]:
    last: dict[str, tuple[int, Told]] = {
        str(one.data["item"]): (number, one) for number, one in enumerate(told) if one.event.kind == "checked"
    }
    kept = set(told[asked].data.get("kept_items", ()))
    for item in request.checklist:
        number, said = last.get(item.name, (-1, None))
        counts = said is not None and (number > asked or item.name in kept)
        if (item.mark is not None) != counts or (item.mark and said and not _is(item.mark, said)):
            yield f"the checklist item {item.name} was not marked as it stands there"
    marked_since = {name for name, (number, _) in last.items() if number > asked}
    reopened = [number for number, one in enumerate(told) if one.event.kind == "overturned"]
    dropped = {
        name
        for name, (number, _) in last.items()
        if name.startswith("condition_") and number < max(reopened, default=0)
    }
    if marked_since - dropped - {item.name for item in request.checklist}:
        yield "a checklist item that an event has is missing"
    if request.checklist and sorted(_conditions(request.checklist)) != sorted(_given(request)):
        yield "the conditions on the checklist are not those of its approvals"


def _is(mark: Mark, told: Told) -> bool:
    texts = {"evidence": mark.evidence, "note": mark.note, "actor": mark.by.id}
    said = (told.data["state"], told.data["role"], told.data.get("inventory", 0))
    same = said == (mark.state.value, mark.role, mark.inventory)
    return same and told.event.at == mark.at.isoformat() and told.all_say(texts.items())


def _conditions(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    return ((item.condition_of, item.text) for item in items if item.condition_of)


def _given(request: Request) -> Iterator[tuple[str, str]]:
    return ((s.name, text) for s in request.steps for review in s.reviews for text in review.conditions)


def _launch(request: Request, told: Sequence[Told]) -> Iterator[str]:
    launch = request.launch
    planned = [one.data["day"] for one in told if one.event.kind == "scheduled"]
    if (launch.planned.isoformat() if launch.planned else None) != (planned[-1] if planned else None):
        yield "its launch is planned for another day than was said"
    public = [one for one in told if one.event.kind == "published"]
    if bool(public) != (launch.public_at is not None):
        yield "it is public, but no event says so" if not public else "it was made public, and does not say so"
    elif public and launch.public_at is not None:
        texts = (("address", launch.address), ("actor", launch.by.id if launch.by else ""))
        if public[-1].event.at != launch.public_at.isoformat() or not public[-1].all_say(texts):
            yield "it became public at another time, at another address, or somebody else said so"
