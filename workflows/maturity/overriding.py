# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How an organization changes a shipped model without copying it: items added, edited and removed, other targets."""

from collections.abc import Iterator, Mapping

from pydantic import Field as Constrained

from workflows.maturity.models import Item, MaturityModel, Name, Rule, Stage
from workflows.model import Value
from workflows.program import Target


class AddedItem(Item):
    """An item of the organization's own, in a stage; ``after`` which item, or at the stage's end."""

    stage: Name
    after: Name | None = None


class EditedItem(Value):
    """What is different of an item; what is left out stays."""

    id: Name
    stage: Name | None = None
    text: str | None = Constrained(None, min_length=1, max_length=300)
    hint: str | None = None
    source: str | None = None
    feature: str | None = None
    outside: bool | None = None
    policy: bool | None = None
    needs: tuple[Name, ...] | None = None
    evidence: Rule | None = None
    by_people: bool = False


class ModelChanges(Value):
    """A file that changes a model: ``extends`` which one, by default the shipped one of the file's name.

    ``by_people`` of an edited item takes the rule away by which the office's own records show it.
    """

    name: Name
    extends: Name | None = None
    title: str | None = Constrained(None, min_length=1, max_length=60)
    remove: tuple[Name, ...] = ()
    add: tuple[AddedItem, ...] = ()
    edit: tuple[EditedItem, ...] = ()
    targets: dict[Name, Target] = {}


def unknown_names(model: MaturityModel, changes: ModelChanges) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What the changes name and the model does not have: the key, the name, and the names that there are."""
    stages, items = tuple(stage.name for stage in model.stages), tuple(model.items)
    there = (*items, *(one.id for one in changes.add))
    yield from (("remove", one, items) for one in changes.remove if one not in items)
    yield from ((f"edit.{one.id}", one.id, items) for one in changes.edit if one.id not in items)
    yield from ((f"targets.{one}", one, stages) for one in changes.targets if one not in stages)
    staged = [(f"add.{one.id}.stage", one.stage) for one in changes.add]
    staged += [(f"edit.{one.id}.stage", one.stage) for one in changes.edit if one.stage]
    yield from ((key, stage, stages) for key, stage in staged if stage not in stages)
    yield from (
        (f"add.{one.id}.after", one.after, there) for one in changes.add if one.after and one.after not in there
    )


def changed(model: MaturityModel, changes: ModelChanges) -> MaturityModel:
    """The model with the changes, which name only what it has. Raises pydantic's ValidationError."""
    edits = {one.id: one for one in changes.edit}
    stages: dict[str, list[Item]] = {stage.name: [] for stage in model.stages}
    for stage in model.stages:
        for item in stage.items:
            if item.id not in changes.remove:
                edit = edits.get(item.id)
                left = item.model_copy(update={"needs": tuple(one for one in item.needs if one not in changes.remove)})
                stages[(edit.stage if edit else None) or stage.name].append(_edited(left, edit) if edit else left)
    for added in changes.add:
        _insert(stages[added.stage], added)
    targets: Mapping[str, int] = changes.targets
    return MaturityModel(
        **model.model_dump(exclude={"stages", "name", "title"}),
        name=changes.name,
        title=changes.title or model.title,
        stages=tuple(_stage(stage, stages[stage.name], targets) for stage in model.stages if stages[stage.name]),
    )


def with_targets(model: MaturityModel, targets: Mapping[str, int]) -> MaturityModel:
    """The model with other targets, by the names of its stages."""
    stages = tuple(_stage(stage, stage.items, targets) for stage in model.stages)
    return MaturityModel(**model.model_dump(exclude={"stages"}), stages=stages) if targets else model


def _stage(stage: Stage, items: tuple[Item, ...] | list[Item], targets: Mapping[str, int]) -> Stage:
    return stage.model_copy(update={"items": tuple(items), "target": targets.get(stage.name, stage.target)})


def _edited(item: Item, edit: EditedItem) -> Item:
    said = edit.model_dump(exclude_none=True, exclude={"id", "stage", "by_people"})
    return Item.model_validate(item.model_dump() | said | ({"evidence": None} if edit.by_people else {}))


def _insert(items: list[Item], added: AddedItem) -> None:
    item = Item.model_validate(added.model_dump(exclude={"stage", "after"}))
    place = next((number for number, one in enumerate(items, 1) if one.id == added.after), len(items))
    items.insert(place, item)
