# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is checked of one kind beyond its shape: conditions, groups, sources of facts, open titles, promises."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.configuration import Findings, did_you_mean
from workflows.conditions import ConditionProblem, Conditions, Variable, names_in
from workflows.items import REQUESTER
from workflows.kind import ALL_GROUPS, EVERYBODY, RequestKind, Step
from workflows.known import RESTS_ON, SOURCES, USING
from workflows.organization import GROUPS, ChannelRoute, Organization
from workflows.policy import Policy, routing_conditions, speaks_of

#: What the automatic answer about a license rests on beside the license (workflows/known.py).
_OF_USE = ("usage", "modified", "link", "into")
_UNDECLARED = re.compile(r"undeclared reference to '(?P<name>[^']*)'")


def compiled(
    kind: RequestKind, routes: tuple[ChannelRoute, ...], file: str, routes_file: str, findings: Findings
) -> Policy | None:
    """The kind's policy, or None and a finding for every condition that cannot be used."""
    try:
        return Policy(kind, routes)
    except ConditionProblem:  # only the first one; people want to know all of them
        variables = kind.variables
        answers = {name: variable for name, variable in variables.items() if name.startswith("answers.")}
        for field in kind.fields:
            _try(answers, f"fields.{field.name}.show_when", field.show_when, file, findings)
        for key, condition in routing_conditions(kind):
            _try(variables, _key(key), condition, file, findings)
        for number, route in enumerate(routes, 1):
            if speaks_of(route, kind):
                _try(variables, f"channels.route.{number}.when", route.when, routes_file, findings)
    return None


def check_routes(kinds: Sequence[RequestKind], routes: tuple[ChannelRoute, ...], file: str, findings: Findings) -> None:
    """Find the routes of channels that no kind has the answers and facts for."""
    open_kinds = [kind for kind in kinds if not kind.room]
    variables = {name: variable for kind in reversed(open_kinds) for name, variable in kind.variables.items()}
    for number, route in enumerate(routes, 1):
        if not route.kinds and not any(speaks_of(route, kind) for kind in open_kinds):
            _try(variables, f"channels.route.{number}.when", route.when, file, findings)


def check_kind(kind: RequestKind, organization: Organization, file: str, findings: Findings) -> None:
    """Find what the kind names and nobody has, and what it promises and nothing keeps."""
    known = {*GROUPS, *organization.groups}
    for key, group in _groups(kind):
        if group not in known:
            findings.error(file, key, f"there is no group `{group}`{did_you_mean(group, known)}")
    for fact in kind.facts:
        if fact.source not in SOURCES:
            listed = ", ".join(sorted(SOURCES))
            findings.error(file, f"facts.{fact.name}.source", f"`{fact.source}` is not one of {listed}")
    _check_promises(kind, file, findings)
    _check_sources(kind, file, findings)
    _check_checklist(kind, file, findings)
    _check_affects(kind, file, findings)


def _check_promises(kind: RequestKind, file: str, findings: Findings) -> None:
    fields = kind.by_name
    if fields[kind.title_field].restricted:
        reason = f"`{kind.title_field}` is not visible to everybody, and a title stands on the open card"
        findings.error(file, "title_field", reason)
    for step in kind.steps:
        if step.person_from and (step.group != "managers" or fields[step.person_from].type != "person"):
            reason = "works for the group managers only, and with a field of type person"
            findings.error(file, f"steps.{step.rule}.person_from", reason)
    for owed in kind.obligations:
        told = [] if owed.owner == REQUESTER else kind.restricted_in(owed.when)
        for name in told:
            reason = f"looks at `{name}`, which is not visible to everybody, and what a group owes stands in the thread"
            findings.error(file, f"obligations.{owed.rule}.when", reason)
    for lane in kind.lanes:
        if lane.outcome == "approve" and not lane.when.strip():
            findings.warning(file, f"lanes.{lane.rule}.when", "is empty: every request is approved at once")


def _check_sources(kind: RequestKind, file: str, findings: Findings) -> None:
    """Find the facts that stay unknown because the kind does not say which field they rest on."""
    named = dict(kind.scope)
    for fact in kind.facts:
        for part in RESTS_ON.get(fact.source, ()):
            if not named[part]:
                reason = f"rests on the {part}, and no `{part}_field` names the field with it: it stays unknown"
                findings.warning(file, f"facts.{fact.name}.source", reason)


def _check_checklist(kind: RequestKind, file: str, findings: Findings) -> None:
    for item in kind.checklist:
        for key, condition in (("when", item.when), ("auto", item.auto)):
            hidden = kind.restricted_in(condition)
            if hidden:
                reason = f"looks at `{hidden[0]}`, which not everybody may see, and the card shows the checklist"
                findings.error(file, f"checklist.{item.rule}.{key}", reason)


def _check_affects(kind: RequestKind, file: str, findings: Findings) -> None:
    """Whatever a group decides on has to drop its review when it is edited, or an approval could be for another thing.

    A sticky step says that its approval stays whatever is edited.
    """
    for step in kind.steps:
        decides_on = _looked_at(kind, step)
        for field in kind.fields:
            dropped = step.sticky or {ALL_GROUPS, step.group} & {*field.affects}
            if field.name in decides_on and not dropped:
                reason = f"lacks `{step.group}`, which decides on this answer in step `{step.rule}`"
                findings.error(file, f"fields.{field.name}.affects", reason)


def _looked_at(kind: RequestKind, step: Step) -> frozenset[str]:
    """The fields that a step shows or its condition names, themselves or through a fact."""
    named = {*step.shows, *(name.partition(".")[2] for name in names_in(step.when)), step.person_from}
    by_facts = (_looked_up_by(kind, fact.source) for fact in kind.facts if fact.name in named)
    return frozenset(named.union(*by_facts))


def _looked_up_by(kind: RequestKind, source: str) -> Iterator[str]:
    """The fields whose answers a source looks at."""
    fields = dict(kind.scope)
    whole = tuple(fields) if source == "register.precleared" else RESTS_ON.get(source, ())
    yield from (fields[part] for part in whole)
    yield from _OF_USE if source.startswith(USING) else ()


def _groups(kind: RequestKind) -> Iterator[tuple[str, str]]:
    yield from ((f"steps.{step.rule}.group", step.group) for step in kind.steps)
    yield from (("room", kind.room),) if kind.room else ()
    yield from ((f"lanes.{lane.rule}.group", lane.group) for lane in kind.lanes if lane.group)
    owners = ((f"obligations.{one.rule}.owner", one.owner) for one in kind.obligations)
    yield from ((key, owner) for key, owner in owners if owner != REQUESTER)
    yield from (("service.groups", group) for group in kind.service.groups)
    owners = ((item.rule, item.owner) for item in kind.checklist if item.owner != REQUESTER)
    yield from ((f"checklist.{rule}.owner", owner) for rule, owner in owners)
    yield from (("launch.group", launch.group) for launch in (kind.launch,) if launch)
    for field in kind.fields:
        yield from ((f"fields.{field.name}.affects", group) for group in field.affects if group != ALL_GROUPS)
        yield from ((f"fields.{field.name}.visible_to", group) for group in field.visible_to if group != EVERYBODY)


def _try(variables: Mapping[str, Variable], key: str, condition: str, file: str, findings: Findings) -> None:
    try:
        Conditions(variables, {key: condition})
    except ConditionProblem as problem:
        undeclared = _UNDECLARED.search(str(problem))
        if undeclared:
            name = undeclared["name"]
            findings.error(file, key, f"there is no `{name}` here{did_you_mean(name, variables)}")
        else:
            findings.error(file, key, str(problem).partition(" expecting {")[0])


def _key(key: str) -> str:
    """The key as the file has it, with a row that has no name counted from 1, as everywhere in the findings."""
    table, _, row = key.partition(".")
    return f"checklist.{row}.auto" if table == "auto" else f"{_counted(table, row)}.when"


def _counted(table: str, row: str) -> str:
    return f"{table}.{int(row) + 1}" if row.isdigit() else f"{table}.{row}"
