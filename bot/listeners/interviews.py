# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy interview in Slack: the OSPO starts and follows a round, people answer, decline or pass on."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.views import open_over, present, show_beneath
from bot.services.interviews import Given, InterviewSeen, InterviewService
from messages.blocks import Block
from messages.strategy import interview_forms as forms
from messages.strategy.about import (
    ANSWER,
    ANSWER_FORM,
    DECLINE,
    DECLINE_FORM,
    DIFFERENCES,
    END,
    INTERVIEW,
    PASS_ON,
    PASS_ON_FORM,
    START,
    START_FORM,
    entry_name,
)
from messages.strategy.interviews import differences_modal, interview_modal
from workflows.errors import FormProblems
from workflows.people import Person
from workflows.strategy.interviews import differences
from workflows.strategy.refusals import NoRound, OfficeOnly

#: Of a number of days; what is longer is none, and refused like one.
_DIGITS = 3


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms."""
    app.action(INTERVIEW)(show)
    app.action(DIFFERENCES)(show_differences)
    app.action(END)(end)
    app.action(START)(ask_start)
    app.action(ANSWER)(ask_answer)
    app.action(DECLINE)(ask_decline)
    app.action(PASS_ON)(ask_pass_on)
    app.view(START_FORM)(start)
    app.view(ANSWER_FORM)(answer)
    app.view(DECLINE_FORM)(decline)
    app.view(PASS_ON_FORM)(pass_on)


async def show(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Show how the newest round stands."""
    await present(_interview(await interviews.seen(actor(body, installation))), body, client)
    await ack()


async def show_differences(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Show what the newest round says otherwise than those before."""
    seen = await interviews.seen(actor(body, installation))
    if not seen.office:
        raise OfficeOnly
    if not seen.rounds:
        raise NoRound
    number = seen.rounds[-1].number
    await present(differences_modal(differences(seen.rounds, number), number), body, client)
    await ack()


async def ask_start(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Open the form for a round, with the people of the last one."""
    seen = await interviews.seen(actor(body, installation))
    if not seen.office:
        raise OfficeOnly
    last = seen.rounds[-1].asked if seen.rounds else ()
    view = forms.start_modal(seen.questions, {one.question: one.person for one in last if one.person})
    await open_over(view, body, client)
    await ack()


async def start(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Start the round of the form."""
    person, said = actor(body, installation), forms.said(body["view"], named=False)
    seen = await interviews.seen(person)
    people = forms.chosen_people(body["view"], seen.questions)
    days = int(said.days) if said.days.isascii() and said.days.isdigit() and len(said.days) <= _DIGITS else 0
    try:
        await interviews.start(people, days, by=person)
    except FormProblems as found:
        asked = {one.name: forms.ask_field(one.name) for one in seen.questions}
        raise FormProblems({asked.get(name, name): sentence for name, sentence in found.problems.items()}) from found
    await _after(person, body, client, interviews)
    await ack()


async def end(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """End the round that runs."""
    person = actor(body, installation)
    await interviews.end(by=person)
    await present(_interview(await interviews.seen(person)), body, client)
    await ack()


async def ask_answer(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Open the form for an answer."""
    seen = await interviews.seen(actor(body, installation))
    asked = seen.asked(entry_name(value(body)))
    await open_over(forms.answer_modal(asked, seen.question(asked)), body, client)
    await ack()


async def ask_decline(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Open the form for declining."""
    seen = await interviews.seen(actor(body, installation))
    await open_over(forms.decline_modal(seen.asked(entry_name(value(body)))), body, client)
    await ack()


async def ask_pass_on(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Open the form for passing on."""
    seen = await interviews.seen(actor(body, installation))
    await open_over(forms.pass_on_modal(seen.asked(entry_name(value(body)))), body, client)
    await ack()


async def answer(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Keep an answer."""
    person, said = actor(body, installation), forms.said(body["view"])
    await interviews.answer(said.name, Given(said.text, said.named, said.people), by=person)
    await _after(person, body, client, interviews)
    await ack()


async def decline(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Keep that somebody declines."""
    person, said = actor(body, installation), forms.said(body["view"])
    await interviews.decline(said.name, said.reason, by=person)
    await _after(person, body, client, interviews)
    await ack()


async def pass_on(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    interviews: InterviewService,
) -> None:
    """Give a question to somebody else."""
    person, said = actor(body, installation), forms.said(body["view"])
    await interviews.pass_on(said.name, said.person, said.reason, by=person)
    await _after(person, body, client, interviews)
    await ack()


async def _after(person: Person, body: dict[str, Any], client: AsyncWebClient, interviews: InterviewService) -> None:
    await show_beneath(_interview(await interviews.seen(person)), body, client)


def _interview(seen: InterviewSeen) -> Block:
    return interview_modal(seen.rounds, seen.person, seen.today, office=seen.office)
