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
from bot.services.absences import AbsenceService
from bot.services.asking import AskingService
from bot.services.digests import DigestService
from bot.services.guidance import Guidance
from bot.services.licenses import LicenseService
from bot.services.maturity import MaturityService
from bot.services.members import Members
from bot.services.petals import PetalService
from bot.services.preferences import PreferenceService
from bot.services.queue import QueueService
from bot.services.registers import RegisterService
from bot.services.regulators import RegulatorService
from bot.services.requests import RequestService, reading_groups
from bot.services.reviews import ReviewService
from bot.services.schedules import ScheduleService
from bot.services.setup import SetupService
from bot.services.strategy import StrategyService
from messages import answers
from messages.blocks import Message
from messages.lists import status_list
from messages.queues import queue
from messages.status import status
from workflows.errors import Refusal


def register(app: AsyncApp) -> None:
    """Listen to the command."""
    app.command("/ospo")(ospo)


async def ospo(  # noqa: PLR0913, PLR0917 - Bolt fills in what is named, and every verb has its service
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    catalog: LiveCatalog,
    installation: Installation,
    requests: RequestService,
    reviews: ReviewService,
    licenses: LicenseService,
    absences: AbsenceService,
    queue: QueueService,
    preferences: PreferenceService,
    schedules: ScheduleService,
    digests: DigestService,
    context: AsyncBoltContext,
    maturity: MaturityService,
    regulators: RegulatorService,
    guidance: Guidance,
    setup: SetupService,
    petals: PetalService,
    registers: RegisterService,
    strategy: StrategyService,
    asking: AskingService,
    members: Members,
) -> None:
    """Find the verb, do it, and acknowledge with its answer."""
    person = actor(body, installation)
    await members.check(person)
    name, _, rest = str(body.get("text") or "").strip().partition(" ")
    typed = Typed(
        rest.strip(),
        body,
        person,
        client,
        catalog=catalog,
        requests=requests,
        reviews=reviews,
        licenses=licenses,
        absences=absences,
        queue=queue,
        preferences=preferences,
        schedules=schedules,
        digests=digests,
        context=context,
        maturity=maturity,
        regulators=regulators,
        guidance=guidance,
        setup=setup,
        petals=petals,
        registers=registers,
        strategy=strategy,
        asking=asking,
        files=installation.reads_files,
    )
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
    return answers.unknown_verb(name, nearest[0] if nearest else await command_for(name, typed.person, typed.registers))


async def _help(typed: Typed) -> Message:
    return typed.catalog.current.help


async def _start(kind: str, typed: Typed) -> Message | None:
    """Open the form of a kind; what was typed behind the verb is its address, or else its title."""
    await open_form(
        typed.requests,
        typed.client,
        kind=kind,
        given=given_answers(typed.catalog.current.policies[kind].kind, typed.rest),
        person=typed.person,
        body=typed.body,
    )
    return None


async def _status(typed: Typed) -> Message:
    if not typed.rest:
        mine = await typed.requests.mine(typed.person)
        turns = await typed.queue.turns(mine)
        return status_list(mine, _kinds(typed), typed.catalog.current.organization, turns)
    number = request_number(typed.rest)
    if number is None:
        raise Refusal("Please give a number, such as `/ospo status OSPO-12`, or nothing to see your requests.")
    found, staff = await typed.requests.seen_by(number, typed.person)
    current, turns = typed.catalog.current, await typed.queue.turns([found])
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
    waiting = await typed.queue.waiting_for(typed.person, wanted)
    return queue(waiting, kinds, organization)


async def _settings(typed: Typed) -> None:
    trigger = str(typed.body.get("trigger_id", ""))
    await show_settings(typed.person, trigger, typed.client, typed.preferences)


async def _license(typed: Typed) -> Message | None:
    trigger = str(typed.body.get("trigger_id", ""))
    return await license_answers.typed(
        typed.rest, trigger, typed.person, typed.client, typed.licenses, typed.catalog, files=typed.files
    )


async def _ask(typed: Typed) -> Message | None:
    trigger = str(typed.body.get("trigger_id", ""))
    return await question_answers.typed(typed.rest, trigger, typed.person, typed.client, typed.asking)


async def _digest(typed: Typed) -> None:
    for message in await digest_answers.typed(typed.rest, typed.person, typed.schedules, typed.digests):
        await answer(message, typed.body, typed.context, typed.client)


async def _maturity(typed: Typed) -> None:
    trigger = str(typed.body.get("trigger_id", ""))
    await show_maturity(typed.rest, typed.person, trigger, typed.client, typed.maturity, typed.catalog)


async def _regulators(typed: Typed) -> None:
    if typed.rest:
        await _register(typed, "regulators")
        return
    await show_regulators(typed.person, str(typed.body.get("trigger_id", "")), typed.client, typed.regulators)


async def _petals(typed: Typed) -> None:
    await show_petals(typed.person, str(typed.body.get("trigger_id", "")), typed.client, typed.petals)


async def _setup(typed: Typed) -> None:
    await show_setup(typed.person, str(typed.body.get("trigger_id", "")), typed.client, typed.setup)


async def _register(typed: Typed, name: str = "") -> None:
    trigger = str(typed.body.get("trigger_id", ""))
    await show_register(typed.rest, typed.person, trigger, typed.client, typed.registers, name)


async def _strategy(typed: Typed) -> None:
    await show_strategy(typed.person, str(typed.body.get("trigger_id", "")), typed.client, typed.strategy)


async def _away(typed: Typed) -> Message | None:
    trigger = str(typed.body.get("trigger_id", ""))
    return await absence_answers.away(typed.rest, trigger, typed.person, typed.client, typed.absences, typed.catalog)


async def _back(typed: Typed) -> Message:
    return await absence_answers.back(typed.person, typed.absences)


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
