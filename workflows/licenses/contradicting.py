# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Shipped texts beside an organization's own license table: what they describe of policy that it decides otherwise.

Only what a text says in a form that is read without guessing is compared: a look-up of one license for one use, such
as `/ospo license AGPL-3.0-only saas`. Texts that only name a license are listed to be looked at by people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.tables import USING, Usage, Verdict
from workflows.registers.entry import Entry

#: A look-up, perhaps with one more use behind it: `/ospo license AGPL-3.0-only saas` or `internal`.
_LOOKED_UP = re.compile(r"`/ospo license (\S+) ([\w-]+)`(?: or `([\w-]+)`)?")
_USAGES = {usage.value: usage for usage in USING}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A license and a use of which the organization says something else than the policy that a text describes."""

    license: str
    usage: Usage
    shipped: Verdict
    own: Verdict

    @property
    def command(self) -> str:
        """How it is looked up."""
        return f"/ospo license {self.license} {self.usage.value}"


def otherwise(text: str, policy: LicensePolicy) -> tuple[Otherwise, ...]:
    """What a text looks up of which the organization's overrides say something else than the shipped table."""
    return tuple(dict.fromkeys(_otherwise(text, policy))) if policy.tables.overrides else ()


def otherwise_of(entry: Entry, policy: LicensePolicy) -> tuple[Otherwise, ...]:
    """The same of an entry: what the company has made its own says what the company wants."""
    return otherwise(entry.text, policy) if entry.shipped else ()


def _otherwise(text: str, policy: LicensePolicy) -> Iterator[Otherwise]:
    looked_up = ((found[0], word) for found in _LOOKED_UP.findall(text) for word in found[1:] if word in _USAGES)
    for license_, word in looked_up:
        usage = _USAGES[word]
        shipped, own = (
            policy.shipped(license_, Use(usage)).cell.verdict,
            policy.using(license_, Use(usage)).cell.verdict,
        )
        if own is not shipped:
            yield Otherwise(license_, usage, shipped, own)


def overridden_in(text: str, policy: LicensePolicy) -> tuple[str, ...]:
    """The licenses and categories with an override of which a text names one, in whatever context."""
    found = dict.fromkeys(row.subject for row in policy.tables.overrides)
    return tuple(one for one in found if any(_named(name, text) for name in _names(one, policy)))


def _names(subject: str, policy: LicensePolicy) -> frozenset[str]:
    """How texts name a license, or those of a category: by id, and by what stands before the version."""
    category = policy.tables.categories.get(subject)
    ids = (subject.partition(" WITH ")[0],) if category is None else category.licenses
    return frozenset(one for id_ in ids for one in (id_.rstrip("-*"), re.split(r"-?\d|\*", id_)[0].rstrip("-")) if one)


def _named(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![A-Za-z]|-[A-Za-z])", text) is not None
