# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A past request under another policy: what would be decided differently, told without titles and hidden answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.facts import Answers, Fact
from workflows.kind import Block, RequestKind
from workflows.known import USING, Knowledge
from workflows.policy import NEUTRAL, Policy
from workflows.request import Request
from workflows.route import Because, Route

#: The rule at the end of a reason, as the fact of the automatic answer has it.
_RULE = re.compile(r"\[([^\]\n]+)\]$", re.MULTILINE)
NOT_OFFERED = "Requests of this kind are not offered any more."


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing that would be decided differently: how it was, and how it would be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would be decided differently of a request, and why. Of a private one nothing is told but its number."""

    name: str
    kind: str
    private: bool
    shifts: tuple[Shift, ...] = ()
    because: tuple[str, ...] = ()


def replayed(request: Request, policy: Policy | None, knowledge: Knowledge) -> Replayed | None:
    """The request as it was asked, with the facts of then, routed anew; None when nothing would be different.

    Only what policy decides is compared: lane, groups with their quorum, whether it could be submitted at all, and the
    verdict on the license of a question. Who is in a group, and which group stands in for which, is not.
    """
    if policy is None:
        return _told(request, Replayed(request.name, request.kind, private=False, because=(NOT_OFFERED,)))
    answers = policy.kept(_fitting(policy.kind, request.answers))
    facts = knowledge.facts_again(policy.kind, answers, request.facts)
    route, blocks = policy.route(answers, facts), policy.blocks(answers, facts)
    verdict = tuple(_verdict(policy.kind, request.facts, facts))
    shifts = (*_shifts(request.route, route, blocks), *verdict)
    if not shifts:
        return None
    because = (*_because(request.route, route), *(_open(policy.kind, block) for block in blocks))
    because += tuple(_rules(policy.kind, facts)) if verdict else ()
    private = route.private
    return _told(request, Replayed(request.name, request.kind, private=private, shifts=shifts, because=because))


def _told(request: Request, found: Replayed) -> Replayed:
    if request.private or found.private:
        return Replayed(found.name, found.kind, private=True)
    return found


def _fitting(kind: RequestKind, answers: Answers) -> Answers:
    """The answers that the kind could still be given; others count as not given."""
    fields = kind.by_name
    return {name: answer for name, answer in answers.items() if name in fields and fields[name].fits(answer)}


def _shifts(before: Route, after: Route, blocks: tuple[Block, ...]) -> Iterator[Shift]:
    if blocks:
        yield Shift("submitting", "possible", f"not allowed ({', '.join(block.rule for block in blocks)})")
    if before.lane != after.lane:
        yield Shift("lane", before.lane, after.lane)
    asked, asks = _groups(before), _groups(after)
    if asked != asks:
        yield Shift("steps", _in_words(asked), _in_words(asks))


def _verdict(kind: RequestKind, then: Mapping[str, Fact], now: Mapping[str, Fact]) -> Iterator[Shift]:
    """The automatic answer that went with a question, where policy would answer otherwise now."""
    for name in (fact.name for fact in kind.facts if fact.source == USING):
        before, after = (facts[name].value if name in facts else None for facts in (then, now))
        if before != after:
            yield Shift("verdict", str(before or "none"), str(after or "none"))


def _rules(kind: RequestKind, now: Mapping[str, Fact]) -> Iterator[str]:
    """The rules by which policy answers now; their sentences name what was asked, which is not for everybody."""
    for name in (fact.name for fact in kind.facts if fact.source == f"{USING}.because"):
        rules = dict.fromkeys(_RULE.findall(str(now[name].value or "")))
        yield f"now by {', '.join(rules) or 'no rule'}"


def _groups(route: Route) -> dict[str, int]:
    return {f"{step.group} in {step.stage}" if step.stage else step.group: step.quorum for step in route.steps}


def _in_words(groups: Mapping[str, int]) -> str:
    each = (group if quorum == 1 else f"{group} ({quorum} people)" for group, quorum in sorted(groups.items()))
    return ", ".join(each) or "nobody"


def _because(before: Route, after: Route) -> Iterator[str]:
    """The reasons that only one of the routes has, in the words that everybody may read."""
    was, now = dict(_reasons(before)), dict(_reasons(after))
    yield from (f"now {who}: {because.open_text}" for (who, rule), because in now.items() if (who, rule) not in was)
    yield from (f"then {who}: {because.open_text}" for (who, rule), because in was.items() if (who, rule) not in now)


def _reasons(route: Route) -> Iterator[tuple[tuple[str, str], Because]]:
    yield (f"the {route.lane} lane", route.because.rule), route.because
    for step in route.steps:
        yield from (((step.group, because.rule), because) for because in step.because)


def _open(kind: RequestKind, block: Block) -> str:
    """Why it could not be submitted; a reason that tells of a hidden answer is for who may read that alone."""
    return f"now not allowed: {NEUTRAL if kind.restricted_in(block.when) else block.because}"
