# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions to people: sent to a petal, answered, passed on or closed there, and made into a guide."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.forms import open_form
from bot.listeners.questions import KIND
from bot.listeners.reading import actor, chosen_entry, value
from bot.listeners.replies import answer
from bot.listeners.views import present
from bot.services.members import Members
from bot.services.questions import ForOthers, QuestionService
from bot.services.requests import RequestService
from messages.asking.about import ANSWER, CLOSE, GUIDE, HUMAN, PASS_ON, about
from messages.asking.asked import guide_made
from messages.asking.forms import (
    CLOSED,
    PASSED,
    PETAL,
    REPLY,
    SEND,
    Choice,
    answer_modal,
    asked_in,
    close_modal,
    for_others,
    pass_on_modal,
    petal_in,
    send_modal,
    sent_modal,
    text_in,
    typed_so_far,
)
from workflows.facts import Answers
from workflows.people import Person

#: The petal whose questions have a form of their own, where the company has that kind.
_LEGAL = "legal"


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of questions to people."""
    app.action(HUMAN)(ask_a_human)
    app.action(PETAL)(choose)
    app.view(SEND)(send)
    app.action(ANSWER)(open_answer)
    app.action(PASS_ON)(open_passing)
    app.action(CLOSE)(open_closing)
    app.view(REPLY)(reply)
    app.view(PASSED)(pass_on)
    app.view(CLOSED)(close)
    app.action(GUIDE)(make_guide)


async def ask_a_human(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    members: Members,
    requests: RequestService,
    answers: QuestionService,
    catalog: LiveCatalog,
) -> None:
    """Open the form that sends a question to people; what is for legal opens legal's own, filled in."""
    person, clicked = actor(body, installation), about(value(body))
    await members.check(person)
    if clicked.petal == _LEGAL and _lawyers(catalog):
        await _ask_legal(clicked.question, person, body, client, requests)
    else:
        petals = [Choice(one.name, one.title) for one in await answers.petals(person.workspace)]
        view = send_modal(clicked.question, clicked.petal, petals, lawyers=_lawyers(catalog))
        await present(view, body, client)
    await ack()


async def choose(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    members: Members,
    requests: RequestService,
    catalog: LiveCatalog,
) -> None:
    """Turn the form into legal's own once legal is chosen, with what was typed so far."""
    person = actor(body, installation)
    await members.check(person)
    if chosen_entry(body) == _LEGAL and _lawyers(catalog):
        await _ask_legal(typed_so_far(body.get("view")), person, body, client, requests)
    await ack()


async def send(ack: AsyncAck, body: dict[str, Any], installation: Installation, answers: QuestionService) -> None:
    """Send the question to the people of the petal."""
    person, view = actor(body, installation), body["view"]
    petal = petal_in(view)
    sent = await answers.send(asked_in(view), petal, person)
    titles = {one.name: one.title for one in await answers.petals(person.workspace)}
    name = sent.entry.petal
    await ack(response_action="update", view=sent_modal(titles.get(name, name), again=sent.again))


async def open_answer(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, answers: QuestionService
) -> None:
    """Open the form for an answer."""
    entry = await answers.readable(about(value(body)).entry, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=answer_modal(entry))
    await ack()


async def open_passing(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, answers: QuestionService
) -> None:
    """Open the form that gives a question to another petal."""
    person = actor(body, installation)
    entry = await answers.readable(about(value(body)).entry, person)
    petals = [Choice(one.name, one.title) for one in await answers.petals(person.workspace)]
    await client.views_open(trigger_id=body["trigger_id"], view=pass_on_modal(entry, petals))
    await ack()


async def open_closing(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, answers: QuestionService
) -> None:
    """Open the form that ends a question without an answer."""
    entry = await answers.readable(about(value(body)).entry, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=close_modal(entry))
    await ack()


async def reply(ack: AsyncAck, body: dict[str, Any], installation: Installation, answers: QuestionService) -> None:
    """Answer the question."""
    of, text = text_in(body["view"])
    shown = for_others(body["view"])
    others = ForOthers(*shown) if shown else None
    await answers.answer(of.entry, text, actor(body, installation), others)
    await ack()


async def pass_on(ack: AsyncAck, body: dict[str, Any], installation: Installation, answers: QuestionService) -> None:
    """Give the question to another petal."""
    of = about(body["view"].get("private_metadata"))
    await answers.pass_on(of.entry, petal_in(body["view"]), actor(body, installation))
    await ack()


async def close(ack: AsyncAck, body: dict[str, Any], installation: Installation, answers: QuestionService) -> None:
    """End the question without an answer."""
    of, why = text_in(body["view"])
    await answers.close(of.entry, why, actor(body, installation))
    await ack()


async def make_guide(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    answers: QuestionService,
) -> None:
    """Make the draft of a guide, and say where it is."""
    entry = await answers.make_guide(about(value(body)).key, actor(body, installation))
    await answer(guide_made(entry), body, context, client)
    await ack()


async def _ask_legal(
    question: str, person: Person, body: dict[str, Any], client: AsyncWebClient, requests: RequestService
) -> None:
    given: Answers = {"question": question} if question else {}
    await open_form(requests, client, kind=KIND, given=given, person=person, body=body)


def _lawyers(catalog: LiveCatalog) -> bool:
    return KIND in catalog.current.policies
