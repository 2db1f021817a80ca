# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The buttons under the message of a step, and its menu."""

from messages.answer_forms import ALLOW, DENY
from messages.blocks import Block, actions, button, option, overflow
from messages.buttons import Clicked, Entry, value_of
from messages.checklists import checklist_buttons
from messages.embargoes import embargo_button
from messages.overturned import REOPEN, UNDO
from messages.small_forms import ASK, DECLINE
from messages.text import capital
from workflows.kind import RequestKind
from workflows.request import Request, State, Step, StepState

APPROVE, MORE = "review:approve", "review:more"
_MENU: tuple[tuple[Entry, str], ...] = (
    ("details", "Details and history"),
    ("take", "I take this one"),
    ("conditions", "Approve with conditions…"),
    ("more", "More…"),
)


def step_buttons(request: Request, found: Step, kind: RequestKind, who: str, *, undo: bool = False) -> Block:
    """What reviewers can do with an open step. ``who``: the group as people read it.

    ``undo``: one of several votes was given just now, and whoever gave it may have slipped.
    """
    value, about = _value(request, found), f"{request.name} for {who}"
    conditions = f"{capital(kind.answer.conditions)}…" if kind.answer else ""
    own = {"conditions": conditions, "take": "Take it over" if found.taken_by else ""}
    labels = [own.get(entry) or label for entry, label in _MENU]
    menu = [option(_value(request, found, entry), label) for (entry, _), label in zip(_MENU, labels, strict=True)]
    return actions(
        *_verdicts(request, found, kind, about),
        button("Ask requester", ASK, value, described=f"Ask the requester about {about}"),
        *checklist_buttons(request),
        *embargo_button(request),
        *([_undo(request, found)] if undo and found.reviews else []),
        overflow(MORE, menu),
    )


def decided_buttons(request: Request, found: Step, *, undo: bool) -> list[Block]:
    """What opens a decided step again: its reviewer's own slip at once, everything else with a reason."""
    if not found.reviews or request.state in {State.WITHDRAWN, State.EXPIRED}:
        return []
    if request.state is State.DECLINED and found.state is not StepState.DECLINED:
        return []
    value, about = _value(request, found), f"{request.name} for {found.group}"
    again = button("Reopen…", REOPEN, value, described=f"Open {about} again, with a reason")
    return [actions(*([_undo(request, found)] if undo else []), again)]


def _undo(request: Request, found: Step) -> Block:
    about = f"{request.name} for {found.group}"
    return button("Undo", UNDO, _value(request, found), described=f"Undo my review of {about}")


def _verdicts(request: Request, found: Step, kind: RequestKind, about: str) -> tuple[Block, Block]:
    """The two buttons that decide: of a question each opens the form of its answer."""
    if kind.answer is None:
        value = _value(request, found)
        return (
            button("Approve", APPROVE, value, style="primary", described=f"Approve {about}"),
            button("Decline", DECLINE, value, style="danger", described=f"Decline {about}"),
        )
    yes, no = capital(kind.answer.allowed), capital(kind.answer.not_allowed)
    return (
        button(f"{yes}…", ALLOW, _value(request, found, "allow"), style="primary", described=f"{yes}: {about}"),
        button(f"{no}…", DENY, _value(request, found, "deny"), style="danger", described=f"{no}: {about}"),
    )


def _value(request: Request, found: Step, entry: Entry = "") -> str:
    return value_of(Clicked(request.number, found.name, request.revision, entry=entry))
