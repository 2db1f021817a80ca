# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity models in force: the shipped ones with the organization's files over them, and which are used."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.configuration import Findings, did_you_mean, parsed, read_toml
from workflows.maturity.checking import problems_of
from workflows.maturity.models import MaturityModel
from workflows.maturity.overriding import ModelChanges, changed, unknown_names, with_targets
from workflows.organization import Organization
from workflows.program import NO_MODEL, Unit

MATURITY = "maturity"
_ORGANIZATION = "organization.toml"


@dataclass(frozen=True, slots=True)
class MaturityModels:
    """The model of the program and that of its units, each None where the organization uses none."""

    program: MaturityModel | None = None
    engagement: MaturityModel | None = None
    units: dict[str, Unit] = field(default_factory=dict)

    @property
    def used(self) -> tuple[MaturityModel, ...]:
        """The models that are assessed; that of units only where there are units."""
        engagement = self.engagement if self.units else None
        return tuple(one for one in (self.program, engagement) if one is not None)

    def boards(self) -> Iterator[tuple[MaturityModel, str]]:
        """Every board there is: the program's, and one for each unit."""
        if self.program is not None:
            yield self.program, ""
        if self.engagement is not None:
            yield from ((self.engagement, unit) for unit in self.units)

    def find(self, name: str, unit: str = "") -> MaturityModel | None:
        """The model of that name, if it is assessed for that unit, or without one for the program."""
        return next((model for model, of in self.boards() if (model.name, of) == (name, unit)), None)

    @property
    def versions(self) -> tuple[str, ...]:
        """What changes when any of it does."""
        return tuple(f"{model.name} {model.version}" for model in self.used)


def read_models(
    shipped: Traversable, folder: Path | None, organization: Organization, findings: Findings
) -> MaturityModels:
    """Read every model and choose those in use, with a finding for whatever does not fit."""
    models: dict[str, MaturityModel] = {}
    for layer, called in ((shipped / MATURITY, f"shipped {MATURITY}"), (folder and folder / MATURITY, MATURITY)):
        if layer and layer.is_dir():
            for name in sorted(one.name for one in layer.iterdir() if one.name.endswith(".toml")):
                model = _read(layer / name, name.removesuffix(".toml"), f"{called}/{name}", models, findings)
                if model is not None:
                    models[model.name] = model
    said = organization.maturity
    program = _chosen(said.model, "program", "maturity.model", models, findings)
    engagement = _chosen(said.engagement, "unit", "maturity.engagement", models, findings)
    for stage in said.targets:
        stages = [one.name for one in program.stages] if program else []
        if stage not in stages:
            reason = f"the model has no stage `{stage}`{did_you_mean(stage, stages)}"
            findings.error(_ORGANIZATION, f"maturity.targets.{stage}", reason)
    program = with_targets(program, said.targets) if program else None
    _check_program(organization, findings)
    return MaturityModels(program, engagement, dict(organization.units))


def _read(
    source: Traversable, name: str, file: str, models: dict[str, MaturityModel], findings: Findings
) -> MaturityModel | None:
    document = read_toml(source, file, findings)
    if document is None:
        return None
    document.setdefault("name", name)
    model = _whole(document, file, findings) if "stages" in document else _changed(document, file, models, findings)
    if model is None:
        return None
    if model.name != name:
        findings.error(file, "name", f"`{model.name}` has to stand in {MATURITY}/{model.name}.toml")
    for key, reason in problems_of(model):
        findings.error(file, key, reason)
    return model


def _whole(document: dict[str, Any], file: str, findings: Findings) -> MaturityModel | None:
    return parsed(MaturityModel, document, file, findings)


def _changed(
    document: dict[str, Any], file: str, models: dict[str, MaturityModel], findings: Findings
) -> MaturityModel | None:
    changes = parsed(ModelChanges, document, file, findings)
    if changes is None:
        return None
    base = models.get(changes.extends or changes.name)
    if base is None:
        reason = "a model of your own needs [[stages]], or names in `extends` which one it changes"
        findings.error(file, "extends", f"{reason}: {', '.join(sorted(models))}")
        return None
    unknown = list(unknown_names(base, changes))
    for key, name, known in unknown:
        findings.error(file, key, f"the model has no `{name}`{did_you_mean(name, known)}")
    try:
        return None if unknown else changed(base, changes)
    except ValidationError as error:
        findings.error(file, "", f"nothing is left of the model ({error.error_count()} mistakes)")
        return None


def _chosen(
    name: str, scope: str, key: str, models: dict[str, MaturityModel], findings: Findings
) -> MaturityModel | None:
    if name == NO_MODEL:
        return None
    found = models.get(name)
    if found is None:
        known = sorted(one.name for one in models.values() if one.scope == scope)
        reason = f"there is no model `{name}`: it must be one of {', '.join((*known, NO_MODEL))}"
        findings.error(_ORGANIZATION, key, reason + did_you_mean(name, known))
    elif found.scope != scope:
        findings.error(_ORGANIZATION, key, f"`{name}` is a model for {'units' if scope == 'program' else 'programs'}")
        return None
    return found


def _check_program(organization: Organization, findings: Findings) -> None:
    for number, goal in enumerate(organization.goals, 1):
        if goal.owner != "ospo" and goal.owner not in organization.groups:
            reason = f"there is no group `{goal.owner}`{did_you_mean(goal.owner, organization.groups)}"
            findings.error(_ORGANIZATION, f"goals.{number}.owner", reason)
    if organization.units and organization.maturity.engagement == NO_MODEL:
        findings.warning(_ORGANIZATION, "units", 'have no effect while maturity.engagement is "none"')
