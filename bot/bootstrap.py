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
from bot.services.absences import AbsenceService
from bot.services.asking import AskingService
from bot.services.attendance import AttendanceService
from bot.services.canvases import Canvases
from bot.services.checklists import ChecklistService
from bot.services.daily import DailyService
from bot.services.decisions import DecisionService
from bot.services.delivery import Delivery
from bot.services.delivery.uploads import UploadNews
from bot.services.digest_contents import DigestContents
from bot.services.digests import DigestService
from bot.services.downloads import Downloads
from bot.services.embargoes import EmbargoService
from bot.services.evidence import EvidenceService
from bot.services.guidance import Guidance
from bot.services.holds import HoldService
from bot.services.home import HomeService
from bot.services.home_publishing import HomePublishing
from bot.services.interviews import InterviewService
from bot.services.inventories import InventoryService
from bot.services.licenses import LicenseService
from bot.services.maturity import MaturityService
from bot.services.maturity_time import MaturityTime
from bot.services.members import Members
from bot.services.mentoring_time import MentoringTime
from bot.services.names import Names
from bot.services.obligations import ObligationService
from bot.services.people import PeopleService
from bot.services.petals import PetalService
from bot.services.practices import PracticeService
from bot.services.precedents import PrecedentService
from bot.services.preferences import PreferenceService
from bot.services.profiles import ProfileLookup
from bot.services.program import ProgramService
from bot.services.questions import QuestionService
from bot.services.queue import QueueService
from bot.services.register_time import RegisterTime
from bot.services.registers import RegisterService
from bot.services.regulators import RegulatorService
from bot.services.reminders import ReminderService
from bot.services.requests import RequestService
from bot.services.retention import RetentionService
from bot.services.reviews import ReviewService
from bot.services.schedules import ScheduleService
from bot.services.searching import SearchService
from bot.services.setup import SetupService
from bot.services.setup_time import SetupTime
from bot.services.side_room import SideRoomService
from bot.services.strategy import StrategyService
from bot.services.strategy_documents import StrategyDocuments
from bot.services.threads import ThreadService
from bot.services.upkeep import Upkeep
from bot.services.uploads import Uploads
from bot.services.upstreams import UpstreamService
from bot.settings import Settings
from bot.slack import build_slack
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
    signing_key = settings.signing_key()
    side_keys = settings.side_room_keys()
    session = aiohttp.ClientSession()
    token = settings.slack_bot_token.get_secret_value()
    front = _client(settings, session, None, _FORM_TIMEOUT)  # Bolt takes the token from our own authorization
    back = _client(settings, session, token, _DELIVERY_TIMEOUT)
    database = Database(settings.database_url, now=timing.now)
    metrics = Metrics()
    installation = Installation(token, back, database, timing)
    people = PeopleService(database, catalog, timing)
    members = Members(database, people, ProfileLookup(back, installation, timing), timing)
    requests = RequestService(database, catalog, members, timing, new_id or time_ordered_id)
    reviews = ReviewService(database, catalog, people, members, timing)
    queue = QueueService(database, catalog, members, timing)
    obligations = ObligationService(database, catalog, people, members, timing)
    reminders = ReminderService(database, catalog, people, timing)
    precedents = PrecedentService(database, catalog, people, members, timing)
    downloads = Downloads(back, session)
    licenses = LicenseService(database, catalog, precedents, downloads)
    inventories = InventoryService(database, catalog, members, downloads, timing)
    evidence = EvidenceService(database, catalog, members, timing, _signer(signing_key))
    upkeep = Upkeep(database, catalog, people, back, timing, signing_key)
    daily = DailyService(database, catalog, people, members, timing)
    attendance = AttendanceService(database, catalog, people, members, timing)
    delivery = Delivery(
        *(database, back, catalog, timing, metrics, side_keys, lambda: installation.writes_files),
        UploadNews(inventories),
    )
    embargoes = EmbargoService(database, catalog, people, members, timing)
    threads = ThreadService(database, catalog, people, back, timing)
    schedules = ScheduleService(database, catalog, members, back, timing)
    contents = DigestContents(catalog, people)
    digests = DigestService(database, catalog, schedules, contents, timing)
    preferences = PreferenceService(database, catalog, members, timing)
    registers = RegisterService(database, catalog, members, timing)
    homes = HomePublishing(
        database,
        back,
        catalog,
        HomeService(queue, requests, obligations, preferences, ProgramService(database, catalog, timing), registers),
        timing,
        metrics,
    )
    upstreams = UpstreamService(database, catalog, people, timing)
    regulators = RegulatorService(database, catalog, registers)
    registers.show_beside({**upstreams.besides, **regulators.besides})
    uploads = Uploads(back)
    sending = uploads, Canvases(back, database, catalog, timing), Names(back)
    interviews = InterviewService(database, catalog, people, members, timing)
    search = SearchService(database, catalog, timing)
    guidance = Guidance.of(database, catalog, people, members, timing)
    services = {
        "catalog": catalog,
        "installation": installation,
        "people": people,
        "members": members,
        "requests": requests,
        "reviews": reviews,
        "queue": queue,
        "preferences": preferences,
        "homes": homes,
        "schedules": schedules,
        "digests": digests,
        "daily": daily,
        "decisions": DecisionService(database, catalog, members, timing),
        "obligations": obligations,
        "precedents": precedents,
        "checklists": ChecklistService(database, catalog, members, timing),
        "absences": AbsenceService(database, catalog, people, members, timing),
        "licenses": licenses,
        "search": search,
        "asking": AskingService(database, catalog, people, members, search, timing),
        "answers": QuestionService(database, catalog, people, members, search, timing),
        "inventories": inventories,
        "embargoes": embargoes,
        "threads": threads,
        **guidance.named,
        "maturity": MaturityService(database, catalog, members, timing),
        "registers": registers,
        "regulators": regulators,
        "upstreams": upstreams,
        **_of_petals(database, catalog, people, members, registers, timing),
        "holds": HoldService(database, catalog, members, timing),
        "side_room": SideRoomService(database, catalog, members, timing, side_keys),
        "upkeep": upkeep,
        "delivery": delivery,
        "evidence": evidence,
        "uploads": uploads,
        "interviews": interviews,
        "strategy": StrategyService(database, catalog, members, StrategyDocuments(catalog, contents), sending, timing),
    }
    secret = settings.slack_signing_secret.get_secret_value()

    def afterwards(outcome: str) -> None:
        metrics.answered.labels(outcome).inc()
        delivery.wake()  # a listener that has done its work may have left notices

    slack = build_slack(front, secret, installation, services, afterwards)
    return Office(
        settings, database, catalog, installation, people, requests, reviews, obligations, reminders, precedents,
        inventories, embargoes, threads, evidence, RetentionService(database, catalog, timing), upkeep, attendance,
        daily, homes, digests, MaturityTime(database, catalog, people, timing),
        upstreams,
        guidance,
        SetupTime(database, catalog, people, timing),
        MentoringTime(database, catalog, timing),
        RegisterTime(database, catalog, people, members, timing),
        interviews,
        delivery, slack, metrics, timing, session,
    )  # fmt: skip


def _of_petals(
    database: Database,
    catalog: LiveCatalog,
    people: PeopleService,
    members: Members,
    registers: RegisterService,
    timing: Timing,
) -> dict[str, object]:
    """The services around petals, practices and the setup, by the names under which listeners ask for them."""
    petals = PetalService(database, catalog, people, members, timing)
    practices = PracticeService(database, catalog, members, timing)
    registers.show_beside({**petals.besides, **practices.besides})
    setup = SetupService(database, catalog, people, members, timing)
    return {"petals": petals, "practices": practices, "setup": setup}


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
