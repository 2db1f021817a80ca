# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""``/ospo``: one command with verbs. A kind's verb opens its form; a bare ``/ospo`` is help."""

import difflib
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners import absences as absence_answers
from bot.listeners import asking as question_answers
from bot.listeners import digests as digest_answers
from bot.listeners import licenses as license_answers
from bot.listeners.forms import given_answers, open_form
from bot.listeners.guided import GUIDED
from bot.listeners.maturity import show as show_maturity
from bot.listeners.petals import show as show_petals
from bot.listeners.preferences import show as show_settings
from bot.listeners.queue import wanted_by
from bot.listeners.reading import actor, request_number
from bot.listeners.registers import command_for
from bot.listeners.registers import show as show_register
from bot.listeners.regulators import show as show_regulators
from bot.listeners.replies import answer
from bot.listeners.setup import show as show_setup
from bot.listeners.strategy import show as show_strategy
from bot.listeners.typed import Typed, Verb
from bot.services.members import Members
from bot.services.requests import reading_groups
from bot.subjects import Subjects
from messages import answers
from messages.blocks import Message
from messages.lists import status_list
from messages.queues import queue
from messages.status import status
from workflows.errors import Refusal


def register(app: AsyncApp) -> None:
    """Listen to the command."""
    app.command("/ospo")(ospo)


async def ospo(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    catalog: LiveCatalog,
    installation: Installation,
    members: Members,
    subjects: Subjects,
) -> None:
    """Find the verb, do it, and acknowledge with its answer."""
    person = actor(body, installation)
    await members.check(person)
    name, _, rest = str(body.get("text") or "").strip().partition(" ")
    files = installation.reads_files
    typed = Typed(rest.strip(), body, person, client, catalog, context, subjects, files)
    said = await _verb(name.lower(), typed)
    if said is None:
        await ack()
    else:
        await ack(**said, response_type="ephemeral")


async def _verb(name: str, typed: Typed) -> Message | None:
    verb = VERBS.get(name)
    if verb is not None:
        return await verb(typed)
    kinds = typed.catalog.current.by_verb
    if name in kinds:
        return await _start(kinds[name].kind.name, typed)
    of_registers = typed.catalog.current.register_catalog.by_verb
    if name in of_registers:
        await _register(typed, of_registers[name].name)
        return None
    if name in typed.catalog.current.registers:
        await _register(typed, name)
        return None
    nearest = difflib.get_close_matches(name, (*VERBS, *kinds, *of_registers), n=1)
    return answers.unknown_verb(
        name, nearest[0] if nearest else await command_for(name, typed.person, typed.subjects.program.registers)
    )


async def _help(typed: Typed) -> Message:
    return typed.catalog.current.help


async def _start(kind: str, typed: Typed) -> Message | None:
    """Open the form of a kind; what was typed behind the verb is its address, or else its title."""
    await open_form(
        typed.subjects.requests.requests,
        typed.client,
        kind=kind,
        given=given_answers(typed.catalog.current.policies[kind].kind, typed.rest),
        person=typed.person,
        body=typed.body,
    )
    return None


async def _status(typed: Typed) -> Message:
    if not typed.rest:
        mine = await typed.subjects.requests.requests.mine(typed.person)
        turns = await typed.subjects.requests.queue.turns(mine)
        return status_list(mine, _kinds(typed), typed.catalog.current.organization, turns)
    number = request_number(typed.rest)
    if number is None:
        raise Refusal("Please give a number, such as `/ospo status OSPO-12`, or nothing to see your requests.")
    found, staff = await typed.subjects.requests.requests.seen_by(number, typed.person)
    current, turns = typed.catalog.current, await typed.subjects.requests.queue.turns([found])
    return status(
        found,
        current.kind_of(found),
        current.organization,
        reading_groups(found, typed.person, staff),
        is_requester=found.requester == typed.person,
        turns=turns.get(found.number),
    )


async def _queue(typed: Typed) -> Message:
    organization, kinds = typed.catalog.current.organization, _kinds(typed)
    wanted = wanted_by(typed.rest, kinds, organization)
    waiting = await typed.subjects.requests.queue.waiting_for(typed.person, wanted)
    return queue(waiting, kinds, organization)


async def _settings(typed: Typed) -> None:
    await show_settings(typed.person, typed.trigger, typed.client, typed.subjects.own.preferences)


async def _license(typed: Typed) -> Message | None:
    return await license_answers.typed(
        typed.rest,
        typed.trigger,
        typed.person,
        typed.client,
        typed.subjects.answers.licenses,
        typed.catalog,
        files=typed.files,
    )


async def _ask(typed: Typed) -> Message | None:
    return await question_answers.typed(
        typed.rest, typed.trigger, typed.person, typed.client, typed.subjects.answers.asking
    )


async def _digest(typed: Typed) -> None:
    for message in await digest_answers.typed(
        typed.rest, typed.person, typed.subjects.program.schedules, typed.subjects.program.digests
    ):
        await answer(message, typed.body, typed.context, typed.client)


async def _maturity(typed: Typed) -> None:
    await show_maturity(
        typed.rest, typed.person, typed.trigger, typed.client, typed.subjects.program.maturity, typed.catalog
    )


async def _regulators(typed: Typed) -> None:
    if typed.rest:
        await _register(typed, "regulators")
        return
    await show_regulators(typed.person, typed.trigger, typed.client, typed.subjects.program.regulators)


async def _petals(typed: Typed) -> None:
    await show_petals(typed.person, typed.trigger, typed.client, typed.subjects.program.petals)


async def _setup(typed: Typed) -> None:
    await show_setup(typed.person, typed.trigger, typed.client, typed.subjects.program.setup)


async def _register(typed: Typed, name: str = "") -> None:
    await show_register(typed.rest, typed.person, typed.trigger, typed.client, typed.subjects.program.registers, name)


async def _strategy(typed: Typed) -> None:
    await show_strategy(typed.person, typed.trigger, typed.client, typed.subjects.program.strategy)


async def _away(typed: Typed) -> Message | None:
    return await absence_answers.away(
        typed.rest, typed.trigger, typed.person, typed.client, typed.subjects.own.absences, typed.catalog
    )


async def _back(typed: Typed) -> Message:
    return await absence_answers.back(typed.person, typed.subjects.own.absences)


def _kinds(typed: Typed) -> Mapping[str, Any]:
    return {name: policy.kind for name, policy in typed.catalog.current.policies.items()}


#: Every verb that is not a kind's own; `/ospo help` says what each answers.
VERBS: dict[str, Verb] = {
    "": _help,
    "help": _help,
    "license": _license,
    "ask": _ask,
    "status": _status,
    "queue": _queue,
    "settings": _settings,
    "maturity": _maturity,
    "regulators": _regulators,
    "petals": _petals,
    "setup": _setup,
    "strategy": _strategy,
    "digest": _digest,
    "register": _register,
    **GUIDED,
    "away": _away,
    "back": _back,
}
