# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Embargoes in Slack: the question whether to lift one, the forms around it, and how to go on in the open."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from messages.answer_forms import day_in, one_in
from messages.blocks import Block, Message, actions, button, confirm, message, modal, section
from messages.buttons import Clicked, clicked, request_value, value_of
from messages.inputs import labelled, text_element
from messages.requester import DETAILS, EDIT
from messages.small_forms import small_text, small_values
from messages.submissions import raw_value
from messages.text import joined, mention, moment
from workflows.embargoed import Embargo
from workflows.errors import FormProblems, UnknownForm
from workflows.request import Request

SHOW, LIFT, NOT_YET, ONWARDS = "embargo:show", "embargo:lift", "embargo:not-yet", "embargo:onwards"
PEOPLE, DAY, REASON = "embargo:people", "embargo:day", "embargo:reason"


def embargo_button(request: Request) -> tuple[Block, ...]:
    """The button under what security reads of a request; none where there is no embargo."""
    if request.embargo is None or not request.private:
        return ()
    return (button("Embargo…", SHOW, request_value(request), described=f"Embargo of {request.name}"),)


def embargo_buttons(request: Request) -> list[Block]:
    """The same as a row of its own."""
    buttons = embargo_button(request)
    return [actions(*buttons)] if buttons else []


def told(request: Request, about: str) -> Message:
    """The message of a notice, in words that say nothing but the number. Raises UnknownForm for one without embargo."""
    if request.embargo is None:
        raise UnknownForm
    return _TOLD[about](request, request.embargo)


def embargo_modal(request: Request, embargo: Embargo) -> Block:
    """The form with the day and who takes part; submitting it saves who does."""
    people: Block = {"type": "multi_users_select", "action_id": PEOPLE}
    people |= {"initial_users": [one.id for one in embargo.participants]} if embargo.participants else {}
    hint = "Besides the requester and your group. They read all of it, as you do, and are told its number directly."
    named = labelled(PEOPLE, "Who takes part?", people, hint=hint, optional=True)
    said = section(f"*{request.name}* is under embargo. {_day(embargo)}")
    blocks = [said, actions(*_buttons(request)), named]
    metadata = request_value(request)
    return modal("Embargo", blocks, callback_id=PEOPLE, metadata=metadata, submit="Save", close="Close")


def not_yet_modal(about: Clicked, embargo: Embargo, today: date) -> Block:
    """The form for putting it off: until when, and why."""
    picker: Block = {"type": "datepicker", "action_id": DAY}
    latest = f"{embargo.last_day.isoformat()} at most" if embargo.last_day > today else "until tomorrow at most"
    day = labelled(DAY, "Ask again on", picker, hint=f"Good practice is 7 days and exceptionally 14: {latest}.")
    reason = labelled(REASON, "Why not yet?", text_element(REASON, multiline=True))
    metadata = value_of(about)
    return modal("Not yet", [day, reason], callback_id=NOT_YET, metadata=metadata, submit="Save", close="Cancel")


def people_in(view: Any) -> tuple[Clicked, tuple[str, ...]]:
    """Who shall take part, by user id. Raises UnknownForm for what is malformed."""
    values = small_values(view)
    chosen = raw_value(values[PEOPLE], PEOPLE) if PEOPLE in values else ()
    if chosen is not None and not isinstance(chosen, tuple):
        raise UnknownForm
    return clicked(view.get("private_metadata")), chosen or ()


def not_yet_in(view: Any) -> tuple[Clicked, date, str]:
    """Until when, and why. Raises FormProblems without a day, and UnknownForm for what is malformed."""
    values = small_values(view)
    day = day_in(one_in(values.get(DAY), DAY))
    if day is None:
        raise FormProblems({DAY: "Please choose a day."})
    return clicked(view.get("private_metadata")), day, small_text(values, REASON)


def embargo_words(request: Request) -> str:
    """The embargo in one line, for the details; nothing once everybody reads them: it names whom it let in."""
    embargo = request.embargo
    if embargo is None or not request.private:
        return ""
    people = joined(mention(one.id) for one in embargo.participants)
    return f"*Embargo:* {_day(embargo)}" + (f" Let in by name: {people}." if people else "")


def _day(embargo: Embargo) -> str:
    if embargo.lifted_at is not None:
        by = mention(embargo.lifted_by.id) if embargo.lifted_by else "somebody"
        return f"It was lifted by {by}, {moment(embargo.lifted_at)}."
    return f"Whether to lift it is asked on {embargo.lift_on.isoformat()}; it is never lifted by itself."


def _buttons(request: Request) -> tuple[Block, ...]:
    value, name = request_value(request), request.name
    sure = confirm(
        f"Lift the embargo of {name}?",
        "Say so only when it is public. The requester is told to go on in the open.",
        "Lift it",
        "Not now",
    )
    lift = button("Lift now", LIFT, value, style="primary", confirm=sure, described=f"Lift the embargo of {name}")
    return lift, button("Not yet…", NOT_YET, value, described=f"Put the end of the embargo of {name} off")


def _ask(request: Request, embargo: Embargo) -> Message:
    if embargo.lifted:
        return _over(request, embargo)
    said = f"*{request.name}* is under embargo. {_day(embargo)} Is it public by now?"
    summary = f"Is the embargo of {request.name} to be lifted?"
    return message(summary, [section(said), actions(*_buttons(request))])


def _over(request: Request, embargo: Embargo) -> Message:
    return message(f"The embargo of {request.name} is over.", [section(f"*{request.name}*: {_day(embargo)}")])


def _lifted(request: Request, embargo: Embargo) -> Message:
    said = f"The embargo of *{request.name}* is over. {_day(embargo)} Go on in the open now: "
    value = request_value(request)
    if request.state.open:
        said += "edit the request, say what it is about, and take away what made it private."
        onwards = button("Edit", EDIT, value, style="primary", described=f"Edit {request.name}")
    else:
        said += "the form opens with what you said, for you alone; nothing of it is shown before you submit it."
        onwards = button("Continue in the open…", ONWARDS, value, style="primary")
    return message(f"The embargo of {request.name} is over.", [section(said), actions(onwards)])


def _invited(request: Request, embargo: Embargo) -> Message:
    if embargo.lifted:
        return _over(request, embargo)
    said = f"You may read *{request.name}* now. It is under embargo: speak of it to nobody who was not let in too."
    details = button("Details", DETAILS, request_value(request), described=f"Details of {request.name}")
    return message(f"You may read {request.name} now, which is under embargo.", [section(said), actions(details)])


_TOLD: Mapping[str, Callable[[Request, Embargo], Message]] = {
    "ask": _ask,
    "over": _over,
    "lifted": _lifted,
    "invited": _invited,
}
