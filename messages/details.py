# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The modal with all that a reader may see of a request: every answer, every step and review, and the history."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from messages import facts
from messages.blocks import Block, header, modal, paragraphs, plain_section, section, too_large
from messages.clocks import times
from messages.embargoes import embargo_words
from messages.evidence import export_block
from messages.history import history_blocks
from messages.holds import hold_blocks
from messages.rich_text import quote
from messages.side_room import notes_blocks
from messages.similar import similar_blocks
from messages.stamps import overturned_lines, remarks
from messages.status import reviews_for
from messages.text import capital, escape, joined, mention, moment, user_text
from messages.turns import because_lines, state, step_line, whose_turn
from workflows.discussing import DISCUSSION
from workflows.events import Event
from workflows.facts import Origin
from workflows.holding import HOLD_EVENTS
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request, Step, group_of
from workflows.side_room import NOTED, ReadNote, readable_by
from workflows.similar import Similar

_QUESTIONS = 10
_FACT_TEXT = 100
#: How much of each text is shown, in UTF-16 units, tried until the view fits (Slack refuses large views). The longest
#: answer has 3,000 characters, of which each may be two units.
_TEXT_LIMITS = (6000, 800, 200)


class Privately(NamedTuple):
    """What not everybody reads who may see a request.

    Notes of the reader's groups, the groups for which they may add one, whether it is on legal hold, for who may change
    that, what was decided of similar requests, and whether the reader may export the evidence.
    """

    notes: Sequence[ReadNote] = ()
    groups: Sequence[str] = ()
    held: bool | None = None
    past: Sequence[Similar] = ()
    exports: bool = False


NOTHING_PRIVATE = Privately()


def details_modal(
    request: Request,
    kind: RequestKind,
    organization: Organization,
    viewer_groups: frozenset[str],
    is_requester: bool,  # noqa: FBT001 - who reads is one fact beside the groups, given by position or by name
    events: Sequence[Event],
    privately: Privately = NOTHING_PRIVATE,
) -> Block:
    """Everything that this reader may see. Of a confidential request others see the number only.

    ``privately``: what of it is not for everybody who may see the request.
    """
    groups = frozenset(read.note.group for read in privately.notes)  # who takes part in an embargo has none
    events = [one for one in events if _may_know(one, groups, privately)]
    viewer = facts.Viewer(viewer_groups, is_requester)
    if request.confidential and not is_requester and not reviews_for(request, viewer_groups):
        return modal(request.name, [section(request.name)], close="Close")
    last = [*similar_blocks(privately.past), *([export_block(request)] if privately.exports else [])]
    views = (
        modal(
            request.name,
            [*_everything(request, kind, organization, viewer, events, limit, privately), *last],
            close="Close",
        )
        for limit in _TEXT_LIMITS
    )
    view = next(views)
    while too_large(view) and (shorter := next(views, None)):
        view = shorter
    return view


def _everything(
    request: Request,
    kind: RequestKind,
    organization: Organization,
    viewer: facts.Viewer,
    events: Sequence[Event],
    limit: int,
    privately: Privately,
) -> list[Block]:
    return [
        *_about(request, kind, organization, limit),
        *_answers(request, kind, viewer, limit),
        *_steps(request, kind, organization, viewer),
        *_questions(request, viewer, limit),
        *notes_blocks(request, privately.notes, privately.groups, organization),
        *hold_blocks(request, held=privately.held),
        *history_blocks(events, organization),
    ]


def _about(request: Request, kind: RequestKind, organization: Organization, limit: int) -> list[Block]:
    title = [] if request.private else [plain_section(user_text(request.title, limit))]
    turn = whose_turn(request, organization)
    lines = [f"{state(request, kind)} · {escape(kind.title)} · by {mention(request.requester.id)}"]
    lines += [f"*Whose turn:* {turn}."] if turn else []
    lane = f"*{capital(escape(request.route.lane))} lane.*"
    lines += [words] if (words := embargo_words(request)) else []
    lines.append(f"{lane} Revision {request.revision}, submitted {moment(request.submitted_at)}.")
    return [*title, section("\n".join(lines))]


def _answers(request: Request, kind: RequestKind, viewer: facts.Viewer, limit: int) -> list[Block]:
    """The answers, each long text in a block of its own; then what the office found out; then what stays hidden."""
    names = [name for name in kind.by_name if name != kind.title_field or request.private]
    answers = facts.lines(request, kind, names, viewer)
    readable = [line for line in answers if line.value is not None]
    shown = list(facts.block((line for line in readable if line.type != "long_text"), limit=limit))
    for line in (one for one in readable if one.type == "long_text"):
        shown += facts.block([line], limit=limit, below=Origin.REQUESTER if shown else None)
    found_out = facts.lines(request, kind, [fact.name for fact in kind.facts], viewer)
    shown += facts.block(found_out, limit=_FACT_TEXT)
    hidden = [line.label for line in answers if line.value is None]
    if hidden:
        labels = joined(f"“{escape(label)}”" for label in hidden)
        shown.append(section(f"Answered, and shown only to the groups that it is for: {labels}."))
    return [header("Answers and facts"), *shown] if shown else []


def _steps(request: Request, kind: RequestKind, organization: Organization, viewer: facts.Viewer) -> list[Block]:
    if not request.steps:
        return []
    steps = (paragraphs(_step(request, step, kind, organization, viewer)) for step in request.steps)
    return [header("Steps"), *(paragraph for step in steps for paragraph in step)]


def _step(
    request: Request, step: Step, kind: RequestKind, organization: Organization, viewer: facts.Viewer
) -> tuple[str, ...]:
    said = [line for review in step.reviews for line in remarks(review, kind)]
    taken = overturned_lines(request, step.name, kind, organization)
    clock = filter(None, (times(step, organization),))
    line, because = step_line(step, kind, organization), because_lines(step.because, kind, viewer)
    return (line, *clock, because, *said, *taken)


def _questions(request: Request, viewer: facts.Viewer, limit: int) -> list[Block]:
    """The newest questions. What was asked while the request was private stays with those who knew of it then."""
    blocks: list[Block] = []
    seen = [
        one
        for one in request.questions
        if not one.private or viewer.is_requester or group_of(one.step) in viewer.groups
    ]
    for asked in seen[-_QUESTIONS:]:
        blocks += [section(f"{mention(asked.by.id)} asked, {moment(asked.at)}:"), quote(asked.text, limit)]
        if asked.answer and asked.answered_at:
            blocks += [section(f"Answered, {moment(asked.answered_at)}:"), quote(asked.answer, limit)]
    return [header("Questions"), *blocks] if blocks else []


def _may_know(event: Event, groups: frozenset[str], privately: Privately) -> bool:
    if event.kind in DISCUSSION:
        return False  # they stand in the thread, and would hide everything else
    if event.kind in HOLD_EVENTS:
        return privately.held is not None
    return event.kind != NOTED or readable_by(json.loads(event.body)["data"], groups)
