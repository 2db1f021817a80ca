# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The modal with all that a reader may see of a request: every answer, every step and review, and the history."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from messages import facts
from messages.blocks import Block, divider, header, modal, paragraphs, plain_section, section, too_large
from messages.clocks import times
from messages.embargoes import embargo_words
from messages.evidence import export_block
from messages.holds import hold_blocks
from messages.rich_text import quote
from messages.side_room import notes_blocks
from messages.similar import similar_blocks
from messages.stamps import overturned_lines, remarks
from messages.status import reviews_for
from messages.text import capital, counted, day, escape, joined, mention, moment, user_text
from messages.turns import because_lines, state, step_line, whose_turn
from workflows.discussing import DISCUSSION
from workflows.events import Event
from workflows.holding import HOLD_EVENTS
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.reminding import LEAD
from workflows.request import Request, Step, group_of
from workflows.side_room import NOTED, ReadNote, readable_by
from workflows.similar import Similar

_HISTORY_LINES = 40
_LINES_OF_A_SECTION = 10
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
        *_history(events, organization),
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
    shown += [one for line in readable if line.type == "long_text" for one in facts.block([line], limit=limit)]
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


def _history(events: Sequence[Event], organization: Organization) -> list[Block]:
    """The newest entries last, ten lines to a block."""
    if not events:
        return []
    lines = [_event(one, organization) for one in events[-_HISTORY_LINES:]]
    left_out = len(events) - len(lines)
    lines = [f"• {left_out:,} earlier entries", *lines] if left_out else lines
    parts = [lines[start : start + _LINES_OF_A_SECTION] for start in range(0, len(lines), _LINES_OF_A_SECTION)]
    return [divider(), header("History"), *(section("\n".join(part)) for part in parts)]


def _event(event: Event, organization: Organization) -> str:
    """One entry: when, who (unless erased), and what. A body that cannot be read is named, never hidden."""
    _, actor = event.private.get("actor", ("", ""))
    who = mention(actor) if actor else "the office"
    try:
        at, data = moment(datetime.fromisoformat(event.at)), json.loads(event.body)["data"]
    except (ValueError, KeyError, TypeError):
        return f"• entry {event.sequence} cannot be read: please tell the OSPO"
    group = escape(organization.title_of(group_of(str(data.get("role") or data.get("step") or ""))))
    words = _HAPPENED.get(event.kind)
    return f"• {at}: " + (words(who, group, data) if words else f"{who}: {escape(event.kind.replace('_', ' '))}")


def _may_know(event: Event, groups: frozenset[str], privately: Privately) -> bool:
    if event.kind in DISCUSSION:
        return False  # they stand in the thread, and would hide everything else
    if event.kind in HOLD_EVENTS:
        return privately.held is not None
    return event.kind != NOTED or readable_by(json.loads(event.body)["data"], groups)


def _verdict(data: Mapping[str, Any]) -> str:
    verdict = str(data.get("verdict", ""))
    return {"approve": "approved", "approve_with_conditions": "approved with conditions", "decline": "declined"}.get(
        verdict, "reviewed"
    )


def _item(data: Mapping[str, Any]) -> str:
    state = str(data.get("state", "")).replace("_", " ")
    return f"“{escape(str(data.get('item', '')))}” on the checklist is {escape(state)}"


def _told(data: Mapping[str, Any]) -> str:
    return "the group's lead" if data.get("to") == LEAD else "the OSPO"


def _until(data: Mapping[str, Any]) -> str:
    try:
        return day(datetime.fromisoformat(str(data.get("until"))))
    except ValueError:
        return "later"


def _outcome(data: Mapping[str, Any]) -> str:
    return escape(str(data.get("outcome", "closed")).replace("_", " "))


_HAPPENED: dict[str, Callable[[str, str, Mapping[str, Any]], str]] = {
    "submitted": lambda who, _, __: f"{who} submitted it",
    "revised": lambda who, _, data: f"{who} edited it, now revision {escape(str(data.get('revision', '')))}",
    "reviewed": lambda who, group, data: f"{who} {_verdict(data)} for {group}",
    "asked": lambda who, group, _: f"{who} asked the requester for {group}",
    "answered": lambda who, _, __: f"{who} answered",
    "overturned": lambda who, group, _: f"{who} opened a decided step again, for {group}",
    "taken": lambda who, group, _: f"{who} gave the step of {group} to one person",
    "away": lambda _, group, data: f"nobody of {group} is there until {escape(str(data.get('back_on', '')))}",
    "there": lambda _, group, __: f"somebody of {group} is there again",
    "linked": lambda who, _, __: f"{who} linked a pull request",
    "nudged": lambda _, group, __: f"the office reminded {group}",
    "escalated": lambda _, group, data: f"the office told {_told(data)} that {group} is overdue",
    "snoozed": lambda who, group, data: f"{who} put the reminders of {group} off until {_until(data)}",
    "revived": lambda who, *_: f"{who} opened it again after it had expired",
    "warned": lambda *_: "the office warned the requester that it will expire",
    "decided": lambda who, _, data: f"the request was {_outcome(data)} ({who})",
    "owed": lambda _, __, data: f"{counted(len(data.get('obligations', ())), 'obligation', 'obligations')} began",
    "reminded": lambda *_: "the office reminded of what is owed",
    "ticked": lambda who, _, __: f"{who} ticked an obligation off",
    "waived": lambda who, _, __: f"{who} said that an obligation is not needed",
    "not_owed": lambda *_: "nothing is owed any more",
    "checked": lambda who, group, data: f"{who} said for {group}: {_item(data)}",
    "scheduled": lambda who, _, data: f"{who} set the launch to {escape(str(data.get('day', '')))}",
    "published": lambda who, _, __: f"{who} said that it is public",
    "held": lambda who, *_: f"{who} placed a legal hold",
    "released": lambda who, *_: f"{who} lifted the legal hold",
    "noted": lambda who, group, _: f"{who} kept a note for {group} only",
    "exported": lambda who, _, __: f"{who} exported the evidence",
    "erased": lambda who, _, __: f"{who} erased personal texts, as the law asks",
}
