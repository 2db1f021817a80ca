# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Values polls and principles in Slack: the overview, beginning and answering a poll, drafts, and units that follow."""

from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.replies import tell
from bot.listeners.views import show_beneath, update
from bot.services.guidance import Guidance
from bot.services.principles import PrincipleService
from bot.services.values import ValuesService
from messages.blocks import Block
from messages.values import forms, news, overview
from workflows.errors import UnknownForm
from workflows.people import Person

#: What the form of a new poll proposes.
_OPEN_FOR = timedelta(days=14)


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of values polls and principles."""
    app.action(overview.START)(start)
    app.view(forms.BEGIN)(begin)
    app.action(overview.OPEN)(ask)
    app.view(forms.ANSWER)(answer)
    app.action(overview.CLOSE)(close)
    app.action(overview.DRAFT)(draft)
    app.action(news.FOLLOW)(follow)


async def opened(person: Person, trigger_id: str, client: AsyncWebClient, guidance: Guidance) -> None:
    """Open the overview."""
    await client.views_open(trigger_id=trigger_id, view=await _overview(person, guidance))


async def start(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, values: ValuesService
) -> None:
    """Open the form of a new poll."""
    plan = await values.plan(actor(body, installation))
    view = forms.begin_modal(plan.statements, plan.units, plan.leads, plan.today + _OPEN_FOR)
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def begin(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, guidance: Guidance
) -> None:
    """Begin the poll, and show it in the overview beneath."""
    person = actor(body, installation)
    closes_on, people, channel = forms.begun_said(body["view"])
    await guidance.values.begin(closes_on, people, channel, by=person)
    await show_beneath(await _overview(person, guidance), body, client)
    await ack()


async def ask(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, values: ValuesService
) -> None:
    """Open the form in which the poll is answered, over the overview or by itself."""
    found = await values.form(actor(body, installation))
    opening = client.views_push if (body.get("view") or {}).get("type") == "modal" else client.views_open
    await opening(trigger_id=body["trigger_id"], view=forms.answer_modal(found.poll, found.unit, found.before))
    await ack()


async def answer(ack: AsyncAck, body: dict[str, Any], installation: Installation, values: ValuesService) -> None:
    """Keep an answer."""
    name, unit, scale, most = forms.answer_said(body["view"])
    await values.answer(name, unit, scale, most, by=actor(body, installation))
    await ack(response_action="update", view=forms.thanks_modal())


async def close(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, guidance: Guidance
) -> None:
    """Close the poll before its day."""
    person = actor(body, installation)
    await guidance.values.close(by=person)
    await client.views_update(view=await _overview(person, guidance), view_id=body["view"]["id"])
    await ack()


async def draft(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    guidance: Guidance,
) -> None:
    """Draft principles from the last poll, and say so where that was clicked: in the overview, or below the news."""
    person = actor(body, installation)
    made = await guidance.principles.draft(by=person)
    if body.get("view"):
        await update(await _overview(person, guidance, drafted=len(made)), body["view"]["id"], client)
    else:
        await tell(overview.drafted_words(len(made)), body, context, client)
    await ack()


async def follow(ack: AsyncAck, body: dict[str, Any], installation: Installation, principles: PrincipleService) -> None:
    """Say that a unit follows the principles; the outbox edits the message."""
    unit, _, version = str(value(body) or "").partition(" ")
    if not unit or not version:
        raise UnknownForm
    await principles.follow(unit, version, by=actor(body, installation))
    await ack()


async def _overview(person: Person, guidance: Guidance, drafted: int = 0) -> Block:
    found, followed = await guidance.values.seen(person), await guidance.principles.now(person.workspace)
    return overview.overview_modal(found, followed.standings, len(followed.principles), drafted)
