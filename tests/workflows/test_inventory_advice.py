# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Advice on whole inventories: each component's, counted, the worst first, and nothing unknown is allowed."""

import pytest

from tests.support.inventories import assessed, cyclonedx, licensed, read, spdx
from tests.support.licensing import ask, shipped_policy
from workflows.errors import MalformedExpression
from workflows.licenses.inventory.advising import assess
from workflows.licenses.policy import Use
from workflows.licenses.tables import Verdict

MIXED = cyclonedx(
    licensed("good", "MIT"), licensed("free", "0BSD"), licensed("bad", "AGPL-3.0-only"),
    licensed("open", "GPL-2.0-only"),
    licensed("broken", "MIT OR"), {"name": "silent"}, licensed("fine", "MIT"),
    {"name": "worst", "licenses": [{"license": {"name": "SSPL-1.0"}}]},
)  # fmt: skip


def test_components_are_counted_by_verdict_worst_first() -> None:
    found = assessed(MIXED)
    assert [(str(verdict), number) for verdict, number in found.counts.items()] == [
        ("invalid", 1), ("deny", 2), ("review", 2), ("conditions", 2), ("allow", 1),
    ]  # fmt: skip
    assert found.verdict is Verdict.INVALID
    assert [line.advice.verdict.rank for line in found.lines] == [4, 3, 3, 2, 2, 1, 0]
    assert [one.component.name for one in found.lines[5].members] == ["good", "fine"]


def test_each_component_gets_the_very_answer_that_a_question_gets() -> None:
    for one in assessed(MIXED, "saas", "Apache-2.0").advised:
        assert one.advice == ask(one.component.license, "saas", into="Apache-2.0")


def test_obligations_are_united_with_how_many_they_are_for_and_not_for_what_is_denied() -> None:
    found = assessed(cyclonedx(licensed("a", "MIT"), licensed("b", "Apache-2.0"), licensed("c", "AGPL-3.0-only")))
    assert found.obligations == {
        "Deliver the copyright notices and the license text with the product.": 2,
        "Deliver the contents of the NOTICE file, where the project has one.": 1,
    }


def test_what_was_assumed_of_the_use_is_said_once() -> None:
    assert "No usage was given, so it is taken as shipped." in assessed(MIXED, None).assumptions
    assert assessed(MIXED, "build").assumptions == ()


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "NOASSERTION",
        "LicenseRef-x",
        "Unknown-1.0",
        "MIT AND LicenseRef-x",
        "MIT AND Unknown-1.0",
        "NONE",
        "(",
        "MIT OR",
    ],
)
def test_what_is_not_known_is_never_allowed(stated: str) -> None:
    for usage in ("build", "internal", "saas", "shipped"):
        assert assessed(spdx({"name": "a", "licenseDeclared": stated}), usage).verdict.rank >= Verdict.REVIEW.rank


def test_a_list_counts_as_all_of_its_licenses() -> None:
    assert assessed(cyclonedx(licensed("a", "MIT", "AGPL-3.0-only"))).verdict is Verdict.DENY


def test_a_conclusion_that_differs_from_the_declaration_is_said() -> None:
    package = {"name": "a", "licenseConcluded": "MIT", "licenseDeclared": "GPL-2.0-only"}
    (one,) = assessed(spdx(package)).differing
    assert one.differs == ("Concluded is MIT, its authors declare GPL-2.0-only.",)
    for same in ("mit", "The MIT License", "NOASSERTION", ""):
        assert assessed(spdx({"name": "a", "licenseConcluded": "MIT", "licenseDeclared": same})).differing == ()


def test_worse_findings_in_files_are_said_and_better_ones_are_not() -> None:
    package = {"name": "a", "licenseDeclared": "MIT", "licenseInfoFromFiles": ["MIT", "AGPL-3.0-only"]}
    (one,) = assessed(spdx(package)).differing
    assert one.differs == ("MIT is stated, but in its files MIT AND AGPL-3.0-only was found, which is worse.",)
    assert assessed(spdx(package | {"licenseInfoFromFiles": ["0BSD"]})).differing == ()


def test_a_product_has_one_license() -> None:
    with pytest.raises(MalformedExpression):
        assessed(MIXED, into="MIT OR")
    assert assessed(cyclonedx(licensed("a", "GPL-2.0-only")), into="apache2").into == "Apache-2.0"


def test_the_look_up_can_be_ended_before_any_license() -> None:
    asked = []

    def going_on() -> None:
        asked.append(1)
        if len(asked) == 3:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        assess(read(MIXED), Use(), shipped_policy(), going_on=going_on)
