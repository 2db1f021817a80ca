# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sample entries of the practice workspace: the files of ``entries/``, imported where nobody made any yet.

What a file leaves out of a shipped entry stays as it is shipped.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files

from bot.catalog import Catalog
from bot.services.register_entries import PETAL_REGISTER, doing_now, entries_of, keep_many
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.registers.exchange.toml_files import filed
from workflows.registers.importing import Plan, planned
from workflows.registers.register import Register
from workflows.registers.rights import THE_OFFICE

#: A day in the samples, such as "today-20": they are as old on each day as on the day on which they were written.
_DAY = re.compile(r'"today([+-]\d+)?"')


async def sample_entries(database: Database, catalog: Catalog, workspace: str, now: datetime) -> None:
    """Store the samples of every register that has no entries of the company yet, as an import does."""
    async with database.transaction() as tx:
        own = await tx.registers.registers(workspace)
        # Petals last: what is new before they have channels is told nowhere.
        for name, text in sorted(_samples().items(), key=lambda one: (one[0] == PETAL_REGISTER, one[0])):
            register = catalog.registers.get(name)
            if register is not None and name not in own:
                plan = await _planned(tx, catalog, register, workspace, text, now)
                await keep_many(tx, register, {}, [*plan.new, *plan.changed])


async def _planned(
    tx: UnitOfWork, catalog: Catalog, register: Register, workspace: str, text: str, now: datetime
) -> Plan:
    """What a sample would do. Raises ValueError for one that does not fit its register."""
    existing = {one.name: one for one in await entries_of(tx, catalog, workspace, register.name)}
    doing = await doing_now(tx, catalog, register, workspace, THE_OFFICE, now)
    samples = filed(register, in_days(text, catalog.today(now)))
    said = [replace(one, said={key: value for key, value in one.said.items() if value}) for one in samples]
    plan = planned(doing, said, existing, past=True)
    if plan.problems:
        raise ValueError(f"sample entries of {register.name}: {'; '.join(plan.problems)}")
    return plan


def in_days(text: str, today: date) -> str:
    """The text of a file with its days, which it counts from today."""
    return _DAY.sub(lambda found: f'"{(today + timedelta(days=int(found[1] or 0))).isoformat()}"', text)


def _samples() -> dict[str, str]:
    """The files by the register that each is named after."""
    folder = files("bot.practice") / "entries"
    return {one.name.removesuffix(".toml"): one.read_text() for one in folder.iterdir() if one.name.endswith(".toml")}
