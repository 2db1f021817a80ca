# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The services of an office, by subject: each subject is made over the ground that all of them share."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

import aiohttp
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
from bot.services.members import Members
from bot.services.names import Names
from bot.services.obligations import ObligationService
from bot.services.people import PeopleService
from bot.services.petals import PetalService
from bot.services.practices import PracticeService
from bot.services.precedents import PrecedentService
from bot.services.preferences import PreferenceService
from bot.services.program import ProgramService
from bot.services.questions import QuestionService
from bot.services.queue import QueueService
from bot.services.registers import RegisterService
from bot.services.regulators import RegulatorService
from bot.services.reminders import ReminderService
from bot.services.requests import RequestService
from bot.services.reviews import ReviewService
from bot.services.schedules import ScheduleService
from bot.services.searching import SearchService
from bot.services.setup import SetupService
from bot.services.side_room import SideRoomService
from bot.services.strategy import StrategyService
from bot.services.strategy_documents import StrategyDocuments
from bot.services.threads import ThreadService
from bot.services.uploads import Uploads
from bot.services.upstreams import UpstreamService
from bot.timing import Timing
from storage.database import Database
from workflows.evidence import Signer

if TYPE_CHECKING:  # loaded where there are keys
    from bot.side_room_keys import SideRoomKeys


@dataclass(frozen=True, slots=True)
class Ground:
    """What every service stands on. ``client`` is the one of work that nobody waits for."""

    database: Database
    catalog: LiveCatalog
    installation: Installation
    people: PeopleService
    members: Members
    client: AsyncWebClient
    session: aiohttp.ClientSession
    metrics: Metrics
    timing: Timing


@dataclass(frozen=True, slots=True)
class Requests:
    """A request, from its form to its decision, and what is kept of it."""

    requests: RequestService
    reviews: ReviewService
    queue: QueueService
    reminders: ReminderService
    decisions: DecisionService
    checklists: ChecklistService
    obligations: ObligationService
    embargoes: EmbargoService
    holds: HoldService
    side_room: SideRoomService
    threads: ThreadService
    evidence: EvidenceService

    @classmethod
    def over(
        cls, ground: Ground, new_id: Callable[[], str], side_keys: "SideRoomKeys | None", signer: Signer | None
    ) -> Self:
        """The services; keys are those of the side room and of evidence."""
        database, catalog, timing = ground.database, ground.catalog, ground.timing
        people, members = ground.people, ground.members
        return cls(
            requests=RequestService(database, catalog, members, timing, new_id),
            reviews=ReviewService(database, catalog, people, members, timing),
            queue=QueueService(database, catalog, members, timing),
            reminders=ReminderService(database, catalog, people, timing),
            decisions=DecisionService(database, catalog, members, timing),
            checklists=ChecklistService(database, catalog, members, timing),
            obligations=ObligationService(database, catalog, people, members, timing),
            embargoes=EmbargoService(database, catalog, people, members, timing),
            holds=HoldService(database, catalog, members, timing),
            side_room=SideRoomService(database, catalog, members, timing, side_keys),
            threads=ThreadService(database, catalog, people, ground.client, timing),
            evidence=EvidenceService(database, catalog, members, timing, signer),
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """What policy and what is written down say, and who answers the rest."""

    licenses: LicenseService
    precedents: PrecedentService
    inventories: InventoryService
    search: SearchService
    asking: AskingService
    answers: QuestionService

    @classmethod
    def over(cls, ground: Ground) -> Self:
        """The services."""
        database, catalog, timing = ground.database, ground.catalog, ground.timing
        people, members = ground.people, ground.members
        precedents = PrecedentService(database, catalog, people, members, timing)
        downloads = Downloads(ground.client, ground.session)
        search = SearchService(database, catalog, timing)
        return cls(
            licenses=LicenseService(database, catalog, precedents, downloads),
            precedents=precedents,
            inventories=InventoryService(database, catalog, members, downloads, timing),
            search=search,
            asking=AskingService(database, catalog, people, members, search, timing),
            answers=QuestionService(database, catalog, people, members, search, timing),
        )


@dataclass(frozen=True, slots=True)
class Program:
    """What the office keeps up to date, how far it has come, and what it tells of that."""

    registers: RegisterService
    regulators: RegulatorService
    upstreams: UpstreamService
    petals: PetalService
    practices: PracticeService
    setup: SetupService
    maturity: MaturityService
    schedules: ScheduleService
    digests: DigestService
    interviews: InterviewService
    strategy: StrategyService
    uploads: Uploads

    @classmethod
    def over(cls, ground: Ground) -> Self:
        """The services; registers show beside their entries what the others know of them."""
        database, catalog, timing = ground.database, ground.catalog, ground.timing
        people, members, client = ground.people, ground.members, ground.client
        registers = RegisterService(database, catalog, members, timing)
        regulators = RegulatorService(database, catalog, registers)
        upstreams = UpstreamService(database, catalog, people, timing)
        petals = PetalService(database, catalog, people, members, timing)
        practices = PracticeService(database, catalog, members, timing)
        registers.show_beside({**upstreams.besides, **regulators.besides, **petals.besides, **practices.besides})
        schedules = ScheduleService(database, catalog, members, client, timing)
        contents = DigestContents(catalog, people)
        uploads = Uploads(client)
        sending = uploads, Canvases(client, database, catalog, timing), Names(client)
        documents = StrategyDocuments(catalog, contents)
        return cls(
            registers=registers,
            regulators=regulators,
            upstreams=upstreams,
            petals=petals,
            practices=practices,
            setup=SetupService(database, catalog, people, members, timing),
            maturity=MaturityService(database, catalog, members, timing),
            schedules=schedules,
            digests=DigestService(database, catalog, schedules, contents, timing),
            interviews=InterviewService(database, catalog, people, members, timing),
            strategy=StrategyService(database, catalog, members, documents, sending, timing),
            uploads=uploads,
        )


@dataclass(frozen=True, slots=True)
class Own:
    """What is each person's own: Home, settings, the list of the day, and being away."""

    homes: HomePublishing
    preferences: PreferenceService
    daily: DailyService
    absences: AbsenceService
    attendance: AttendanceService

    @classmethod
    def over(cls, ground: Ground, of: Requests, registers: RegisterService) -> Self:
        """The services; Home shows what the others know of somebody."""
        database, catalog, timing = ground.database, ground.catalog, ground.timing
        people, members = ground.people, ground.members
        preferences = PreferenceService(database, catalog, members, timing)
        program = ProgramService(database, catalog, timing)
        home = HomeService(of.queue, of.requests, of.obligations, preferences, program, registers)
        return cls(
            homes=HomePublishing(database, ground.client, catalog, home, timing, ground.metrics),
            preferences=preferences,
            daily=DailyService(database, catalog, people, members, timing),
            absences=AbsenceService(database, catalog, people, members, timing),
            attendance=AttendanceService(database, catalog, people, members, timing),
        )


@dataclass(frozen=True, slots=True)
class Subjects:
    """All of them."""

    requests: Requests
    answers: Answers
    program: Program
    own: Own
    guidance: Guidance

    @classmethod
    def over(
        cls, ground: Ground, new_id: Callable[[], str], side_keys: "SideRoomKeys | None", signer: Signer | None
    ) -> Self:
        """The services; keys are those of the side room and of evidence."""
        requests, program = Requests.over(ground, new_id, side_keys, signer), Program.over(ground)
        return cls(
            requests=requests,
            answers=Answers.over(ground),
            program=program,
            own=Own.over(ground, requests, program.registers),
            guidance=Guidance.of(ground.database, ground.catalog, ground.people, ground.members, ground.timing),
        )

    @property
    def named(self) -> dict[str, object]:
        """Every service by the name under which listeners ask for it."""
        subjects = self.requests, self.answers, self.program, self.own
        of_most = {field.name: getattr(one, field.name) for one in subjects for field in fields(one)}
        return of_most | self.guidance.named
