# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The requester's own messages while a request is open: progress and questions, and the small forms behind them."""

from messages import checklists
from messages.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    context,
    header,
    message,
    modal,
    paragraphs,
    section,
)
from messages.buttons import Clicked, request_value, value_of
from messages.clocks import due
from messages.expectations import as_of, turn_lines
from messages.facts import Viewer
from messages.inputs import field_input, labelled, text_element
from messages.inventories import attach_button, summary
from messages.outcomes import state_words
from messages.rich_text import quote
from messages.small_forms import TEXT
from messages.text import escape, escaped_line, mention, moment, user_line
from messages.turns import state, step_sections, whose_turn
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Question, Request, State, group_of
from workflows.turns import Turns

EDIT, WITHDRAW, DETAILS = "request:edit", "request:withdraw", "request:details"
ANSWER, LINK, OPEN = "request:answer", "request:link", "request:open"
_TITLE = 120
_NEXT = {
    State.IN_REVIEW: "You need to do nothing now. You get a message here when there is a question or a decision.",
    State.WAITING_FOR_REQUESTER: "It goes on as soon as you answer the question.",
    State.APPROVED: "The decision, and what to do now, stands in a message of its own.",
    State.DECLINED: "The reason, and how to apply again, stands in a message of its own.",
    State.EXPIRED: "How to ask again stands in a message of its own.",
    State.WITHDRAWN: "You took it back. Nothing is approved, and nobody needs to look at it any more.",
}


def progress(request: Request, kind: RequestKind, organization: Organization, turns: Turns | None = None) -> Message:
    """The one direct message that is edited in place: whose turn it is, what happens next, and each step."""
    turn = whose_turn(request, organization, "you")
    short = f"{request.name}{_title_after(request)}: {state_words(request, kind)}" + (
        f", turn of {turn}." if turn else "."
    )
    return message(short, progress_blocks(request, kind, organization, turns))


def progress_blocks(
    request: Request, kind: RequestKind, organization: Organization, turns: Turns | None = None
) -> list[Block]:
    """The blocks of the progress message, which the answer to a status command shows too."""
    turn = whose_turn(request, organization, "you")
    lines = [f"{state(request, kind)} · {escape(kind.title)} · revision {request.revision}"]
    lines += [f"*Whose turn:* {turn}. {due(request)}".rstrip()] if turn else []
    lines += [*turn_lines(turns, organization, "you"), f"*Next:* {_next(request)}"]
    lines += [summary(request)] if request.inventory else []
    steps = step_sections(request, kind, organization, Viewer(is_requester=True))
    work = paragraphs(checklists.lines(request, organization))
    blocks = [heading(request), section("\n".join(lines)), *work, *steps]
    blocks += [context(*counted)] if (counted := as_of(turns)) else []
    return [*blocks, actions(*_buttons(request, kind))] if request.state.open else blocks


def question(request: Request, number: int, kind: RequestKind, organization: Organization) -> Message:
    """A question to the requester with its button; afterwards a stamp stays."""
    found = next((one for one in request.questions if one.number == number), None)
    if found is None:
        raise UnknownForm
    group = escape(organization.title_of(group_of(found.step)))
    asks = f"{mention(found.by.id)} asks for {group} about {request.name} ({escape(kind.title)}):"
    return message(asks, [section(asks), quote(found.text), *_reply(request, found)])


def answer_modal(request: Request, number: int, kind: RequestKind) -> Block:
    """The form for an answer, with the question above it and the answers that it is about, to be corrected.

    Raises UnknownForm when there is no such question.
    """
    found = next((one for one in request.questions if one.number == number), None)
    if found is None:
        raise UnknownForm
    hint = "Everybody who follows the request can read the answer: leave out what only some may know."
    box = labelled(TEXT, "Your answer", text_element(TEXT, multiline=True, focus=True), hint=hint)
    value = value_of(Clicked(request.number, revision=request.revision, question=number))
    asked = section(f"{mention(found.by.id)} asks:")
    title = f"Answer {request.name}"
    about = [kind.by_name[name] for name in found.fields if name in kind.by_name]
    # Nothing is previewed here: what the answer changes is routed when it is sent.
    inputs = [field_input(one, request.answers.get(one.name)) | {"dispatch_action": False} for one in about]
    note = [context("The question is about these answers. Correct them here where that helps.")] if inputs else []
    blocks = [asked, quote(found.text), box, *note, *inputs]
    return modal(title, blocks, callback_id=ANSWER, metadata=value, submit="Send", close="Cancel")


def link_modal(request: Request) -> Block:
    """The form for the address of the pull request."""
    element: Block = {"type": "url_text_input", "action_id": TEXT, "focus_on_load": True}
    element |= {"initial_value": request.pull_request} if request.pull_request else {}
    hint = "The address of the pull request, merge request or patch, beginning with https://"
    blocks = [labelled(TEXT, "Where did it go?", element, hint=hint)]
    value = request_value(request)
    return modal(f"Link {request.name}", blocks, callback_id=LINK, metadata=value, submit="Save", close="Cancel")


def heading(request: Request) -> Block:
    """The number, with the title unless the request is private."""
    return header(request.name if request.private else f"{request.name} · {user_line(request.title, _TITLE)}")


def _title_after(request: Request) -> str:
    return "" if request.private else f" ({escaped_line(request.title, _TITLE)})"


def _next(request: Request) -> str:
    if request.state is State.IN_REVIEW and request.open_question is not None:
        return "Please answer the question; meanwhile the others go on."
    return _NEXT[request.state]


def _buttons(request: Request, kind: RequestKind) -> list[Block]:
    value, name = request_value(request), request.name
    sure = confirm(
        f"Withdraw {name}?", "Nobody will decide it any more. You can make a new request later.", "Withdraw", "Keep it"
    )
    buttons = [button("Answer", ANSWER, _question_value(request, one), style="primary") for one in _unanswered(request)]
    return [
        *buttons,
        button("Edit", EDIT, value, described=f"Edit {name}"),
        *attach_button(request, kind),
        button("Withdraw", WITHDRAW, value, style="danger", confirm=sure, described=f"Withdraw {name}"),
        button("Details", DETAILS, value, described=f"Details of {name}"),
        *checklists.checklist_buttons(request),
    ]


def _unanswered(request: Request) -> tuple[Question, ...]:
    return (request.open_question,) if request.open_question else ()


def _question_value(request: Request, asked: Question) -> str:
    return value_of(Clicked(request.number, revision=request.revision, question=asked.number))


def _reply(request: Request, asked: Question) -> list[Block]:
    if asked.answered_at is None:
        value, described = _question_value(request, asked), f"Answer the question about {request.name}"
        return [actions(button("Answer", ANSWER, value, style="primary", described=described))]
    if asked.answer:
        return [section(f"You answered, {moment(asked.answered_at)}:"), quote(asked.answer)]
    return [context(f"Closed {moment(asked.answered_at)} without an answer: the request was edited or decided.")]
