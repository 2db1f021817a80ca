# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody should look at: a license that is not the one in the register any more, and projects gone quiet."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from workflows.facts import Answer
from workflows.registers.entry import Entry
from workflows.upstreams.record import Made, ProjectRecord

#: DEFAULT of this project: after so many months without a contribution a critical project is told of.
QUIET_MONTHS = 6
_MONTH = timedelta(days=30)
_WORDS = re.compile(r"[^\s()]+")
_JOINING = frozenset({"and", "or", "with"})
#: Names that the list of SPDX has given up for others.
_GIVEN_UP = re.compile(r"^((?:a|l)?gpl-\d\.\d|gfdl-\d\.\d)(\+?)$")


@dataclass(frozen=True, slots=True)
class LicenseChange:
    """The register says one license, and a newer request or the project itself says another.

    ``resting`` are the numbers of standing clearances that were given under another license than the new one: they
    cover nothing any more (domain: a changed license voids a clearance). ``made`` is the request that says it; None
    where the text in the project does.
    """

    entry: Entry
    was: str
    now: str
    made: Made | None = None
    resting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """A critical project to which nothing was contributed for longer than its entry expects. ``days`` since then."""

    entry: Entry
    days: int
    since: date
    recorded: bool

    @property
    def times(self) -> int:
        """How often the time that is expected has gone by: told of once each."""
        return self.days // max(1, expected_months(self.entry) * _MONTH.days)


@dataclass(frozen=True, slots=True)
class Looked:
    """An entry of the register beside its project's record, and what of it somebody should look at."""

    entry: Entry
    record: ProjectRecord
    license: LicenseChange | None = None
    quiet: Quiet | None = None


def looked(entry: Entry, record: ProjectRecord, now: datetime) -> Looked:
    """An entry beside what the record says of its project now."""
    return Looked(entry, record, license_change(entry, record), quiet(entry, record, now))


def names_in_expression(expression: str) -> frozenset[str]:
    """The licenses and exceptions that an expression names, in small letters and by their names of today."""
    words = (word.lower() for word in _WORDS.findall(expression))
    return frozenset(_by_new_name(word) for word in words if word not in _JOINING)


def names_another(said: str, registered: str) -> bool:
    """Whether a license was named that the registered expression has not.

    Who contributes names one license of a choice: naming fewer is no change.
    """
    return bool(registered.strip()) and not names_in_expression(said) <= names_in_expression(registered)


def license_change(entry: Entry, record: ProjectRecord) -> LicenseChange | None:
    """That a request newer than the entry names another license; None as long as none does.

    Whoever changes or reviews the entry afterwards has looked at it, and is right.
    """
    registered, said = _text(entry.values.get("license")), record.license_said
    if said is None or not entry.visible or not names_another(said.license, registered):
        return None
    if entry.changed_at is not None and said.at <= entry.changed_at:
        return None
    return changed_to(entry, record, said.license, said)


def changed_to(entry: Entry, record: ProjectRecord, license_: str, made: Made | None = None) -> LicenseChange:
    """The change of an entry's license to another, with the clearances that rest on one that it has not any more."""
    resting = tuple(one.number for one in record.standing if one.license and names_another(license_, one.license))
    return LicenseChange(entry, _text(entry.values.get("license")), license_, made, resting)


def expected_months(entry: Entry) -> int:
    """After how many months without a contribution somebody is told; 0: never."""
    if entry.values.get("criticality") != "critical" or entry.values.get("ring") == "retire":
        return 0
    said = entry.values.get("quiet_months")
    return said if isinstance(said, int) else QUIET_MONTHS


def quiet(entry: Entry, record: ProjectRecord, now: datetime) -> Quiet | None:
    """That a critical project has gone quiet; None while it has not, or nobody expects anything of it.

    Without any request in the record time counts from when somebody last looked at the entry.
    """
    months, last = expected_months(entry), record.last_at
    since = last or entry.changed_at
    if not months or since is None or not entry.visible:
        return None
    days = (now.astimezone(UTC).date() - since.astimezone(UTC).date()).days
    if days < months * _MONTH.days:
        return None
    return Quiet(entry, days, since.astimezone(UTC).date(), last is not None)


def _by_new_name(word: str) -> str:
    given_up = _GIVEN_UP.match(word)
    if given_up is None:
        return word
    return f"{given_up[1]}-{'or-later' if given_up[2] else 'only'}"


def _text(value: Answer | None) -> str:
    return value if isinstance(value, str) else ""
