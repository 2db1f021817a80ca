# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The two other forms of the requester's messages: one digest of many requests, and a line in the card's thread."""

from collections.abc import Mapping, Sequence

from messages.blocks import Block, Message, actions, button, context, header, message, section
from messages.buttons import Clicked, request_value, value_of
from messages.lists import numbers, row
from messages.outcomes import state_words
from messages.requester import ANSWER, OPEN
from messages.text import capital, escape, mention
from messages.turns import whose_turn
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, group_of
from workflows.turns import Turns


def digest(
    requests: Sequence[Request],
    reader: Person,
    kinds: Mapping[str, RequestKind],
    organization: Organization,
    turns: Mapping[int, Turns],
) -> Message:
    """What has changed since the last digest of a person, as it is now."""
    if not requests:
        return message("Nothing of your requests has changed.", [section("Nothing of your requests has changed.")])
    rows = [row(one, kinds, organization, own=one.requester == reader, turns=turns.get(one.number)) for one in requests]
    small = context("You get this once a day, as you chose in `/ospo settings`.")
    return message(f"News of {numbers(requests)}.", [header("What has changed"), *rows, small])


def pointer(notice: Notice, request: Request, kind: RequestKind, organization: Organization) -> Message:
    """What stands in the card's thread instead of a direct message: that there is news, and none of its content."""
    if request.confidential:
        return message(request.name, [section(request.name)])
    said, buttons = _POINTERS[notice.template](notice, request, kind, organization)
    text = f"{mention(request.requester.id)}: {said}"
    return message(text, [section(text), actions(*buttons, _opened(request))])


def _progress(
    _: Notice, request: Request, kind: RequestKind, organization: Organization
) -> tuple[str, tuple[Block, ...]]:
    turn = whose_turn(request, organization, "you")
    return f"{request.name} is {escape(state_words(request, kind))}{f', turn of {turn}' if turn else ''}.", ()


def _question(
    notice: Notice, request: Request, _: RequestKind, organization: Organization
) -> tuple[str, tuple[Block, ...]]:
    asked = next((one for one in request.questions if one.number == notice.detail["question"]), None)
    if asked is None:
        raise UnknownForm
    group = capital(escape(organization.title_of(group_of(asked.step))))
    if asked.answered_at is not None:
        return f"{group} asked you something about {request.name}, which is closed now.", ()
    value = value_of(Clicked(request.number, revision=request.revision, question=asked.number))
    described = f"Answer the question about {request.name}"
    answer = button("Answer", ANSWER, value, style="primary", described=described)
    return f"{group} asks you something about {request.name}.", (answer,)


def _decision(
    _: Notice, request: Request, kind: RequestKind, organization: Organization
) -> tuple[str, tuple[Block, ...]]:
    if request.decision is None:
        return f"{request.name} is not decided yet; turn of {whose_turn(request, organization, 'you')}.", ()
    return f"{request.name} is {escape(state_words(request, kind))}. *Open* says what to do now.", ()


def _opened(request: Request) -> Block:
    return button("Open", OPEN, request_value(request), described=f"Open {request.name}")


_POINTERS = {"progress": _progress, "question": _question, "decision": _decision}
