# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Advice in Slack: the list, and what the OSPO does with one."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.guidance import Guidance
from bot.services.recommendations import RecommendationService, Told
from messages import recommendations as words
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form of advice."""
    app.action(words.ACCEPT)(settle)
    app.action(words.LATER)(settle)
    app.action(words.DISMISS)(ask)
    app.action(words.LIST)(show)
    app.action(words.READ)(read)
    app.view(words.DISMISS)(dismiss)


async def opened(person: Person, trigger_id: str, client: AsyncWebClient, guidance: Guidance) -> None:
    """Open the list of all advice."""
    view = words.advice_modal(_pairs(await guidance.recommendations.all(person)))
    await client.views_open(trigger_id=trigger_id, view=view)


async def show(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    guidance: Guidance,
) -> None:
    """Open the list from Home."""
    await opened(actor(body, installation), body["trigger_id"], client, guidance)
    await ack()


async def read(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    recommendations: RecommendationService,
) -> None:
    """Show another advice of the list whole."""
    told = await recommendations.all(actor(body, installation))
    view = words.advice_modal(_pairs(told), words.rule_named(value(body)))
    await client.views_update(view=view, view_id=body["view"]["id"])
    await ack()


async def settle(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    recommendations: RecommendationService,
) -> None:
    """Accept an advice or put it off. The outbox edits the message; an open list is shown anew."""
    rule, person = words.rule_named(value(body)), actor(body, installation)
    if body["actions"][0]["action_id"] == words.ACCEPT:
        await recommendations.accept(rule, by=person)
    else:
        await recommendations.put_off(rule, by=person)
    within = body.get("view") or {}
    if within.get("type") == "modal":
        view = words.advice_modal(_pairs(await recommendations.all(person)))
        await client.views_update(view=view, view_id=within["id"])
    await ack()


async def ask(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    recommendations: RecommendationService,
) -> None:
    """Open the form for dismissing, over the list or by itself."""
    told = await recommendations.one(words.rule_named(value(body)), actor(body, installation))
    opening = client.views_push if (body.get("view") or {}).get("type") == "modal" else client.views_open
    await opening(trigger_id=body["trigger_id"], view=words.dismiss_modal(told.advice))
    await ack()


async def dismiss(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, recommendations: RecommendationService
) -> None:
    """Keep why an advice is not for us."""
    rule, reason, until = words.dismissal(body["view"])
    await recommendations.dismiss(rule, reason, until, by=actor(body, installation))
    await ack(response_action="clear")


def _pairs(told: tuple[Told, ...]) -> list[tuple[Any, Any]]:
    return [(one.advice, one.rule) for one in told]
