# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What `ospo check` finds: mistakes, gaps of the setup, and answers that the company's license table contradicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalog import Catalog, load_catalog
from bot.configuration import ConfigurationProblem, did_you_mean
from bot.consistency import ORGANIZATION
from bot.license_review import Affected, affected
from bot.policy_data import LICENSES
from workflows.licenses.reference import reference
from workflows.organization import LAST_RESORT, Organization
from workflows.setup.board import Gap
from workflows.setup.structure import gaps_of_files


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of a check. ``catalog`` is None when an error keeps it from loading."""

    folder: str
    problems: tuple[ConfigurationProblem, ...]
    catalog: Catalog | None
    parked: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    answers: tuple[Affected, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether an office could start with this."""
        return not any(problem.level == "error" for problem in self.problems)


def check(folder: Path | None, parked: Sequence[str] = (), others: Sequence[ConfigurationProblem] = ()) -> Report:
    """Check the shipped catalog with an organization's folder over it; needs neither Slack nor a database.

    ``others``: what was found elsewhere in the deployment.
    """
    loaded = load_catalog(folder)
    problems = (*loaded.problems, *others)
    if loaded.catalog is not None:
        problems = (*problems, *_unknown_licenses(loaded.catalog), *_without_another_approver(loaded.catalog))
    if folder is None:
        reason = "is not set: this is the shipped catalog alone, and nobody is in any group"
        problems = (*problems, ConfigurationProblem("OSPO_ORGANIZATION", "", reason, "warning"))
    gaps = gaps_of_files(loaded.catalog.organization) if loaded.catalog is not None and folder is not None else ()
    answers = affected(loaded.catalog) if loaded.catalog is not None else ()
    return Report(str(folder or ""), problems, loaded.catalog, tuple(parked), tuple(gaps), answers)


def _unknown_licenses(catalog: Catalog) -> Iterator[ConfigurationProblem]:
    """Licenses that SPDX does not know: nobody can choose them in a form or find them in a package."""
    known = {*reference().licenses, "NONE", "NOASSERTION"}
    named = [
        (f"contributing.{name}", one) for name, row in catalog.data.contributing.items() for one in row.licenses or ()
    ]
    named += [
        (f"overrides.{number}", row.license) for number, row in enumerate(catalog.data.overrides, 1) if row.license
    ]
    for key, license_ in named:
        if license_.partition(" WITH ")[0] not in known and not license_.startswith("LicenseRef-"):
            reason = f"`{license_}` is no SPDX id{did_you_mean(license_, known)}"
            yield ConfigurationProblem(LICENSES, key, reason, "warning")


def _without_another_approver(catalog: Catalog) -> Iterator[ConfigurationProblem]:
    """Registers in which texts of the only approver can never be approved."""
    for who, registers, instead in only_approvers(catalog):
        if not instead:
            reason = f"only {who} approves in {registers}, and nobody approves their own text: name a second person"
            yield ConfigurationProblem(ORGANIZATION, "groups", reason, "warning")


def only_approvers(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Who alone approves, in which registers, and the group that approves what they write themselves; empty: none."""
    organization, alone = catalog.organization, dict[tuple[str, str], list[str]]()
    for register in catalog.registers.values():
        groups = [organization.group(name) for name in register.approvers]
        people = {one for group in groups for one in group.members}
        if len(people) == 1 and not any(group.usergroup for group in groups):
            who = people.pop()
            chains = (one for name in register.approvers for one in organization.chain(name))
            instead = next((one for one in chains if _others(one, organization, who)), "")
            alone.setdefault((who, instead), []).append(register.name)
    for (who, instead), registers in alone.items():
        yield who, ", ".join(sorted(registers)), organization.title_of(instead) if instead else ""


def _others(group: str, organization: Organization, who: str) -> bool:
    """Whether anybody else could be in a group."""
    if group == LAST_RESORT:
        return not {*organization.program.last_resort} <= {who}
    found = organization.group(group)
    return found.usergroup is not None or not {*found.members} <= {who}
