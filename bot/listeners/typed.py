# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody typed after ``/ospo``, with the services that answer it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.services.absences import AbsenceService
from bot.services.asking import AskingService
from bot.services.digests import DigestService
from bot.services.guidance import Guidance
from bot.services.licenses import LicenseService
from bot.services.maturity import MaturityService
from bot.services.petals import PetalService
from bot.services.preferences import PreferenceService
from bot.services.queue import QueueService
from bot.services.registers import RegisterService
from bot.services.regulators import RegulatorService
from bot.services.requests import RequestService
from bot.services.reviews import ReviewService
from bot.services.schedules import ScheduleService
from bot.services.setup import SetupService
from bot.services.strategy import StrategyService
from messages.blocks import Message
from workflows.people import Person


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed after ``/ospo``: the words behind the verb, by whom, and where.

    ``files`` says whether forms may ask for files.
    """

    rest: str
    body: dict[str, Any]
    person: Person
    client: AsyncWebClient
    catalog: LiveCatalog
    requests: RequestService
    reviews: ReviewService
    licenses: LicenseService
    absences: AbsenceService
    queue: QueueService
    preferences: PreferenceService
    schedules: ScheduleService
    digests: DigestService
    context: AsyncBoltContext
    maturity: MaturityService
    regulators: RegulatorService
    guidance: Guidance
    setup: SetupService
    petals: PetalService
    registers: RegisterService
    strategy: StrategyService
    asking: AskingService
    files: bool = False


Verb: TypeAlias = Callable[[Typed], Awaitable[Message | None]]
