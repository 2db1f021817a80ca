# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions on licenses to the shipped policy, or to one with an organization's rows before it."""

from functools import cache
from typing import Any

from tests.support.office import table
from workflows.licenses.advice import Advice, advise
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.tables import LicenseNames, LicenseTables, Link, Usage


@cache
def shipped_policy() -> LicensePolicy:
    """The shipped license policy."""
    return policy_with()


def policy_with(adopted: str = "", **rows: Any) -> LicensePolicy:
    """The shipped policy with some of its tables replaced."""
    tables = LicenseTables.model_validate(table("licenses.toml") | rows)
    names = LicenseNames.model_validate(table("license_names.toml"))
    return LicensePolicy(tables, names, version="0123456789ab", adopted=adopted)


def ask(
    expression: str, usage: str | None = "shipped", *, into: str | None = None, modified: bool | None = None,
    link: Link | None = None, policy: LicensePolicy | None = None,
) -> Advice:  # fmt: skip
    """What policy says."""
    use = Use(Usage(usage) if usage else None, modified=modified, link=link)
    return advise(expression, use, policy or shipped_policy(), into)


def verdict(expression: str, usage: str | None = "shipped", **asked: Any) -> str:
    """The verdict alone."""
    return str(ask(expression, usage, **asked).verdict)
