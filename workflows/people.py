# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who somebody is: a Slack user of one workspace, never a name or an e-mail address."""

from dataclasses import dataclass
from typing import Self

#: What the ids of people begin with who were erased; Slack's own are capital letters and digits.
_NOBODY = "erased-"


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A Slack user, identified by workspace (``T…``) and user id (``U…`` or ``W…``)."""

    workspace: str
    id: str

    @property
    def mention(self) -> str:
        """The mrkdwn that Slack shows as the person's name; of who was erased there is none."""
        return "somebody" if is_erased(self.id) else f"<@{self.id}>"

    @classmethod
    def of(cls, workspace: str, ids: tuple[str, ...]) -> frozenset[Self]:
        """The people with these ids in one workspace."""
        return frozenset(cls(workspace, one) for one in ids)


def erased_id(number: int) -> str:
    """What stands for a person who was erased (docs/privacy.md)."""
    return f"{_NOBODY}{number}"


def is_erased(person: str) -> bool:
    """Whether an id stands for a person who was erased."""
    return person.startswith(_NOBODY)
