# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The answer to a status command about one request: all that the requester can do, or what others may see."""

from messages import checklists, facts
from messages.blocks import Block, Message, actions, button, header, message, paragraphs, section
from messages.buttons import request_value
from messages.clocks import due
from messages.decisions import decision_blocks
from messages.expectations import whose
from messages.expiry import reopen_button
from messages.launches import launch_buttons
from messages.obligations import for_others
from messages.outcomes import state_words
from messages.requester import DETAILS, heading, progress_blocks
from messages.rich_text import quote
from messages.text import capital, escape, mention, moment
from messages.turns import state, step_sections, whose_turn
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request, State
from workflows.reviving import OFFICE
from workflows.turns import Turns

_VALUE = 300


def status(
    request: Request,
    kind: RequestKind,
    organization: Organization,
    viewer_groups: frozenset[str],
    is_requester: bool,  # noqa: FBT001 - who reads is one fact beside the groups, given by position or by name
    turns: Turns | None = None,
) -> Message:
    """Where a request stands. The requester can act from here; a confidential one shows others its number only."""
    summary = f"{request.name} is {state_words(request, kind)}."
    if is_requester:
        return message(summary, _for_requester(request, kind, organization, turns))
    viewer = facts.Viewer(viewer_groups)
    if request.confidential and not reviews_for(request, viewer_groups):
        return message(request.name, [section(request.name)])
    return message(summary, _for_others(request, kind, organization, viewer, turns))


def reviews_for(request: Request, groups: frozenset[str]) -> bool:
    """Whether somebody in these groups is, or was, asked to look at the request, or it stands in their room."""
    at_home = not request.private and request.route.room in groups
    return at_home or any(step.group in groups for step in request.steps)


def _for_requester(request: Request, kind: RequestKind, organization: Organization, turns: Turns | None) -> list[Block]:
    if request.decision is not None:
        return decision_blocks(request, kind, organization)
    asked = request.open_question
    question = [section(f"{mention(asked.by.id)} asks:"), quote(asked.text)] if asked else []
    first, *rest = progress_blocks(request, kind, organization, turns)
    return [first, *question, *rest]


def _for_others(
    request: Request, kind: RequestKind, organization: Organization, viewer: facts.Viewer, turns: Turns | None
) -> list[Block]:
    turn = whose_turn(request, organization)
    lines = [f"{state(request, kind)} · {escape(kind.title)} · by {mention(request.requester.id)}"]
    lines += [f"*Whose turn:* {turn}. {due(request)}".rstrip()] if turn else []
    if request.decision is not None:
        lines.append(f"{capital(request.decision.outcome.words)}, {moment(request.decision.at)}.")
    shown = () if request.route.room else facts.lines(request, kind, _names(kind), viewer)  # its room has them
    details = button("Details", DETAILS, request_value(request), described=f"Details of {request.name}")
    return [
        header(request.name) if request.confidential else heading(request),
        section("\n".join(lines)),
        *whose(request, turns, organization),
        *paragraphs(checklists.lines(request, organization)),
        *step_sections(request, kind, organization, viewer),
        *(() if request.route.room else for_others(request, organization, viewer)),
        *facts.block([one for one in shown if one.value is not None], limit=_VALUE),
        actions(details, *_reopen(request, viewer), *checklists.checklist_buttons(request), *launch_buttons(request)),
    ]


def _reopen(request: Request, viewer: facts.Viewer) -> list[Block]:
    """For the OSPO, of what has expired."""
    may = request.state is State.EXPIRED and OFFICE in viewer.groups and not request.confidential
    return [reopen_button(request)] if may else []


def _names(kind: RequestKind) -> list[str]:
    return [name for name in facts.everything(kind) if name != kind.title_field]
