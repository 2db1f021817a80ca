# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Only what needs no look of its own is decided together."""

from typing import Any

import pytest

from tests.support.office import MONDAY, contribution, item, person, step, submitted
from workflows import bulk, reviewing
from workflows.errors import NeedsALook
from workflows.kind import RequestKind
from workflows.request import Request, Step, Verdict
from workflows.reviewing import Reviewer
from workflows.route import Because
from workflows.steps import Appealed

KINDS = {"contribution": contribution()}
LENA = Reviewer(person("lena"), frozenset({"legal"}), 1)
RISK = Because(rule="risk", text="It has a risk.", open_text="Policy.", tells_of=("risks",))


def offered(request: Request, *groups: str, kinds: dict[str, RequestKind] = KINDS) -> list[str]:
    return [one.name for _, one in bulk.steps_together([request], kinds, groups)]


def changed(request: Request, **route: Any) -> Request:
    return request.model_copy(update={"route": request.route.model_copy(update=route)})


def risky(group: str) -> Step:
    return step(group).model_copy(update={"because": (RISK,)})


def test_an_ordinary_request_is_offered_to_its_group_alone() -> None:
    assert offered(submitted(step("legal"), step("ospo")), "legal") == ["legal"]
    assert offered(submitted(step("legal")), "ospo") == []


@pytest.mark.parametrize(
    "request_",
    [
        submitted(risky("legal")),
        submitted(step("legal"), risky("ospo")),
        submitted(step("legal"), outcome="private"),
        changed(submitted(step("legal")), room="legal"),
        changed(submitted(step("legal")), undetermined=("some-rule",)),
        submitted(step("legal"), checklist=(item("names", "ospo"),)),
        submitted(step("legal").model_copy(update={"appealed": Appealed(group="legal", barred=(person("anna"),))})),
        reviewing.ask(submitted(step("legal"), step("ospo")), "legal", "Why?", by=LENA, now=MONDAY),
        reviewing.review(
            submitted(step("legal"), step("ospo")),
            "legal",
            Verdict.APPROVE_WITH_CONDITIONS,
            by=LENA,
            now=MONDAY,
            conditions=("Name the authors.",),
        ),
    ],
)
def test_what_is_out_of_the_ordinary_wants_a_look_of_its_own(request_: Request) -> None:
    assert offered(request_, "legal", "ospo") == []
    with pytest.raises(NeedsALook):
        bulk.check(request_, request_.open_steps[0].name, contribution())


def test_a_kind_has_to_allow_it_and_ten_are_the_most() -> None:
    request = submitted(step("legal"))
    assert offered(request, "legal", kinds={"contribution": contribution().model_copy(update={"bulk": False})}) == []
    assert len(bulk.steps_together([request] * 12, KINDS, ["legal"])) == 10
    two = submitted(step("legal"), step("ospo"))
    assert {one.name for _, one in bulk.steps_together([request, two], KINDS, ["legal", "ospo"])} == {"legal"}
