# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How an office without a history begins, in two or three lines."""

from collections.abc import Mapping

from messages.digests.lines import Line
from messages.digests.wording import quoted
from messages.text import capital, user_line
from workflows.digests.document import StartStep
from workflows.kind import RequestKind
from workflows.organization import Organization

_NAME = 60


def start_lines(
    steps: tuple[StartStep, ...], organization: Organization, kinds: Mapping[str, RequestKind]
) -> list[Line]:
    """Each step as a line that says what to do, where, and what for."""
    return [_line(step, organization, kinds) for step in steps]


def _line(step: StartStep, organization: Organization, kinds: Mapping[str, RequestKind]) -> Line:
    group = user_line(organization.title_of(step.about), _NAME)
    verb = next((kind.verb for kind in kinds.values()), "help")
    return {
        "security": Line(
            "Name who handles vulnerabilities",
            "give the group security people in organization.toml. Until then a request about an undisclosed "
            "vulnerability is refused. ospo check says what else is missing.",
        ),
        "second": Line(
            f"Name a second person for {group}",
            f"{capital(group)} has one member in organization.toml, and while that one is away, requests wait.",
        ),
        "adopt": Line(
            "Adopt the policy",
            "until adopted_by and adopted_on stand under [policy] in organization.toml, every automatic answer says "
            "that it is not your company's yet.",
        ),
        "item": Line("Begin with", f"{quoted(step.about)}. /ospo maturity shows the checklist and takes the evidence."),
        "goal": Line("Write down a goal", "as [[goals]] in organization.toml; this digest then tells how far it is."),
        "request": Line("Send a first request", f"type /ospo {verb}. /ospo help shows everything else."),
    }[step.name]
