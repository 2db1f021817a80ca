# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The facts that recommendations rest on, gathered from the record once a day; numbers alone leave this module."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.catalog import Catalog, LiveCatalog
from bot.services.maturity import program_board
from storage.unit_of_work import UnitOfWork
from workflows.figures import LAPSING, ProgramFigures, Share
from workflows.maturity.boards import Board, ItemState
from workflows.quarters import quarter_of
from workflows.recommendations.contributing import spread_over_teams
from workflows.recommendations.facts import WINDOW_DAYS, Facts, FactValue
from workflows.registers.entry import Entry, EntryState
from workflows.staffing import Staff
from workflows.values import acknowledging, principles

_DAY = 24 * 60
_REPEATED, _MOST_ASKED = 4, 50
_OLD_DAYS = 30
_QUARTER = re.compile(r"\d{4}-Q[1-4]")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known outside the unit: who is in which group, the gaps of the setup, and people's teams by Slack id."""

    staff: Staff
    gaps: int
    teams: Mapping[str, str]


async def facts_of(tx: UnitOfWork, workspace: str, catalog: LiveCatalog, known: Known, now: datetime) -> Facts:
    """Every fact that is known now."""
    current, found = catalog.current, _Gathered()
    today, since = current.today(now), now - timedelta(days=WINDOW_DAYS)
    _of_organization(found, current, known)
    _of_figures(found, await tx.figures.of(workspace, since, now, now, current.counting))
    found.say("overturned", await tx.facts.overturned(workspace, since, now, current.counting))
    _of_contributors(found, await tx.facts.contributors(workspace, since, now, current.counting), known.teams)
    _of_board(found, await program_board(tx, workspace, catalog, now), now)
    await _of_registers(found, tx, workspace, current, today)
    await _of_values(found, tx, workspace, current, today)
    return Facts(found.values, found.of)


class _Gathered:
    """Facts as they come together."""

    def __init__(self) -> None:
        self.values: dict[str, FactValue] = {}
        self.of: dict[str, int] = {}

    def say(self, name: str, value: FactValue | None, of: int = 0) -> None:
        """Note a fact; None is not enough data, and stays unknown."""
        if value is not None:
            self.values[name] = value
            self.of |= {name: of} if of else {}

    def share(self, name: str, share: Share) -> None:
        """Note a share, which is unknown of too few."""
        self.say(name, share.value, share.of)


def _of_organization(found: _Gathered, current: Catalog, known: Known) -> None:
    organization, staff = current.organization, known.staff
    fresh = [name for name in organization.groups if name not in staff.stale]
    found.say("setup_gaps", known.gaps)
    found.say("policy_adopted", organization.policy.adopted)
    found.say("one_person_groups", sum(len(staff.members.get(name, ())) == 1 for name in fresh), len(fresh))
    found.say("units", len(organization.units))


def _of_figures(found: _Gathered, figures: ProgramFigures) -> None:
    queue, people = figures.queue, figures.decisions - figures.at_once
    old = sum(band.count for band in figures.ages if band.from_days >= _OLD_DAYS)
    declined = sum(one.count for one in figures.outcomes if one.name == "declined")
    found.say("open", queue.open)
    found.say("overdue", queue.overdue, queue.open)
    found.say("old", old, queue.open)
    found.share("old_share", Share(old, queue.open))
    found.say("unanswered_questions", queue.unanswered)
    found.say("lapsing", figures.lapsing.count)
    found.say("decided", people)
    for name, minutes in (("days_to_decision", figures.wall.median), ("slow_days", figures.wall.p90)):
        found.say(name, minutes / _DAY if minutes is not None else None, figures.wall.of)
    found.share("in_time_share", figures.in_time)
    found.share("fast_share", figures.fast_share)
    found.share("reworked_share", figures.revised)
    found.share("declined_share", Share(declined, figures.decisions))


def _of_contributors(found: _Gathered, counts: Mapping[str, int], teams: Mapping[str, str]) -> None:
    spread = spread_over_teams(counts, teams)
    if spread is not None:
        found.say("contributors", spread.people)
        found.share("top_team_share", spread.top)


def _of_board(found: _Gathered, board: Board | None, now: datetime) -> None:
    if board is None:
        return
    shown = [one for one in board.standings if one.state is ItemState.EVIDENCED]
    found.say("items_shown", tuple(one.item.id for one in shown))
    found.say("items_lost", sum(one.state is ItemState.STALE for one in board.standings))
    ends = [one.evidence.until(one.item) for one in shown if one.evidence]
    found.say("items_lapsing", sum(end <= now + LAPSING for end in ends), len(shown))


async def _of_registers(found: _Gathered, tx: UnitOfWork, workspace: str, current: Catalog, today: date) -> None:
    """What the company's own entries say; what is only shipped says nothing of it."""
    rows = await tx.registers.registers(workspace)
    found.say("empty_registers", tuple(sorted(name for name in current.registers if not rows.get(name))))
    found.say("reviews_overdue", await tx.registers.overdue(workspace, today))
    roles = _visible(await tx.registers.of(workspace, "roles"))
    found.say("roles_without_deputy", sum(not one.values.get("deputy") for one in roles), len(roles))
    actions = _visible(await tx.registers.of(workspace, "actions"))
    late = [one for one in actions if one.values.get("status") in {"open", "doing"} and _is_late(one, today)]
    found.say("actions_overdue", len(late), len(actions))
    upstreams = _visible(await tx.registers.of(workspace, "upstreams"))
    critical = [one for one in upstreams if one.values.get("criticality") == "critical"]
    found.say("critical_unmaintained", sum(one.values.get("maintainers") == 0 for one in critical), len(critical))
    bare = sum(not (one.text or one.values.get("sponsor")) for one in critical)
    found.say("critical_unsponsored", bare, len(critical))
    asked = await tx.registers.of(workspace, "questions")
    found.say("questions_open", sum(one.state is EntryState.DRAFT and not one.once_published for one in asked))
    since = today - timedelta(days=WINDOW_DAYS)
    often = await tx.asking.most(workspace, since, today + timedelta(days=1), _MOST_ASKED)
    found.say("questions_repeated", sum(one.times >= _REPEATED for one in often))


async def _of_values(found: _Gathered, tx: UnitOfWork, workspace: str, current: Catalog, today: date) -> None:
    polls = _visible(await tx.registers.of(workspace, principles.POLLS))
    found.say("polls", len(polls))
    closed = {str(one.values.get("closed_on")): one for one in polls}
    if closed:
        last = max(closed)
        differing = closed[last].values.get("differing")
        found.say("days_since_poll", (today - date.fromisoformat(last)).days)
        found.say("values_differing", differing if isinstance(differing, int) else None)
    published = principles.published(await tx.registers.of(workspace, principles.PRINCIPLES))
    found.say("principles", len(published))
    if published:
        entries = await tx.registers.of(workspace, principles.ACKNOWLEDGEMENTS)
        stand = acknowledging.standings(current.organization.units, entries, principles.version_of(published))
        found.say("units_not_following", sum(one.open and bool(one.lead) for one in stand), len(stand))


def _visible(entries: Iterable[Entry]) -> list[Entry]:
    return [one for one in entries if one.visible]


def _is_late(entry: Entry, today: date) -> bool:
    quarter = str(entry.values.get("quarter") or "")
    return _QUARTER.fullmatch(quarter) is not None and quarter < quarter_of(today)
