# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What must hold for every expression: more licenses at once never help, more to choose from never hurts."""

import random

from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.licensing import ask
from workflows.licenses.advice import Advice
from workflows.licenses.tables import Usage

NAMES = st.sampled_from(
    [
        "MIT", "Apache-2.0", "0BSD", "MPL-2.0", "MPL-1.1+", "LGPL-2.1-or-later", "GPL-2.0-only", "GPL-2.0-or-later",
        "GPL-3.0-only", "AGPL-3.0-only", "SSPL-1.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "BUSL-1.1", "JSON", "NONE",
        "NOASSERTION", "LicenseRef-Commercial", "Frobnicate-1.0", "GPL-2.0-only WITH Classpath-exception-2.0",
        "Apache-2.0 WITH LLVM-exception", "GPL-3.0-only WITH Frob-exception", "GPLv3", "BSD", "CDDL-1.0", "EPL-2.0",
    ]
)  # fmt: skip
UNKNOWN = st.sampled_from(
    ["Frobnicate-1.0", "GPL-3.0-onyl", "OFL-9", "LicenseRef-Acme", "NOASSERTION", "MIT WITH Frob-exception", "GPL-7"]
)
EXPRESSIONS = st.recursive(
    NAMES,
    lambda inner: st.tuples(st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=3)).map(
        lambda made: "(" + f" {made[0]} ".join(made[1]) + ")"
    ),
    max_leaves=7,
)
USAGES = st.sampled_from([str(usage) for usage in Usage])
PRODUCTS = st.sampled_from([None, "Apache-2.0", "GPL-3.0-only", "GPL-2.0-only", "MIT", "LicenseRef-Ours"])


def _core(advice: Advice) -> tuple[str, str, frozenset[str], frozenset[str]]:
    rules = frozenset(reason.rule for reason in advice.because)
    return str(advice.verdict), advice.elected, frozenset(advice.obligations), rules


@given(st.lists(EXPRESSIONS, min_size=2, max_size=4), st.sampled_from(["AND", "OR"]), USAGES, PRODUCTS, st.randoms())
def test_order_and_repetition_make_no_difference(
    parts: list[str], word: str, usage: str, into: str | None, chance: random.Random
) -> None:
    mixed = [*parts, parts[0]]
    chance.shuffle(mixed)
    asked, again = (ask(f" {word} ".join(one), usage, into=into) for one in (parts, mixed))
    assert _core(asked) == _core(again)


@given(EXPRESSIONS, EXPRESSIONS, USAGES, PRODUCTS)
def test_an_and_never_improves_and_an_or_never_worsens(one: str, other: str, usage: str, into: str | None) -> None:
    alone = ask(one, usage, into=into).verdict.rank
    assert ask(f"{one} AND {other}", usage, into=into).verdict.rank >= alone
    assert ask(f"{one} OR {other}", usage, into=into).verdict.rank <= alone


@given(EXPRESSIONS, UNKNOWN, USAGES, PRODUCTS)
def test_what_is_unknown_is_never_allowed(known: str, unknown: str, usage: str, into: str | None) -> None:
    assert ask(unknown, usage, into=into).verdict in {"review", "deny"}
    assert ask(f"{known} AND {unknown}", usage, into=into).verdict in {"review", "deny"}
    assert unknown not in ask(f"{known} OR {unknown}", usage, into=into).elected.split(" AND ") or "WITH" in unknown


@given(EXPRESSIONS, USAGES)
@example("(MIT AND ((Apache-2.0 AND MIT) OR (Apache-2.0 AND MIT)))", "build")  # a choice that is none
def test_the_normal_form_means_the_same_and_stays(expression: str, usage: str) -> None:
    asked = ask(expression, usage)
    again = ask(asked.expression, usage)
    assert (again.verdict, again.expression) == (asked.verdict, asked.expression)


@given(EXPRESSIONS, USAGES, PRODUCTS)
def test_a_product_s_license_never_improves_an_answer(expression: str, usage: str, into: str | None) -> None:
    assert ask(expression, usage, into=into).verdict.rank >= ask(expression, usage).verdict.rank


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["(", ")", "AND", "or", "WITH", "MIT", "GPLv2", "+", "x"])).map(" ".join)
)
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    advice = ask(typed)
    assert advice.input == typed
    assert advice.because
    assert (advice.expression == "") == (advice.verdict == "invalid")
