# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The version of the policy, which records and adoptions name, and the digest that any change of the files changes."""

import hashlib
from collections.abc import Iterable, Mapping

from workflows.known import PolicyData
from workflows.organization import Organization
from workflows.policy import Policy


def policy_version(organization: Organization, policies: Mapping[str, Policy], data: PolicyData) -> str:
    """Twelve hex digits that change with everything that decides, and with nothing else.

    That is the kinds, the data on licenses and projects, and of the organization: ``fast_lane_first``, ``distinct``,
    which groups there are and what each falls back to. Who is in a group is no policy: people come and go under the
    same one. Rooms, hours, names and the adoption itself decide nothing either.
    """
    groups = {name: (group.configured, group.falls_to) for name, group in sorted(organization.groups.items())}
    deciding = organization.model_dump_json(include={"fast_lane_first": True, "distinct": True})
    return _digest([deciding, repr(groups), data.model_dump_json(), *_kinds(policies)])


def digest_of_everything(
    organization: Organization,
    policies: Mapping[str, Policy],
    data: PolicyData,
    managers: Mapping[str, str],
    models: Iterable[str] = (),
) -> str:
    """Tells whether two readings of the folder say the same, in whatever part; ``models``: of maturity, by version."""
    people = repr(sorted(managers.items()))
    return _digest([organization.model_dump_json(), data.model_dump_json(), people, *models, *_kinds(policies)])


def _kinds(policies: Mapping[str, Policy]) -> Iterable[str]:
    return (policy.version for _, policy in sorted(policies.items()))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
