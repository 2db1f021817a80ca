# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests of the shipped kind on their whole road through policy and lifecycle, and what every message must hold."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from bot.practice.blockkit import problems
from messages.blocks import Message
from workflows import lifecycle, owing, reviewing
from workflows.clocks import wound
from workflows.facts import Answers, Fact, Origin
from workflows.kind import RequestKind
from workflows.organization import Adoption, Group, Organization
from workflows.people import Person
from workflows.policy import Policy
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer
from workflows.staffing import Staff, steps_for

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEVELOPER, LAWYER, OFFICER = Person("T1", "U0DEV"), Person("T1", "U0LEGAL1"), Person("T1", "U0OSPO1")
KIND = RequestKind.model_validate(
    tomllib.loads((files("workflows") / "catalog" / "kinds" / "contribution.toml").read_text(encoding="utf-8"))
)
POLICY = Policy(KIND)
ORGANIZATION = Organization(
    groups={
        "legal": Group(members=("U0LEGAL1", "U0LEGAL2")),
        "ospo": Group(members=("U0OSPO1",)),
        "security": Group(members=("U0SEC1",)),
    }
)
ADOPTED = ORGANIZATION.model_copy(
    update={"policy": Adoption(adopted_by="U0LEGAL1", adopted_on=NOW.date())},
)
STAFF = Staff({name: Person.of("T1", group.members) for name, group in ORGANIZATION.groups.items()})
NASTY = "<!channel> <@U0DEV> R&D *bold* `x` \u202eevil \u05e9\u05dc\u05d5\u05dd 🎉"
FAST: Answers = {
    "repository": "https://github.com/example/project",
    "title": "Fix a typo",
    "change": "docs",
    "size": "small",
    "license": "MIT",
    "agreement": "dco",
    "ai": "none",
    "risks": ("none",),
}
RISKY = FAST | {
    "change": "feature",
    "size": "large",
    "license": "GPL-3.0-or-later",
    "risks": ("copied", "product", "patent", "crypto", "personal", "competes"),
    "copied_from": "SECRET-COPY from elsewhere",
    "product": "SECRET-PRODUCT",
    "invention": "unsure",
    "description": "A better parser",
    "reason": "We need it",
    "hours": 3,
}
PRIVATE = FAST | {"title": "SECRET-TITLE", "risks": ("vulnerability",)}
CLEARED = {
    "first_contribution": Fact(value=False, origin=Origin.REGISTER),
    "contributing": Fact(value="allow", origin=Origin.POLICY),
    "ai_policy": Fact.unknown(),
}
UNCLEARED = CLEARED | {
    "first_contribution": Fact(value=True, origin=Origin.REGISTER),
    "contributing": Fact(value="review", origin=Origin.POLICY),
}


def submitted(
    answers: Answers = RISKY,
    facts: Mapping[str, Fact] = UNCLEARED,
    organization: Organization = ORGANIZATION,
    policy: Policy = POLICY,
    number: int = 142,
) -> Request:
    """A request that has just been submitted."""
    asked = proposal(answers, facts, organization, policy)
    request = lifecycle.submit(policy.kind, asked, id="R1", number=number, requester=DEVELOPER, now=NOW)
    return wound(owing.settled(request, None, organization), None, organization)


def proposal(
    answers: Answers,
    facts: Mapping[str, Fact] = UNCLEARED,
    organization: Organization = ORGANIZATION,
    policy: Policy = POLICY,
) -> lifecycle.Proposal:
    """What is asked, routed and staffed."""
    kept = policy.kept(answers)
    route = policy.route(kept, facts)
    steps = steps_for(route, DEVELOPER, organization, STAFF)
    title = str(kept.get(policy.kind.title_field, ""))
    return lifecycle.Proposal(title, kept, facts, route, steps)


def by(person: Person, request: Request) -> Reviewer:
    """Somebody who looks at the newest revision."""
    return Reviewer(person, STAFF.groups_of(person), request.revision)


def approved(request: Request, conditions: tuple[str, ...] = ()) -> Request:
    """The request with every step approved by the first person of its group, legal's under these conditions."""
    for step in request.steps:
        person = Person("T1", ORGANIZATION.groups[step.group].members[0])
        said = conditions if step.group == "legal" else ()
        verdict = Verdict.APPROVE_WITH_CONDITIONS if said else Verdict.APPROVE
        request = reviewing.review(request, step.name, verdict, by=by(person, request), now=NOW, conditions=said)
    return owing.settled(request, None, ORGANIZATION)


def declined(request: Request, reason: str = "Rights are not clear.") -> Request:
    """The request as legal declines it."""
    return reviewing.review(
        request, "legal", Verdict.DECLINE, by=by(LAWYER, request), now=NOW, reason=reason, conditions=()
    )


def asked(request: Request, text: str = "Who wrote it?") -> Request:
    """The request with a question of legal."""
    return reviewing.ask(request, "legal", text, by=by(LAWYER, request), now=NOW)


def nine_steps() -> tuple[Request, RequestKind, Organization]:
    """A request with nine steps, each with long reasons, and a title of 3,000 characters that means no good."""
    because = "A reason that needs many words & more. " * 7
    groups = [f"group_{number}" for number in range(9)]
    kind = RequestKind.model_validate(
        {
            "name": "huge",
            "title": "A huge kind of request",
            "verb": "huge",
            "summary": "Everything at once",
            "petal": "x",
            "title_field": "f0",
            "fields": [
                {"name": f"f{number}", "label": f"Question {number} & more", "type": "long_text"}
                for number in range(40)
            ],
            "steps": [
                {
                    "rule": f"r-{group[-1]}-{n}",
                    "group": group,
                    "because": because,
                    "shows": [f"f{i}" for i in range(40)],
                }
                for group in groups
                for n in range(2)
            ],
        }
    )
    organization = Organization(groups={group: Group(members=("U0LEGAL1",)) for group in groups})
    staff = Staff({group: frozenset({LAWYER}) for group in groups})
    policy = Policy(kind)
    answers: Answers = {f"f{number}": (NASTY * 100)[:3000] for number in range(40)}
    route = policy.route(answers, {})
    asked_of = steps_for(route, DEVELOPER, organization, staff)
    whole = lifecycle.Proposal((NASTY * 100)[:3000], answers, {}, route, asked_of)
    request = lifecycle.submit(kind, whole, id="R9", number=9, requester=DEVELOPER, now=NOW)
    return wound(request, None, organization), kind, organization


def texts(value: Any) -> Iterator[str]:
    """Every string in a payload."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def interpreted(value: Any) -> Iterator[str]:
    """Every text in a payload that Slack reads as markup."""
    if isinstance(value, Mapping):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for one in value.values():
            yield from interpreted(one)
    elif isinstance(value, list):
        for one in value:
            yield from interpreted(one)


def said(payload: Mapping[str, Any]) -> str:
    """All words of a payload, for looking something up in it."""
    return "\n".join(texts(payload))


def action_ids(payload: Mapping[str, Any]) -> list[str]:
    """The action ids in a payload, in order."""
    found = json.dumps(payload).split('"action_id": "')[1:]
    return [one.partition('"')[0] for one in found]


def check(payload: Message | dict[str, Any], surface: str = "message") -> dict[str, Any]:
    """The payload, once Slack's rules and ours hold for it."""
    plain = dict(payload)
    assert problems(surface, plain) == ()
    for one in (*interpreted(plain), str(plain.get("text", ""))):
        assert "<!channel" not in one
    assert surface != "message" or plain["text"].strip()
    assert said(plain).encode()
    return plain
