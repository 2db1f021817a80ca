# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What may go wrong and what is asked of executives for it, as sentences made of the figures of each risk."""

from collections.abc import Callable
from types import MappingProxyType

from messages.digests.wording import percent
from messages.text import counted, joined, user_line
from workflows.digests.document import Risk, RiskName
from workflows.organization import Organization

_NAME, _NAMED = 60, 3


def risk_words(risk: Risk, organization: Organization) -> str:
    """What may go wrong, and because of which figures."""
    return _RISKS[risk.name](risk, _groups(risk, organization))


def asked(risks: tuple[Risk, ...], organization: Organization) -> str:
    """The one decision that is asked of the readers: the one for the worst risk; none where nothing stands out."""
    if not risks:
        return "none is asked of you now."
    return _DECISIONS[risks[0].name](risks[0], _groups(risks[0], organization))


def _groups(risk: Risk, organization: Organization) -> str:
    names = [user_line(organization.title_of(name), _NAME) for name in risk.groups[:_NAMED]]
    others = len(risk.groups) - len(names)
    return joined([*names, *([counted(others, "other group", "other groups")] if others else [])])


def _late(risk: Risk, group: str) -> str:
    most = f", most of them with {group}" if group else ""
    return f"Work is held up: {risk.count:,} of {_open(risk)} past the promised time{most}."


def _slow(risk: Risk, _group: str) -> str:
    share = percent(risk.count / risk.of)
    return f"Deciding takes longer than promised: {risk.count:,} of {risk.of:,} decisions ({share}) were within it."


def _alone(risk: Risk, groups: str) -> str:
    have = "has one person" if risk.count == 1 else "have one person each"
    return f"Requests stop when one person is away: {groups} {have}."


def _unanswered(risk: Risk, _group: str) -> str:
    questions = counted(risk.count, "license question has", "license questions have")
    return f"Developers wait to be told what they may use: {questions} no answer yet."


def _growing(risk: Risk, _group: str) -> str:
    return f"The queue grows: {risk.of:,} requests came in, {risk.count:,} more than were decided."


def _aging(risk: Risk, _group: str) -> str:
    return f"Requests stay undecided: {risk.count:,} of {_open(risk)} older than {risk.days:,} days."


def _goals(risk: Risk, _group: str) -> str:
    return f"Goals are missed: {counted(risk.count, 'goal is', 'goals are')} past the date."


def _lost(risk: Risk, _group: str) -> str:
    told = counted(risk.count, "item", "items")
    return f"What was reached is not known to hold: the evidence of {told} of {risk.of:,} expired."


def _lapsing(risk: Risk, _group: str) -> str:
    return f"Work under standing clearances has to stop: {risk.count:,} of them end within 30 days."


def _going_stale(risk: Risk, _group: str) -> str:
    told = f"{risk.count:,} of {counted(risk.of, 'evidenced item', 'evidenced items')}"
    return f"What was reached may be lost: the evidence of {told} will be too old within 30 days."


def _open(risk: Risk) -> str:
    requests = "open request" if risk.of == 1 else "open requests"
    return f"{risk.of:,} {requests} {'is' if risk.count == 1 else 'are'}"


def _more_time(_risk: Risk, group: str) -> str:
    who = f"{group} gets" if group else "the groups that decide get"
    return f"decide whether {who} more time for reviews, or whether the promised time becomes longer."


def _second(risk: Risk, groups: str) -> str:
    return f"name a second person for {groups}{', each' if risk.count > 1 else ''}."


_RISKS: MappingProxyType[RiskName, Callable[[Risk, str], str]] = MappingProxyType(
    {
        "late": _late,
        "slow": _slow,
        "alone": _alone,
        "unanswered": _unanswered,
        "growing": _growing,
        "aging": _aging,
        "goals": _goals,
        "lost": _lost,
        "lapsing": _lapsing,
        "going_stale": _going_stale,
    }
)
_DECISIONS: MappingProxyType[RiskName, Callable[[Risk, str], str]] = MappingProxyType(
    {
        "late": _more_time,
        "slow": _more_time,
        "alone": _second,
        "unanswered": lambda *_: "decide who has time to answer license questions.",
        "growing": lambda *_: "decide who takes on more reviews, or what policy may clear at once.",
        "aging": lambda risk, _: f"have the {risk.count:,} oldest requests decided or withdrawn.",
        "goals": lambda *_: "decide for each overdue goal on a new date, or to drop it.",
        "lost": lambda *_: "have an owner named for each item whose evidence expired.",
        "lapsing": lambda *_: "have it said which of these clearances are still needed.",
        "going_stale": lambda *_: "have the owners of these items look at them again.",
    }
)
