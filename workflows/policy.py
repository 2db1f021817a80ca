# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The policy of a kind, compiled: which fields show, what is not allowed, and the route, each with its because."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeAlias

from workflows import forms
from workflows.conditions import ConditionProblem, Conditions, names_in
from workflows.facts import Answer, Answers, Fact
from workflows.kind import Block, ChecklistItem, Field, Obligation, RequestKind, Rule, Step
from workflows.organization import ChannelRoute
from workflows.route import Because, Outcome, Route, RouteItem, RouteObligation, RouteStage, RouteStep

NOBODY_ELSE = Because(
    rule="nobody-else",
    text="No rule names anybody for this, so the OSPO looks.",
    open_text="No rule names anybody for this, so the OSPO looks.",
)
#: What stands in the open for a reason that tells of a hidden answer.
NEUTRAL = "An answer to the risk questions asks for this."
#: Answers or facts by name, in the order of the kind: what outcomes are remembered by.
_Values: TypeAlias = tuple[tuple[str, Answer], ...]
_REMEMBERED = 4096
STANDARD = Because(rule="standard", text="No shorter lane applies.", open_text="No shorter lane applies.")


class Policy:
    """One kind with its conditions compiled. Raises ConditionProblem when one of them cannot be used."""

    def __init__(self, kind: RequestKind, channels: tuple[ChannelRoute, ...] = ()) -> None:
        self.kind = kind
        self.version = kind.version
        self._channels = tuple(one for one in channels if speaks_of(one, kind))
        variables = kind.variables
        self._becauses = {rule.rule: _because(kind, rule) for rule in (*kind.lanes, *kind.steps)}
        self._owed = {one.rule: _owed(kind, one) for one in kind.obligations}
        self._asked = {step.rule: _asked(step, self._becauses[step.rule]) for step in kind.steps}
        self._stages = tuple(RouteStage(**stage.model_dump()) for stage in kind.stages)
        self._checked = {item.rule: _checked(item) for item in kind.checklist}
        self._empty = {f"answers.{f.name}": _as_cel(f, f.empty) for f in kind.fields if f.type != "date" or f.empty}
        answers_only = {name: variable for name, variable in variables.items() if name.startswith("answers.")}
        self._showing = Conditions(answers_only, {f.name: f.show_when for f in kind.fields})
        rooms = {f"channels.route.{number}": one.when for number, one in enumerate(self._channels)}
        self._routing = Conditions(variables, dict(routing_conditions(kind)) | rooms)
        people = {step.person_from for step in kind.steps if step.person_from}
        looked_at = {*self._showing.looked_at, *self._routing.looked_at}
        self._steering = tuple(
            one.name for one in kind.fields if f"answers.{one.name}" in looked_at or one.name in people
        )
        self._facts = tuple(one.name for one in kind.facts if f"facts.{one.name}" in looked_at)
        # A submission asks several times, and most give the same few answers: 700 µs the first time, 10 µs after that.
        self._shown = lru_cache(_REMEMBERED)(self._shown_for)
        self._route = lru_cache(_REMEMBERED)(self._route_for)
        self._blocks = lru_cache(_REMEMBERED)(self._blocks_for)

    def shown(self, answers: Answers) -> frozenset[str]:
        """The fields that the form shows with these answers. An answer to a hidden field shows nothing else."""
        return self._shown(self._steered(answers))

    def problems(self, answers: Answers, facts: Mapping[str, Fact]) -> dict[str, str]:
        """What stands in the way of submitting these answers: missing ones, and what the policy does not allow."""
        problems = forms.missing(self.kind, self.shown(answers), answers)
        for block in self.blocks(answers, facts):
            problems.setdefault(block.field, block.because)
        return problems

    def blocks(self, answers: Answers, facts: Mapping[str, Fact]) -> tuple[Block, ...]:
        """What the policy does not allow at all of these answers."""
        return self._blocks(self._steered(answers), self._known(facts))

    def kept(self, answers: Answers) -> Answers:
        """The answers without those of hidden fields: what is not shown is not said."""
        shown = self.shown(answers)
        return {name: answer for name, answer in answers.items() if name in shown}

    def route(self, answers: Answers, facts: Mapping[str, Fact]) -> Route:
        """The route for answers that were kept. What could not be determined adds a step and is never fast."""
        return self._route(self._steered(answers), self._known(facts))

    def _steered(self, answers: Answers) -> _Values:
        return tuple([(name, answers[name]) for name in self._steering if name in answers])  # asked five times

    def _known(self, facts: Mapping[str, Fact]) -> _Values:
        known = [(name, facts[name].value) for name in self._facts if name in facts]
        return tuple([(name, value) for name, value in known if value is not None])

    def _shown_for(self, steered: _Values) -> frozenset[str]:
        answers = dict(steered)
        shown = frozenset(field.name for field in self.kind.fields)
        while True:
            outcome = self._showing.evaluate(self._values(answers, shown))
            now = frozenset(name for name in shown if outcome[name])
            if now == shown:
                return shown
            shown = now

    def _blocks_for(self, steered: _Values, known: _Values) -> tuple[Block, ...]:
        outcome = self._outcome(dict(steered), dict(known))
        return tuple(block for block in self.kind.blocks if outcome[f"blocks.{block.rule}"])

    def _route_for(self, steered: _Values, known: _Values) -> Route:
        answers = dict(steered)
        outcome = self._outcome(answers, dict(known))
        undetermined = tuple(key for key, value in outcome.items() if value is None)
        for lane in self.kind.lanes:
            taken = outcome[f"lanes.{lane.rule}"]
            if taken or (taken is None and lane.outcome == "private"):  # in doubt nobody else learns of it
                because = self._becauses[lane.rule]
                steps = merged(
                    [RouteStep(group=lane.group, because=(because,), shows=lane.shows)] if lane.group else []
                )
                route = self._finished(lane.name, lane.outcome, because, steps, outcome, undetermined)
                return route.model_copy(update={"embargo_days": lane.embargo_days}) if lane.embargo_days else route
        matching = [step for step in self.kind.steps if outcome[f"steps.{step.rule}"] is not False]
        steps = merged(self._route_step(step, answers) for step in matching)
        if not steps:
            first = self.kind.stages[0].name if self.kind.stages else ""
            steps = (RouteStep(group="ospo", because=(NOBODY_ELSE,), stage=first),)
        route = self._finished("standard", "review", STANDARD, steps, outcome, undetermined)
        return route.model_copy(update={"stages": self._stages, "checklist": tuple(self._items(outcome))})

    def _items(self, outcome: Mapping[str, bool | None]) -> Iterator[RouteItem]:
        """The items that apply; one that cannot be determined does, and is never ticked by itself."""
        for item in self.kind.checklist:
            if outcome[f"checklist.{item.rule}"] is not False:
                auto = bool(item.auto) and outcome[f"auto.{item.rule}"] is True
                yield self._checked[item.rule].model_copy(update={"auto": auto})

    def _values(self, answers: Answers, shown: Iterable[str]) -> dict[str, object]:
        """What conditions see: answers, a field's empty value where it is hidden or left empty, else nothing.

        A required choice that is shown has no empty value: until it is made, it is unknown.
        """
        values = dict(self._empty)
        for name in shown:
            field = self.kind.by_name[name]
            if name in answers:
                values[f"answers.{name}"] = _as_cel(field, answers[name])
            elif field.required and field.type == "choice":
                del values[f"answers.{name}"]
        return values

    def _outcome(self, answers: Answers, known: Mapping[str, Answer]) -> Mapping[str, bool | None]:
        values = self._values(answers, self.shown(answers))
        return self._routing.evaluate(values | {f"facts.{name}": value for name, value in known.items()})

    def _finished(
        self,
        lane: str,
        outcome: Outcome,
        because: Because,
        steps: tuple[RouteStep, ...],
        conditions: Mapping[str, bool | None],
        undetermined: tuple[str, ...],
    ) -> Route:
        kind = self.kind
        term = next((t for number, t in enumerate(kind.terms) if conditions[f"terms.{number}"]), None)
        return Route.model_construct(
            lane=lane,
            outcome=outcome,
            because=because,
            steps=steps,
            obligations=tuple(
                self._owed[one.rule] for one in kind.obligations if conditions[f"obligations.{one.rule}"] is not False
            ),
            instructions=tuple(
                one.text for number, one in enumerate(kind.instructions) if conditions[f"instructions.{number}"]
            ),
            launch_group=kind.launch.group if kind.launch else "",
            launch_field=kind.launch.date_field if kind.launch else "",
            scope=kind.scope,
            term_days=term.days if term else 90,
            standing=term.standing if term else False,
            policy_version=self.version,
            undetermined=undetermined,
            channel=next(
                (one.channel for n, one in enumerate(self._channels) if conditions[f"channels.route.{n}"]), ""
            ),
            room=kind.room,
        )

    def _route_step(self, step: Step, answers: Answers) -> RouteStep:
        asked = self._asked[step.rule]
        person = answers.get(step.person_from) if step.person_from else None
        return asked.model_copy(update={"person": str(person)}) if person else asked


def merged(steps: Iterable[RouteStep]) -> tuple[RouteStep, ...]:
    """One step per group and stage, in order, with every because, the highest quorum, and all that matters to it."""
    by_group: dict[tuple[str, str], RouteStep] = {}
    for step in steps:
        there = by_group.get((step.stage, step.group))
        by_group[step.stage, step.group] = step if there is None else _joined(there, step)
    return tuple(by_group.values())


def _joined(one: RouteStep, other: RouteStep) -> RouteStep:
    return one.model_copy(
        update={
            "because": tuple(dict.fromkeys((*one.because, *other.because))),
            "quorum": max(one.quorum, other.quorum),
            "sticky": one.sticky and other.sticky,
            "shows": tuple(dict.fromkeys((*one.shows, *other.shows))),
            "person": one.person or other.person,
        }
    )


def speaks_of(route: ChannelRoute, kind: RequestKind) -> bool:
    """Whether a route is for the cards of a kind: it is named, or it has every answer and fact that is looked at."""
    if kind.room:
        return False
    return kind.name in route.kinds if route.kinds else names_in(route.when) <= kind.variables.keys()


def routing_conditions(kind: RequestKind) -> Iterable[tuple[str, str]]:
    """Every condition of a kind that routing looks at, under the key that problems name it with."""
    for table, rules in (
        ("lanes", kind.lanes),
        ("blocks", kind.blocks),
        ("steps", kind.steps),
        ("checklist", kind.checklist),
        ("obligations", kind.obligations),
    ):
        yield from ((f"{table}.{rule.rule}", rule.when) for rule in rules)
    yield from ((f"auto.{item.rule}", item.auto) for item in kind.checklist if item.auto)
    yield from ((f"instructions.{number}", one.when) for number, one in enumerate(kind.instructions))
    yield from ((f"terms.{number}", one.when) for number, one in enumerate(kind.terms))


def _because(kind: RequestKind, rule: Rule) -> Because:
    tells_of = kind.restricted_in(rule.when) if isinstance(rule, Step) else ()
    open_text = NEUTRAL if tells_of else rule.because
    return Because(rule=rule.rule, text=rule.because, open_text=open_text, tells_of=tells_of)


def _asked(step: Step, because: Because) -> RouteStep:
    return RouteStep(
        group=step.group,
        because=(because,),
        quorum=step.quorum,
        sticky=step.sticky,
        shows=step.shows,
        stage=step.stage,
    )


def _checked(item: ChecklistItem) -> RouteItem:
    return RouteItem(**item.model_dump(exclude={"when", "auto", "shows"}))


def _owed(kind: RequestKind, one: Obligation) -> RouteObligation:
    said = one.model_dump(exclude={"when", "because"})
    return RouteObligation(**said, restricted=bool(kind.restricted_in(one.when)))


def _as_cel(field: Field, answer: Answer) -> object:
    if field.type == "date":
        return datetime.fromisoformat(str(answer)).replace(tzinfo=UTC)
    return answer


__all__ = ["ConditionProblem", "Policy", "merged", "routing_conditions", "speaks_of"]
