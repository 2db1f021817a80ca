# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo policy replay`: which past requests another policy would decide differently, read page by page."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.catalog import Catalog
from bot.configuration import ConfigurationFailed, Findings
from bot.policy_testing import catalog_of, read_suite
from bot.record import opened_record
from storage.database import Database
from workflows.policy_cases import ExpectedDifference
from workflows.replay import Replayed, replayed
from workflows.request import Request

_AT_ONCE = 200


@dataclass(slots=True)
class Count:
    """How many requests there were, how many would differ, and how many of those were expected to."""

    requests: int = 0
    different: int = 0
    expected: int = 0

    @property
    def ok(self) -> bool:
        """Whether every difference was expected."""
        return self.different == self.expected

    @property
    def sentence(self) -> str:
        """The counts as people read them."""
        return (
            f"{self.requests} requests: {self.requests - self.different} decided as before, {self.different} "
            f"differently, {self.expected} of those as expected."
        )


class Replay:
    """A run over the record. Raises ConfigurationFailed for mistakes in the folder."""

    def __init__(self, folder: Path, expected: Sequence[str]) -> None:
        self._catalog: Catalog = catalog_of(folder)
        findings = Findings()
        self._expected = read_suite(folder, findings).expected
        if findings.failed:
            raise ConfigurationFailed(findings.problems)
        self._expected += tuple(ExpectedDifference(name=name, note="--expect") for name in expected)
        self.count = Count()

    async def differences(self, database_url: str) -> AsyncIterator[tuple[Replayed, str]]:
        """Each request that would be decided differently, with the note where that is expected.

        Raises CannotRun where there is no record yet, and StorageError.
        """
        async with opened_record(database_url) as database:
            async for request in _every(database):
                self.count.requests += 1
                policy = self._catalog.policies.get(request.kind)
                found = replayed(request, policy, self._catalog.knowledge)
                if found is not None:
                    note = next((one.note for one in self._expected if one.covers(found.name)), "")
                    self.count.different += 1
                    self.count.expected += bool(note)
                    yield found, note


async def _every(database: Database) -> AsyncIterator[Request]:
    last: Request | None = None
    while True:
        async with database.reading() as tx:
            page = await tx.requests.page(last, _AT_ONCE)
        if not page:
            return
        for request in page:
            yield request
        last = page[-1]


def lines(found: Replayed, note: str) -> Iterator[str]:
    """One difference as people read it: numbers, groups and rules; no titles, and nothing of private requests."""
    expected = f"  expected: {note}" if note else ""
    if found.private:
        yield f"{found.name}  private: decided differently{expected}"
        return
    shifts = "; ".join(f"{one.what} {one.before} -> {one.after}" for one in found.shifts)
    yield f"{found.name}  {found.kind}{': ' if shifts else ''}{shifts}{expected}"
    yield from (f"    {reason}" for reason in found.because)


def as_json(found: Replayed, note: str) -> dict[str, Any]:
    """One difference for programs."""
    return {"request": found.name, **{k: v for k, v in asdict(found).items() if k != "name"}, "expected": note}
