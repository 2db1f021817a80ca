# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What everybody who follows a request sees: its card, and the news in the card's thread.

The requester's own messages stand in requester.py and decisions.py, the list of requests in lists.py, and the modal
with everything in details.py; they are all offered from here.
"""

from messages import facts
from messages.blocks import Message, actions, button, context, header, message, paragraphs, section
from messages.buttons import request_value
from messages.checklists import checklist_buttons, lines
from messages.clocks import due
from messages.decisions import decision
from messages.details import details_modal
from messages.differences import differences
from messages.expectations import as_of, whose
from messages.inventories import summary as inventory_summary
from messages.launches import launch_buttons
from messages.lists import status_list
from messages.requester import DETAILS, answer_modal, link_modal, progress, question
from messages.rich_text import quote
from messages.status import status
from messages.text import capital, escape, escaped_line, mention, moment, user_line
from messages.turns import state, step_sections, whose_turn
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request, group_of
from workflows.turns import Turns

_TITLE = 120
_VALUE_ON_CARD = 300


def card(request: Request, kind: RequestKind, organization: Organization, turns: Turns | None = None) -> Message:
    """The card in the requests channel. A confidential request is a bare number.

    A decided one has no buttons but those of its checklist and launch.
    """
    if request.confidential:
        return _hidden(request)
    title = escaped_line(request.title, _TITLE)
    turn = whose_turn(request, organization)
    summary = f"{request.name}: {title}. {capital(request.state.words)}" + (f", turn of {turn}." if turn else ".")
    blocks = [header(f"{request.name} · {user_line(request.title, _TITLE)}"), section(_about(request, kind, turn))]
    blocks += whose(request, turns, organization)
    blocks += [*paragraphs(lines(request, organization)), *step_sections(request, kind, organization)]
    if request.state.open:
        blocks += facts.block(_open_facts(request, kind), limit=_VALUE_ON_CARD)
    blocks.append(context(*_small_print(request, kind), *as_of(turns)))
    described = f"Details of {request.name}"
    details = button("Details", DETAILS, request_value(request), described=described)
    buttons = (*((details,) if request.state.open else ()), *checklist_buttons(request), *launch_buttons(request))
    return message(summary, [*blocks, actions(*buttons)] if buttons else blocks)


def revised(request: Request, kind: RequestKind, *, revived: bool = False) -> Message:
    """News in the thread: the requester changed what is asked, or it is asked again after it had expired."""
    if request.confidential:
        return _hidden(request)
    if revived:
        again = f"{request.name} ({escape(kind.title)}) had expired and is open again, as revision {request.revision}: "
        again += "it was routed anew by the policy in force, and every date counts from now on."
        return message(again, [section(again)])
    said = (
        f"{mention(request.requester.id)} edited {request.name} ({escape(kind.title)}); it is revision "
        f"{request.revision} now. Reviews of the groups that the change affects start again."
    )
    return message(said, [section(said)])


def answered(
    request: Request,
    number: int,
    kind: RequestKind,
    open_room: bool = True,  # noqa: FBT001, FBT002 - the room is the last of the facts about where the message stands
) -> Message:
    """News for those who asked: the requester answered a question. ``open_room``: others may read along.

    What was answered while the request was private is readable only where the asking group is among itself.
    """
    found = next((one for one in request.questions if one.number == number), None)
    if found is None or (open_room and (request.confidential or found.private)):
        return _hidden(request)
    said = f"{mention(request.requester.id)} answered a question about {request.name} ({escape(kind.title)})."
    asked = f"{mention(found.by.id)} asked:"
    replied = section(f"{mention(request.requester.id)} answered:")
    viewer = facts.OPENLY if open_room else facts.Viewer(frozenset({group_of(found.step)}))
    edited = differences(request, found, kind, viewer)
    return message(said, [section(asked), quote(found.text), replied, quote(found.answer), *edited])


def _hidden(request: Request) -> Message:
    """All that may stand about a confidential request where everybody reads along."""
    return message(request.name, [section(request.name)])


def _about(request: Request, kind: RequestKind, turn: str) -> str:
    requester = mention(request.requester.id)
    lines = [
        f"{state(request, kind)} · {escape(kind.title)} · by {requester} · revision {request.revision}",
        f"*Whose turn:* {turn}. {due(request)}".rstrip() if turn else _ended(request),
        f"*{capital(escape(request.route.lane))} lane:* {escape(request.route.because.open_text)}",
        f"Asked again after OSPO-{request.follows}." if request.follows else "",
        inventory_summary(request),
    ]
    return "\n".join(line for line in lines if line)


def _ended(request: Request) -> str:
    decided = request.decision
    if decided is None:
        return ""
    by = f" by {mention(decided.by.id)}" if decided.by else ""
    because = f" {escape(decided.because)}" if decided.by is None and request.steps else ""
    return f"{capital(decided.outcome.words)}{by}, {moment(decided.at)}.{because}"


def _open_facts(request: Request, kind: RequestKind) -> tuple[facts.FactLine, ...]:
    names = [name for name in facts.open_names(kind) if name != kind.title_field]
    return facts.lines(request, kind, names, facts.Viewer())


def _small_print(request: Request, kind: RequestKind) -> tuple[str, ...]:
    answered = "Risk questions answered: only the groups that they are for can read them, in the details."
    risk = (answered,) if facts.answered_privately(request, kind) else ()
    unclear = ("Some rules could not be applied, so their groups were asked.",) if request.route.undetermined else ()
    version = f"Policy version {escape(request.route.policy_version)}" if request.route.policy_version else ""
    return (*risk, *unclear, *filter(None, (version, f"Submitted {moment(request.submitted_at)}")))


__all__ = [
    "answer_modal",
    "answered",
    "card",
    "decision",
    "details_modal",
    "link_modal",
    "progress",
    "question",
    "revised",
    "status",
    "status_list",
]
