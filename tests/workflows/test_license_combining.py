# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Several licenses at once: what is elected, what does not fit together, and what fits into a product."""

import pytest

from tests.support.licensing import ask, shipped_policy, verdict
from workflows.licenses.compatibility import Compatibility
from workflows.licenses.reference import osadl, osadl_licenses


@pytest.mark.parametrize(
    "expression,usage,elected",
    [
        ("MPL-2.0 OR LGPL-3.0-or-later", "shipped-modified", "MPL-2.0"),
        ("GPL-2.0-only OR MIT", "shipped", "MIT"),
        ("Apache-2.0 OR MIT", "shipped", "MIT"),
        ("MIT OR Apache-2.0", "saas", "Apache-2.0"),
        ("(MIT AND ISC) OR GPL-3.0-only", "shipped", "ISC AND MIT"),
        ("LicenseRef-Commercial OR MIT", "shipped", "MIT"),
        ("LicenseRef-Commercial OR GPL-3.0-only", "shipped-modified", ""),
        ("LicenseRef-Commercial OR LGPL-2.1-only", "shipped-modified", "LGPL-2.1-only"),
        ("SSPL-1.0 OR AGPL-3.0-only", "saas", ""),
        ("MPL-1.1+", "shipped", "MPL-1.1+"),
        ("mit", "shipped", "MIT"),
        ("NOASSERTION", "shipped", ""),
    ],
)
def test_the_best_branch_is_elected_and_said(expression: str, usage: str, elected: str) -> None:
    assert ask(expression, usage).elected == elected


def test_a_commercial_branch_is_better_than_a_denial_but_never_elected() -> None:
    advice = ask("LicenseRef-Commercial OR GPL-3.0-only", "shipped-modified")
    assert advice.verdict == "review"
    assert any("needs a contract" in reason.text for reason in advice.because)


def test_and_takes_the_strictest_and_all_obligations() -> None:
    advice = ask("Apache-2.0 AND MPL-2.0")
    assert advice.verdict == "conditions"
    assert set(advice.obligations) == {*ask("Apache-2.0").obligations, *ask("MPL-2.0").obligations}


def test_at_once_is_not_compatible() -> None:
    advice = ask("GPL-2.0-only WITH Classpath-exception-2.0 AND CDDL-1.0")
    assert any(reason.rule.startswith("combining.") for reason in advice.because)
    known = ask("BSD-3-Clause AND CDDL-1.0 AND GPL-2.0-only", "internal")
    assert known.verdict == "conditions"
    assert any(
        "CDDL-1.0 with GPL-2.0-only" in reason.text for reason in known.because if reason.rule == "combining.and"
    )


def test_what_is_known_not_to_fit_is_reviewed_where_it_is_delivered() -> None:
    assert verdict("EPL-1.0 AND LGPL-2.1-only", "saas") == "allow"
    assert Compatibility(shipped_policy()).fits("EPL-1.0", "LGPL-2.1-only").answer == "no"
    assert verdict("EPL-1.0") == verdict("LGPL-2.1-only") == "conditions"
    assert verdict("EPL-1.0 AND LGPL-2.1-only") == "review"


@pytest.mark.parametrize(
    "inbound,product,answer",
    [
        ("GPL-2.0-only", "GPL-3.0-only", "no"),
        ("GPL-3.0-only", "GPL-2.0-only", "no"),
        ("GPL-2.0-only", "Apache-2.0", "no"),
        ("Apache-2.0", "GPL-2.0-only", "no"),
        ("Apache-2.0", "GPL-3.0-only", "yes"),
        ("GPL-3.0-only", "Apache-2.0", "no"),
        ("GPL-2.0-or-later", "GPL-3.0-only", "yes"),
        ("MIT", "Apache-2.0", "yes"),
        ("MIT", "MIT", "yes"),
        ("SSPL-1.0", "SSPL-1.0", "yes"),
        ("SSPL-1.0", "Apache-2.0", "unknown"),
        ("MIT", "LicenseRef-Ours", "unknown"),
        ("GPL-3.0-only WITH GCC-exception-3.1", "Apache-2.0", "unknown"),
        ("MPL-1.1+", "GPL-2.0-only", "yes"),
    ],
)
def test_known_pairs_have_a_direction(inbound: str, product: str, answer: str) -> None:
    assert Compatibility(shipped_policy()).fits(inbound, product).answer == answer


@pytest.mark.parametrize(
    "expression,product,wanted,elected",
    [
        ("GPL-2.0-only", "Apache-2.0", "deny", ""),
        ("MIT OR GPL-2.0-only", "Apache-2.0", "conditions", "MIT"),
        ("Apache-2.0 OR MIT", "GPL-2.0-only", "conditions", "MIT"),
        ("Apache-2.0", "GPL-2.0-only", "deny", ""),
        ("Apache-2.0", "GPL-3.0-or-later", "conditions", "Apache-2.0"),
        ("MPL-2.0", "Apache-2.0", "review", ""),
        ("LGPL-2.1-only", "Apache-2.0", "review", ""),
        ("MIT", "LicenseRef-Ours", "review", ""),
        ("MIT OR Frobnicate-1.0", "Apache-2.0", "conditions", "MIT"),
        ("Apache", "GPL-3.0-only", "deny", ""),
        ("Apache-2.0", "GPL", "deny", ""),
        ("MIT", "MIT OR ISC", "invalid", ""),
        ("MIT", "(MIT", "invalid", ""),
    ],
)
def test_into_a_product_only_what_fits_can_be_elected(expression: str, product: str, wanted: str, elected: str) -> None:
    advice = ask(expression, into=product)
    assert (advice.verdict, advice.elected) == (wanted, elected)


def test_what_osadl_calls_incompatible_is_never_allowed() -> None:
    compatibility = Compatibility(shipped_policy())
    listed = sorted(osadl_licenses())
    against = [(one, other) for one in listed for other in listed if one != other and osadl(one, other) == "no"]
    assert len(against) > 3_000
    assert [pair for pair in against if compatibility.fits(*pair).answer == "yes"] == []


def test_more_meanings_than_can_be_looked_at_are_refused() -> None:
    advice = ask("GPL AND LGPL AND CC AND CC-BY AND BSD")
    assert advice.verdict == "invalid"
    assert "Please write SPDX ids" in advice.because[0].text
