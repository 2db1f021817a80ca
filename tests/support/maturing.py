# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An office whose people work on its maturity board, without Slack: everybody asked of is a full member."""

from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Identity, Installation
from bot.services.maturity import MaturityService
from bot.services.maturity_time import MaturityTime
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.profiles import ProfileLookup
from storage.database import Database
from tests.support.organization import organization
from tests.support.timing import SimulatedTime
from workflows.people import Person

OSPO, LEGAL, DEVELOPER = (Person("T0US", id_) for id_ in ("U0OSPO", "U0LEGAL", "U0DEV"))


class Slack(AsyncWebClient):
    """Tells of everybody that they are a full member, and of U0BOT that it is a bot."""

    async def users_info(self, *, user: str, **_: Any) -> Any:
        """What Slack says of a user."""
        return {"user": {"id": user, "team_id": "T0US", "tz": "UTC", "is_bot": user == "U0BOT"}}


class MaturityOffice:
    """The services of an office, over a database and a folder of its own."""

    def __init__(self, database: Database, folder: Path, timing: SimulatedTime, extra: str = "") -> None:
        self.database, self.timing = database, timing
        self.folder = organization(folder / "company", extra)
        self.catalog = LiveCatalog(self.folder, timing.now)
        self.people = PeopleService(database, self.catalog, timing)
        installation = Installation("xoxb", Slack(), database, timing)
        installation.identity = Identity("T0US", "E0US", "B0BOT", "U0BOT")
        self.members = Members(database, self.people, ProfileLookup(Slack(), installation, timing), timing)
        self.maturity = MaturityService(database, self.catalog, self.members, timing)
        self.clock = self.another_clock()

    def another_clock(self) -> MaturityTime:
        """The ticks of one more process on the same record."""
        return MaturityTime(self.database, self.catalog, self.people, self.timing)
