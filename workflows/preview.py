# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The route preview: before submitting, who would be asked and why, and how many people that would notify."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflows.errors import Refusal
from workflows.facts import Answers, Fact
from workflows.forms import missing
from workflows.nearest import Near
from workflows.organization import Organization
from workflows.people import Person
from workflows.policy import Policy
from workflows.request import Request
from workflows.route import Route
from workflows.staffing import Staff, away_until, deciders, steps_for


@dataclass(frozen=True, slots=True)
class Asked:
    """A group that would be asked: its title, every because, how many decide and are notified, and in which stage.

    ``away_until``: all of them are away until then, and the step would wait.
    """

    title: str
    because: tuple[str, ...]
    deciders: int
    notified: int
    instead_of: tuple[str, ...] = ()
    stage: str = ""
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the form shows of the route. ``refused`` is set when such a request could not be submitted at all.

    ``note`` is what the lane that it would take says to the requester, and ``told`` are the facts, with their labels,
    that the kind shows before anything is sent. ``near`` are precedents near to a question, and ``answer`` is the
    verdict that policy gives on it. ``embargoed``: it would lead into the open, and stays private until the embargo is
    lifted. ``beside``: the number of the requester's own request about the same project that is under embargo, else 0.
    """

    route: Route | None
    asked: tuple[Asked, ...] = ()
    missing: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    refused: str = ""
    note: str = ""
    near: tuple[Near, ...] = ()
    answer: str = ""
    told: tuple[tuple[str, str], ...] = ()
    embargoed: bool = False
    beside: int = 0

    @property
    def notified(self) -> int:
        """How many people a submission would notify: those of the first stage."""
        first = self.asked[0].stage if self.asked else ""
        return sum(one.notified for one in self.asked if one.stage == first)


def preview(
    policy: Policy,
    answers: Answers,
    facts: Mapping[str, Fact],
    requester: Person,
    office: tuple[Organization, Staff],
    within: Request | None = None,
) -> Preview:
    """The preview for the answers so far. While a steering question is open there is no route, only what is missing.

    ``within``: the request that it edits or asks again, whose embargo keeps it private.
    """
    kept = policy.kept(answers)
    shown = [(one, facts[one.name].value) for one in policy.kind.facts if one.preview and one.name in facts]
    told = tuple((one.label, one.label_of(value)) for one, value in shown if value not in {None, ""})
    return replace(_routed(policy, kept, facts, requester, office, within), told=told)


def _routed(
    policy: Policy,
    kept: Answers,
    facts: Mapping[str, Fact],
    requester: Person,
    office: tuple[Organization, Staff],
    within: Request | None,
) -> Preview:
    organization, staff = office
    steering = {name for name, field in policy.kind.by_name.items() if field.steers}
    open_questions = missing(policy.kind, policy.shown(kept) & steering, kept)
    if open_questions:
        return Preview(None, missing=tuple(policy.kind.by_name[name].label for name in open_questions))
    problems = policy.problems(kept, facts)
    blocks = {block.because for block in policy.kind.blocks}
    blocked = tuple(sentence for sentence in problems.values() if sentence in blocks)
    route = policy.route(kept, facts)
    embargoed = within is not None and within.under_embargo and not route.private
    route = within.route if within is not None and embargoed else route
    try:
        steps = steps_for(route, requester, organization, staff)
    except Refusal as refusal:
        return Preview(route, blocked=blocked, refused=refusal.sentence)
    stages = {stage.name: stage.title for stage in route.stages}
    asked = tuple(
        Asked(
            title=organization.title_of(step.group),
            because=tuple(because.text for because in step.because),
            deciders=len(deciders(step, requester, staff)),
            notified=_notified(organization, step.group, len(deciders(step, requester, staff) - staff.absent.keys())),
            instead_of=tuple(organization.title_of(group) for group in step.asked_for if group != step.group),
            stage=stages.get(step.stage, ""),
            away_until=None if route.private else away_until(step, requester, staff),
        )
        for step in steps
    )
    note = next((lane.note for lane in policy.kind.lanes if lane.rule == route.because.rule), "")
    return Preview(route, asked, blocked=blocked, note=note, embargoed=embargoed)


def _notified(organization: Organization, group: str, people: int) -> int:
    ping = organization.group(group).ping
    return {"on-duty": min(1, people), "group": people, "none": 0}[ping]
