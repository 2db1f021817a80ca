# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The composition root: from settings to an office with its services, its Slack application and its ticks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.metrics import Metrics
from bot.services.attendance import AttendanceService
from bot.services.daily import DailyService
from bot.services.delivery import Delivery
from bot.services.delivery.uploads import UploadNews
from bot.services.digests import DigestService
from bot.services.embargoes import EmbargoService
from bot.services.evidence import EvidenceService
from bot.services.guidance import Guidance
from bot.services.home_publishing import HomePublishing
from bot.services.interviews import InterviewService
from bot.services.inventories import InventoryService
from bot.services.maturity_time import MaturityTime
from bot.services.members import Members
from bot.services.mentoring_time import MentoringTime
from bot.services.obligations import ObligationService
from bot.services.people import PeopleService
from bot.services.precedents import PrecedentService
from bot.services.profiles import ProfileLookup
from bot.services.register_time import RegisterTime
from bot.services.reminders import ReminderService
from bot.services.requests import RequestService
from bot.services.retention import RetentionService
from bot.services.reviews import ReviewService
from bot.services.setup_time import SetupTime
from bot.services.threads import ThreadService
from bot.services.upkeep import Upkeep
from bot.services.upstreams import UpstreamService
from bot.settings import Settings
from bot.slack import build_slack
from bot.subjects import Ground, Subjects
from bot.timing import Timing, WallTime
from storage.database import Database
from storage.randomness import time_ordered_id
from workflows.evidence import Signer

if TYPE_CHECKING:  # loaded where there is a key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: Slack gives three seconds; a form that has not opened by then never will.
_FORM_TIMEOUT = 2
_DELIVERY_TIMEOUT = 30


@dataclass(slots=True)
class Office:
    """Everything that serves one workspace, made but not yet started."""

    settings: Settings
    database: Database
    catalog: LiveCatalog
    installation: Installation
    people: PeopleService
    requests: RequestService
    reviews: ReviewService
    obligations: ObligationService
    reminders: ReminderService
    precedents: PrecedentService
    inventories: InventoryService
    embargoes: EmbargoService
    threads: ThreadService
    evidence: EvidenceService
    retention: RetentionService
    upkeep: Upkeep
    attendance: AttendanceService
    daily: DailyService
    homes: HomePublishing
    digests: DigestService
    maturity: MaturityTime
    upstreams: UpstreamService
    guidance: Guidance
    setup: SetupTime
    mentoring: MentoringTime
    registers: RegisterTime
    interviews: InterviewService
    delivery: Delivery
    slack: AsyncApp
    metrics: Metrics
    timing: Timing
    session: aiohttp.ClientSession

    @property
    def workspace(self) -> str:
        """The workspace served; empty until Slack has told which."""
        identity = self.installation.identity
        return identity.team_id if identity else ""


async def build_office(
    settings: Settings, *, timing: Timing | None = None, new_id: Callable[[], str] | None = None
) -> Office:
    """Make an office. Nothing is asked of Slack or the database yet."""
    timing = timing or WallTime()
    # What may be wrong comes first, before there is anything to close again.
    catalog = LiveCatalog(settings.ospo_organization, timing.now)
    signing_key, side_keys = settings.signing_key(), settings.side_room_keys()
    ground = _ground(settings, catalog, timing)
    subjects = Subjects.over(ground, new_id or time_ordered_id, side_keys, _signer(signing_key))
    requests, answers, program, own = subjects.requests, subjects.answers, subjects.program, subjects.own
    upkeep = Upkeep(ground.database, catalog, ground.people, ground.client, timing, signing_key)
    delivery = Delivery(
        *(ground.database, ground.client, catalog, timing, ground.metrics, side_keys),
        lambda: ground.installation.writes_files,
        UploadNews(answers.inventories),
    )
    services = {
        "catalog": catalog,
        "installation": ground.installation,
        "people": ground.people,
        "members": ground.members,
        "upkeep": upkeep,
        "delivery": delivery,
        "subjects": subjects,
        **subjects.named,
    }

    def afterwards(outcome: str) -> None:
        ground.metrics.answered.labels(outcome).inc()
        delivery.wake()  # a listener that has done its work may have left notices

    front = _client(settings, ground.session, None, _FORM_TIMEOUT)  # Bolt takes the token from our own authorization
    secret = settings.slack_signing_secret.get_secret_value()
    slack = build_slack(front, secret, ground.installation, services, afterwards)
    ticking = ground.database, catalog, ground.people
    return Office(
        settings=settings, database=ground.database, catalog=catalog, installation=ground.installation,
        people=ground.people, metrics=ground.metrics, timing=timing, session=ground.session,
        slack=slack, delivery=delivery, upkeep=upkeep, guidance=subjects.guidance,
        requests=requests.requests, reviews=requests.reviews, reminders=requests.reminders,
        obligations=requests.obligations, embargoes=requests.embargoes, threads=requests.threads,
        evidence=requests.evidence, precedents=answers.precedents, inventories=answers.inventories,
        homes=own.homes, daily=own.daily, attendance=own.attendance,
        digests=program.digests, upstreams=program.upstreams, interviews=program.interviews,
        maturity=MaturityTime(*ticking, timing), setup=SetupTime(*ticking, timing),
        registers=RegisterTime(*ticking, ground.members, timing),
        mentoring=MentoringTime(ground.database, catalog, timing),
        retention=RetentionService(ground.database, catalog, timing),
    )  # fmt: skip


def _ground(settings: Settings, catalog: LiveCatalog, timing: Timing) -> Ground:
    session = aiohttp.ClientSession()
    token = settings.slack_bot_token.get_secret_value()
    client = _client(settings, session, token, _DELIVERY_TIMEOUT)
    database = Database(settings.database_url, now=timing.now)
    installation = Installation(token, client, database, timing)
    people = PeopleService(database, catalog, timing)
    members = Members(database, people, ProfileLookup(client, installation, timing), timing)
    return Ground(database, catalog, installation, people, members, client, session, Metrics(), timing)


def _signer(key: "Ed25519PrivateKey | None") -> Signer | None:
    """What signs evidence with the key; without one nothing of cryptography is loaded."""
    if key is None:
        return None
    from bot.signing import signer_of  # noqa: PLC0415 - 0.2 s of a start and 7 MB, which an office without a key spares

    return signer_of(key)


def _client(settings: Settings, session: aiohttp.ClientSession, token: str | None, timeout: int) -> AsyncWebClient:
    """A client that never repeats a call by itself: the outbox does that, and knows what it does (design.md §4)."""
    return AsyncWebClient(
        token=token, base_url=settings.slack_api_url, timeout=timeout, session=session, retry_handlers=[]
    )
