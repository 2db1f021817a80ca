# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a model beyond its shape: items that are there twice, or need each other in a circle."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from workflows.maturity.facts import COUNTS, SHARES
from workflows.maturity.models import Item, MaturityModel


def problems_of(model: MaturityModel) -> Iterator[tuple[str, str]]:
    """Each mistake as the key that it is at, and the reason."""
    stages = Counter(stage.name for stage in model.stages)
    yield from ((f"stages.{name}", "is there twice") for name, times in stages.items() if times > 1)
    items = [item for stage in model.stages for item in stage.items]
    ids = Counter(item.id for item in items)
    yield from ((f"items.{name}", "is there twice") for name, times in ids.items() if times > 1)
    for item in items:
        for needed in item.needs:
            if needed not in ids:
                yield f"items.{item.id}.needs", f"there is no item `{needed}`"
        if item.outside and (item.feature or item.evidence):
            yield f"items.{item.id}.outside", "something of the office produces its evidence: leave out one of both"
        yield from ((f"items.{item.id}.evidence", reason) for reason in _rule_problems(item, model))
    if circle := _circle(model):
        yield f"items.{circle[0]}.needs", f"a circle: {' needs '.join((*circle, circle[0]))}"


def _rule_problems(item: Item, model: MaturityModel) -> Iterator[str]:
    rule = item.evidence
    if rule is None:
        return
    if model.scope == "unit":
        yield "the office's records do not know of units: an item of a unit is shown by people"
    if rule.fact not in {*COUNTS, *SHARES}:
        yield f"there is no figure `{rule.fact}`: it must be one of {', '.join(sorted({*COUNTS, *SHARES}))}"
    elif rule.fact in SHARES and rule.at_least > 1:
        yield f"`{rule.fact}` is a share: at_least is from 0 to 1"
    elif rule.fact in COUNTS and rule.of_at_least > 1:
        yield f"`{rule.fact}` is a number and not a share: of_at_least says nothing about it"


def _circle(model: MaturityModel) -> tuple[str, ...]:
    """Items that need each other in a circle, each followed by one that it needs; none when there is no circle."""
    needs = {item.id: [one for one in item.needs if one in model.items] for item in model.items.values()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return tuple(reversed(found[1:]))
    return ()
