# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The organization's file of people (CSV): who manages whom. A wrong row is left out and named, the others count."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

from bot.configuration import Findings, did_you_mean

COLUMNS = ("slack_id", "email", "manager", "entity", "country", "team", "forge_account")
_PERSON = re.compile(r"[UW][A-Z0-9]+")
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_managers(source: Traversable, file: str, findings: Findings) -> Mapping[str, str]:
    """For each person (Slack id) the manager's Slack id, where the file names one.

    The first line names the columns, in any order: ``slack_id`` is needed, the others of COLUMNS may be there.
    """
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.error(file, "", f"is not UTF-8 text (byte {error.start + 1})")
        return {}
    except OSError as error:
        findings.error(file, "", f"cannot be read: {error.strerror}")
        return {}
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    if not _columns_fit(rows.fieldnames or (), file, findings):
        return {}
    return dict(_managers(rows, file, findings))


def read_teams(source: Traversable) -> dict[str, str]:
    """For each person (Slack id) the team, where the file names one. What is wrong was told already."""
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    found = ((str(row.get("slack_id") or "").strip(), str(row.get("team") or "").strip()) for row in rows)
    return {person: team for person, team in found if team and _PERSON.fullmatch(person)}


def _columns_fit(columns: Sequence[str], file: str, findings: Findings) -> bool:
    unknown = [name for name in columns if name not in COLUMNS]
    for name in unknown:
        findings.error(file, "line 1", f"there is no column `{name}`{did_you_mean(name, COLUMNS)}")
    if "slack_id" not in columns:
        findings.error(file, "line 1", "the column `slack_id` is missing; the first line names the columns")
    if len(set(columns)) != len(columns):
        findings.error(file, "line 1", "a column is there twice")
    return not unknown and "slack_id" in columns and len(set(columns)) == len(columns)


def _managers(rows: "csv.DictReader[str]", file: str, findings: Findings) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for row in rows:
        line = rows.line_num
        wrong = _wrong(row, seen)
        if wrong:
            findings.warning(file, f"line {line}", f"{wrong}; the line was left out")
            continue
        person, manager = (row["slack_id"] or "").strip(), (row.get("manager") or "").strip()
        seen[person] = line
        if manager:
            yield person, manager


def _wrong(row: Mapping[str, str | None], seen: Mapping[str, int]) -> str:
    """What is wrong with a row first, or the empty text."""
    cells = {name: (cell or "").strip() for name, cell in row.items() if name}
    person, manager, country = cells["slack_id"], cells.get("manager", ""), cells.get("country", "")
    checks = (
        ("" in row, "it has more cells than there are columns"),
        (not _PERSON.fullmatch(person), f"`{person}` is not a member id (it begins with U or W)"),
        (person in seen, f"{person} is already on line {seen.get(person)}"),
        (manager and not _PERSON.fullmatch(manager), f"the manager `{manager}` is not a member id"),
        (manager == person, f"{person} cannot be their own manager"),
        ("@" not in cells.get("email", "@") and cells["email"], f"`{cells.get('email')}` is not an e-mail address"),
        (country and not _COUNTRY.fullmatch(country), f"`{country}` is not a country of two capital letters"),
    )
    return next((reason for wrong, reason in checks if wrong), "")
