# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reminders of a step, escalations, and warnings to the requester. They say a number, a group and a date, no title.

A reminder that is sent late, when its step needs nobody any more, says just that.
"""

from messages.blocks import Block, Message, actions, button, message, section
from messages.buttons import Clicked, request_value, value_of
from messages.calls import calls, everybody
from messages.requester import ANSWER, OPEN
from messages.text import capital, day, escape, joined
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.reminding import LEAD, OFFICE, RESPOND, WARNINGS
from workflows.request import Request, State, Step, StepState

SNOOZE = "reminder:snooze"


def reminder(notice: Notice, request: Request, organization: Organization) -> Message:
    """What a notice about a step says: to its deciders, to who leads them, to the OSPO, or to the requester."""
    name, kind = str(notice.detail["step"]), str(notice.detail["reminder"])
    found = next((one for one in request.steps if one.name == name), None)
    if found is not None and kind.startswith("answer") and found.state is StepState.ASKING:
        return _answer(request, found, organization)
    if found is None or found.state is not StepState.OPEN or found.clock.stands or found.clock.due_at is None:
        return _line(f"{request.name} does not wait here any more.")
    group, due = escape(organization.title_of(found.group)), day(found.clock.due_at)
    if kind in {LEAD, OFFICE}:
        whose = f"You lead {group}" if kind == LEAD else "You are the OSPO"
        text = f"*{request.name}* waits for *{group}*, overdue since {due}. {whose}: please see that it is decided."
        opened = button("Open", OPEN, request_value(request), described=f"Open {request.name}")
        return message(f"{request.name} waits for {group}, overdue since {due}.", [section(text), actions(opened)])
    said = _words(kind, request.name, group, due)
    everyone = kind.startswith("due")
    called = joined(everybody(found, organization) if everyone else calls(found, organization, _duty(notice)))
    text = f"{called + ': ' if called else ''}{said.replace(request.name, f'*{request.name}*', 1)}"
    return message(said, [section(text), *_snooze(request, found, organization)])


def warning(notice: Notice, request: Request) -> Message:
    """One of the warnings before a request is closed because its requester was waited for in vain."""
    if request.state is not State.WAITING_FOR_REQUESTER or request.expires_at is None:
        return _line(f"{request.name} does not wait for you any more.")
    which = "the last warning" if int(notice.detail["warning"]) >= WARNINGS else "the first of two warnings"
    text = f"*{request.name}* waits for you alone. On {day(request.expires_at)} it is closed as expired, with nothing "
    text += f"approved, unless you answer or edit it. This is {which}."
    return message(
        f"{request.name} waits for you, and is closed on {day(request.expires_at)}.", _with_answer(text, request)
    )


def snoozed(request: Request, step: str) -> Message:
    """The answer to who put reminders off."""
    until = request.step(step).clock.snoozed_until
    return _line(f"No reminder of this step of {request.name} before {day(until)}." if until else request.name)


def _words(kind: str, name: str, group: str, due: str) -> str:
    if kind == RESPOND:
        return f"{name} waits for a first response by {group}; please decide by {due}."
    if kind.startswith("before"):
        return f"{name} needs a review by {group}, due {due}."
    return f"{name} still needs a review by {group}, overdue since {due}."


def _answer(request: Request, found: Step, organization: Organization) -> Message:
    text = f"{capital(escape(organization.title_of(found.group)))} still waits for your answer about *{request.name}*."
    return message(text.replace("*", ""), _with_answer(text, request))


def _with_answer(text: str, request: Request) -> list[Block]:
    asked = request.open_question
    if asked is None:
        return [section(text), actions(button("Open", OPEN, request_value(request), described=f"Open {request.name}"))]
    value = value_of(Clicked(request.number, revision=request.revision, question=asked.number))
    described = f"Answer the question about {request.name}"
    return [section(text), actions(button("Answer", ANSWER, value, style="primary", described=described))]


def _snooze(request: Request, found: Step, organization: Organization) -> list[Block]:
    """The button, while it may be used once more."""
    if found.clock.snoozes >= organization.reminders.snoozes:
        return []
    value = value_of(Clicked(request.number, found.name, request.revision))
    return [actions(button("Snooze", SNOOZE, value, described=f"Put off the reminders of {request.name}"))]


def _duty(notice: Notice) -> str:
    return str(notice.detail.get("on_duty", ""))


def _line(text: str) -> Message:
    return message(text, [section(text)])
