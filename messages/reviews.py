# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The message that asks a group to look at its step: why it is asked, the facts that matter, and the buttons.

The forms behind the buttons stand in small_forms.py, the list of what waits in lists.py; both are offered from here.
"""

from messages import facts
from messages.blocks import Block, Message, context, message, paragraphs, plain_section, section
from messages.buttons import Clicked, clicked
from messages.calls import calls
from messages.clocks import wanted_by
from messages.embargoes import embargo_buttons
from messages.expectations import turn_of_step
from messages.outcomes import verdict_words
from messages.precedents import offer, reviewer_blocks
from messages.rich_text import quote
from messages.similar import similar_blocks
from messages.small_forms import (
    ASK,
    CONDITIONS,
    DECLINE,
    HAND_OVER,
    ReviewForm,
    ask_modal,
    conditions_modal,
    decline_modal,
    more_modal,
    review_form,
)
from messages.stamps import overturned_lines, remarks, stamp
from messages.step_buttons import APPROVE, MORE, decided_buttons, step_buttons
from messages.text import capital, escape, joined, mention, user_text
from messages.turns import basis, because_lines, holder, instead_lines
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, Step, StepState, group_of
from workflows.similar import NOTHING_BEFORE, Before
from workflows.turns import Turns

_TITLE = 300
_FACT = 600


def step(  # noqa: PLR0913 - each is a fact of its own about the message
    request: Request,
    step_name: str,
    kind: RequestKind,
    organization: Organization,
    on_duty: str,
    open_room: bool = True,  # noqa: FBT001, FBT002 - the room is one of the facts about where the message stands
    before: Before = NOTHING_BEFORE,
    turns: Turns | None = None,
    *,
    undo: bool = False,
) -> Message:
    """The message of one step. ``on_duty`` is a user id or empty; ``open_room``: everybody of the channel reads along.

    ``before`` is what people decided that is near to it. ``undo``: somebody has just given their review.

    A step that the request has not any more, and a confidential request in an open room, leave a line without content.
    """
    found = next((one for one in request.steps if one.name == step_name), None)
    if found is None or (request.confidential and open_room):
        return gone(request, step_name, organization)
    if not found.open:
        return _ended(request, found, kind, organization, open_room=open_room, undo=undo)
    if found.state is StepState.WAITING:
        group = capital(escape(organization.title_of(found.group)))
        return _line(f"{group} is asked about {request.name} again when its turn comes: something comes before it.")
    who = escape(organization.title_of(found.group))
    called = joined(calls(found, organization, on_duty))
    asks = f"{called + ': ' if called else ''}*{request.name}* needs a review by *{who}*."
    viewer = facts.OPENLY if open_room else facts.Viewer(frozenset({found.group, *found.asked_for}))
    title = [] if kind.title_field in found.shows else _title(request, open_room=open_room)
    parts = [section(asks), *title, section(_why(found, kind, organization, viewer))]
    parts += [*_facts(request, found, kind, viewer), *_standing(request, found, kind, organization)]
    parts += [context(*_policy(request))] if request.confidential else []  # no card says so
    parts += turn_of_step(turns, found.name)
    parts += similar_blocks(before.decisions)
    parts += reviewer_blocks(before.precedents, request, found, _policy_says(request))
    return message(
        f"{request.name} needs a review by {who}.", [*parts, step_buttons(request, found, kind, who, undo=undo)]
    )


def _policy(request: Request) -> tuple[str, ...]:
    version = request.route.policy_version
    return (*([f"Policy version {escape(version)}"] if version else []), basis(request))


def gone(request: Request, step_name: str, organization: Organization) -> Message:
    """What stays where a step was asked for and is not any more: a line without content and without buttons."""
    if request.confidential:
        return _line(f"{request.name} is not reviewed here any more.")
    if all(one.name != step_name for one in request.steps):
        group = escape(organization.title_of(group_of(step_name)))
        return _line(f"{capital(group)} is not asked about {request.name} any more: it was edited.")
    return _line(f"{request.name} is not private any more: it is reviewed in the open now, not here.")


def _line(text: str) -> Message:
    return message(text, [section(text)])


def _ended(
    request: Request, found: Step, kind: RequestKind, organization: Organization, *, open_room: bool, undo: bool
) -> Message:
    """What stays when a step is decided, from wherever: the stamps, and what opens it again."""
    title = _title(request, open_room=open_room)
    if found.state is StepState.CANCELLED:
        who = capital(escape(organization.title_of(found.group)))
        text = f"{who} need not decide {request.name} any more: it is {request.state.words}."
        lines = [f"• {stamp(one, kind, organization)}" for one in found.reviews]
        return message(text, [section("\n".join((text, *lines))), *title])
    words = escape(verdict_words(found.reviews[-1].verdict, kind)) if found.reviews else found.state.value
    summary = f"{request.name}: {words} for {escape(organization.title_of(found.group))}."
    stamps = (*_stamps(found, kind, organization), *overturned_lines(request, found.name, kind, organization))
    said = paragraphs((f"*{request.name}*", *stamps))
    back = [*decided_buttons(request, found, undo=undo), *embargo_buttons(request)]
    return message(summary, [*said, *title, *back, *([] if open_room else offer(request, found, kind))])


def _policy_says(request: Request) -> str:
    """The verdict of the automatic answer that went with a question."""
    said = request.facts.get("verdict")
    return str(said.value or "") if said else ""


def _stamps(found: Step, kind: RequestKind, organization: Organization) -> list[str]:
    marks = {StepState.APPROVED: ":white_check_mark: ", StepState.DECLINED: ":no_entry: "}
    lines = []
    for number, review in enumerate(found.reviews, 1):
        counted = f" ({number} of {found.quorum})" if found.quorum > 1 else ""
        lines += [f"{marks.get(found.state, '')}{stamp(review, kind, organization)}{counted}", *remarks(review, kind)]
    return lines


def _title(request: Request, *, open_room: bool) -> list[Block]:
    """The title where the message does not stand under the card. A private request shows it nowhere."""
    return [] if request.private or open_room else [plain_section(user_text(request.title, _TITLE))]


def _why(found: Step, kind: RequestKind, organization: Organization, viewer: facts.Viewer) -> str:
    return "\n".join(("*Why:*", because_lines(found.because, kind, viewer), *instead_lines(found, organization)))


def _facts(request: Request, found: Step, kind: RequestKind, viewer: facts.Viewer) -> list[Block]:
    """The facts that matter to the group. Restricted ones are shown only where the group is among itself."""
    shown = facts.lines(request, kind, found.shows, viewer)
    return [section("*What matters here:*"), *facts.whole_first(shown, limit=_FACT)] if shown else []


def _standing(request: Request, found: Step, kind: RequestKind, organization: Organization) -> list[Block]:
    """Where the step stands beside being open: votes so far, who took it, a question, the date."""
    small = []
    if found.quorum > 1:
        votes = [f"{stamp(one, kind, organization)}." for one in found.reviews]
        small.append(" ".join((f"Needs {found.quorum} people: {len(found.reviews)} of {found.quorum}.", *votes)))
    if found.taken_by is not None:
        small.append(f"{_taken(found, found.taken_by)}; others of {holder(found, organization)} can decide too.")
    small += [wanted] if (wanted := wanted_by(found)) else []
    blocks = [context(*small)] if small else []
    blocks += paragraphs(overturned_lines(request, found.name, kind, organization))
    asked = next((q for q in request.questions if q.step == found.name and q.answered_at is None), None)
    if found.state is StepState.ASKING and asked is not None:
        waiting = section(f":speech_balloon: *Waiting for the requester's answer.* {mention(asked.by.id)} asked:")
        return [*blocks, waiting, quote(asked.text)]
    return blocks


def _taken(found: Step, holder: Person) -> str:
    given = found.handed.by if found.handed and found.handed.by != holder else None
    return f"Given to {mention(holder.id)} by {mention(given.id)}" if given else f"Taken by {mention(holder.id)}"


__all__ = [
    "APPROVE",
    "ASK",
    "CONDITIONS",
    "DECLINE",
    "HAND_OVER",
    "MORE",
    "Clicked",
    "ReviewForm",
    "ask_modal",
    "clicked",
    "conditions_modal",
    "decline_modal",
    "more_modal",
    "review_form",
    "step",
]
