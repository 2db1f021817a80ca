# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the office's record says of a project: the requests about it, and the standing clearances that hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflows.clearance import Clearance
from workflows.facts import Answer
from workflows.request import State
from workflows.scope import project_key

#: How many of the newest requests of a kind are looked at.
LOOKED_AT = 50
#: States in which a request has come to nothing.
_FUTILE = frozenset({State.DECLINED, State.WITHDRAWN})
#: What people answer who do not know the license.
_UNKNOWN = frozenset({"", "unsure", "other", "noassertion"})


@dataclass(frozen=True, slots=True)
class Made:
    """A request about a project, never a confidential one. ``license`` is what it says of the project, as typed."""

    number: int
    kind: str
    state: State
    at: datetime
    license: str = ""

    @property
    def name(self) -> str:
        """How people call it, such as OSPO-142."""
        return f"OSPO-{self.number}"


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project in the record: its newest requests, the newest first, and the standing clearances that hold."""

    project: str
    made: tuple[Made, ...] = ()
    standing: tuple[Clearance, ...] = ()

    @property
    def open(self) -> tuple[Made, ...]:
        """The requests that nobody has decided yet."""
        return tuple(one for one in self.made if one.state.open)

    @property
    def approved(self) -> tuple[Made, ...]:
        """The requests that were approved."""
        return tuple(one for one in self.made if one.state is State.APPROVED)

    @property
    def last_at(self) -> datetime | None:
        """When somebody last wanted to do something for it that has not come to nothing."""
        return max((one.at for one in self.made if one.state not in _FUTILE), default=None)

    @property
    def license_said(self) -> Made | None:
        """The newest request that names a license; what somebody took back says nothing."""
        said = (one for one in self.made if one.state is not State.WITHDRAWN)
        return next((one for one in said if one.license.lower() not in _UNKNOWN), None)


def project_of(values: Mapping[str, Answer]) -> str:
    """The project of an entry as the record knows it, by its repository's address; empty without one."""
    return project_key(str(values.get("repository", "")))
