# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions about licenses: answered at once from policy and data, to the one who asked and to nobody else."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.licenses import Answered, LicenseService
from bot.services.members import Members
from messages.blocks import Message
from messages.license_questions import (
    CALLBACK,
    FILE,
    INTO,
    TEXT,
    WHAT,
    Question,
    asked_in,
    carried,
    carried_in,
    license_modal,
    typed_question,
    with_facts,
)
from messages.licenses import CHANGE, SHARE, answer, answer_modal, malformed, shared, shared_already
from workflows.errors import FormProblems, Refusal, UnknownForm
from workflows.licenses.tables import Verdict
from workflows.organization import Organization
from workflows.people import Person

_TAKEN = 200
#: Seconds. Slack waits three for an answer to the click, and storing and posting come after it.
_PATIENCE = 0.8

logger = logging.getLogger(__name__)


def register(app: AsyncApp) -> None:
    """Listen to the form and the buttons under an answer; the command has its verb."""
    app.view(CALLBACK)(submit)
    app.action(SHARE)(share)
    app.action(CHANGE)(change)


async def typed(
    text: str,
    trigger_id: str,
    person: Person,
    client: AsyncWebClient,
    licenses: LicenseService,
    catalog: LiveCatalog,
    *,
    files: bool,
) -> Message | None:
    """Answer what was typed behind the verb; without a license, open the form and answer None.

    ``files`` says whether the form may ask for a file.
    """
    question = typed_question(text)
    if not question.what:
        if not question.use.usage:
            question = with_facts(question, await licenses.last(person))
        await client.views_open(trigger_id=trigger_id, view=license_modal(question, files=files))
        return None
    found = await licenses.answer_typed(question, person)
    return answer(found.advice, catalog.current.organization, found.near, carried(found.question))


async def submit(
    ack: AsyncAck,
    body: dict[str, Any],
    installation: Installation,
    members: Members,
    licenses: LicenseService,
    catalog: LiveCatalog,
) -> None:
    """Show the answer in place of the form, or under its field what cannot be read."""
    person = actor(body, installation)
    await members.check(person)
    question = asked_in(body["view"])
    given = FILE if question.file else TEXT if question.text else WHAT
    if sum(map(bool, (question.what, question.text, question.file))) != 1:
        raise FormProblems({WHAT: "Please give either the name of the license or its text, one of the two."})
    question = await licenses.opened(question)
    found = await licenses.answer_form(question, person)
    if found.advice.verdict is Verdict.INVALID:
        raise FormProblems({await _unreadable(question, given, licenses): malformed(found.advice)})
    view = answer_modal(found.advice, catalog.current.organization, found.near, carried(found.question))
    await ack(response_action="update", view=view)


async def change(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, members: Members
) -> None:
    """Open the form with the question as it was answered; the form's own answer turns into it again."""
    await members.check(actor(body, installation))
    view, form = body.get("view"), license_modal(carried_in(value(body)), files=installation.reads_files)
    if view:
        await client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=form)
    await ack()


async def share(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    members: Members,
    licenses: LicenseService,
    catalog: LiveCatalog,
) -> None:
    """Post the answer where it was asked, once, as what the person shares; never where another company reads along."""
    person, container = actor(body, installation), body.get("container") or {}
    await members.check(person)
    place = f"{container.get('channel_id', '')}:{container.get('message_ts', '')}"
    if not context.response_url or not container.get("message_ts"):
        raise Refusal("This answer stands where nothing can be shared. Ask with `/ospo license` in the channel.")
    await _check_among_us(str(container.get("channel_id") or ""), client)
    found = await licenses.share(carried_in(value(body)), person, place)
    await _post(found, person, context, catalog.current.organization, container.get("thread_ts"))
    await ack()


async def _check_among_us(channel: str, client: AsyncWebClient) -> None:
    """Raise Refusal where another company reads along, or soon will (Slack Connect), and where that is not known."""
    try:
        async with asyncio.timeout(_PATIENCE):
            found = (await client.conversations_info(channel=channel)).get("channel") or {}
    except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
        logger.info("who reads a channel is not known: %s", type(error).__name__)
        found = {}
    if found.get("is_ext_shared") or found.get("is_pending_ext_shared"):
        raise Refusal(
            "Another company reads this channel too, so our policy is not shared here. "
            "Ask again with `/ospo license` in a channel of your own company."
        )
    if found.get("is_ext_shared") is not False:
        raise Refusal(
            "It is not known whether another company reads along here, so nothing was shared. "
            "Try again in a moment; in a private channel add the app first. In direct messages nothing can be shared."
        )


async def _post(
    found: Answered, person: Person, context: AsyncBoltContext, organization: Organization, thread: str | None
) -> None:
    """Show the answer to everybody there, and take the button away from the one that stands. Raises Refusal."""
    everybody = shared(found.advice, organization, person.id)
    kept = shared_already(found.advice, organization, carried(found.question))
    try:
        told = await _respond(context)(
            **everybody, response_type="in_channel", replace_original=False, thread_ts=thread
        )
        if told.status_code == _TAKEN:
            await _respond(context)(**kept, response_type="ephemeral", replace_original=True)
            return
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise _not_taken() from error
    raise _not_taken()


def _respond(context: AsyncBoltContext) -> AsyncRespond:
    if context.respond is None:
        raise UnknownForm
    return context.respond


def _not_taken() -> Refusal:
    return Refusal(
        "Slack did not take this answer for this channel, as for an archived one. "
        "If it is not there, ask again with `/ospo license`, here or where you can write."
    )


async def _unreadable(question: Question, given: str, licenses: LicenseService) -> str:
    """The field that is to blame: the product's when the license alone can be answered, else where that was given."""
    alone = await licenses.answer(replace(question, into=None))
    return given if alone.advice.verdict is Verdict.INVALID else INTO
