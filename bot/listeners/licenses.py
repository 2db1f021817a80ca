# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions about licenses: answered at once from policy and data, to the one who asked and to nobody else."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor
from bot.services.members import Members
from bot.services.precedents import PrecedentService
from messages.blocks import Message
from messages.license_questions import CALLBACK, INTO, TEXT, WHAT, Question, asked_in, license_modal, typed_question
from messages.licenses import answer, answer_modal, malformed
from workflows.errors import FormProblems
from workflows.licenses.advice import Advice, advise
from workflows.licenses.policy import LicensePolicy
from workflows.licenses.tables import Verdict
from workflows.licenses.texts import advise_on_text
from workflows.nearest import Near
from workflows.precedents import Subject


def register(app: AsyncApp) -> None:
    """Listen to the form; the command has its verb."""
    app.view(CALLBACK)(submit)


async def typed(
    text: str,
    trigger_id: str,
    client: AsyncWebClient,
    catalog: LiveCatalog,
    near: Callable[[Subject], Awaitable[tuple[Near, ...]]],
) -> Message | None:
    """Answer what was typed behind the verb; without a license, open the form and answer None.

    ``near`` finds the precedents near to what was asked.
    """
    question, current = typed_question(text), catalog.current
    if not question.what:
        await client.views_open(trigger_id=trigger_id, view=license_modal(question))
        return None
    advice = await _advice(question, current.licenses)
    return answer(advice, current.organization, await near(_subject(question, advice)))


async def submit(
    ack: AsyncAck,
    body: dict[str, Any],
    installation: Installation,
    members: Members,
    catalog: LiveCatalog,
    precedents: PrecedentService,
) -> None:
    """Show the answer in place of the form, or under its field what cannot be read."""
    person = actor(body, installation)
    await members.check(person)
    question, current = asked_in(body["view"]), catalog.current
    if bool(question.what) == bool(question.text):
        raise FormProblems({WHAT: "Please give either the name of the license or its text, one of the two."})
    advice = await _advice(question, current.licenses)
    if advice.verdict is Verdict.INVALID:
        raise FormProblems({await _unreadable(question, current.licenses): malformed(advice)})
    near = await precedents.near(person.workspace, _subject(question, advice))
    await ack(response_action="update", view=answer_modal(advice, current.organization, near))


def _subject(question: Question, advice: Advice) -> Subject:
    """What precedents are looked up by. What was not said is not known, so the usage that is assumed is not taken."""
    use = question.use
    return Subject(
        expression=advice.expression,
        usage=use.usage or "",
        modified={True: "yes", False: "no", None: ""}[use.modified],
        link=use.link or "",
        into=advice.into,
    )


async def _advice(question: Question, policy: LicensePolicy) -> Advice:
    """Ask in a thread: the longest expressions take most of a second, and nobody else may wait for them."""
    if question.text:
        return await asyncio.to_thread(advise_on_text, question.text, question.use, policy, question.into)
    return await asyncio.to_thread(advise, question.what, question.use, policy, question.into)


async def _unreadable(question: Question, policy: LicensePolicy) -> str:
    """The field that is to blame: the product's when the license alone can be answered."""
    alone = await _advice(replace(question, into=None), policy)
    if alone.verdict is not Verdict.INVALID:
        return INTO
    return TEXT if question.text else WHAT
