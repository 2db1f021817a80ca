# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How people write licenses, and the sentence for what is no expression."""

import tomllib
from pathlib import Path

import pytest

from tests.support.licensing import ask, shipped_policy
from workflows.licenses.reference import reference
from workflows.licenses.tables import Verdict

MALFORMED: dict[str, str] = tomllib.loads(Path(__file__).with_name("malformed_expressions.toml").read_text())


@pytest.mark.parametrize(
    "written,expression",
    [
        ("mit", "MIT"),
        ("MIT License", "MIT"),
        ("The MIT License", "MIT"),
        ("Expat", "MIT"),
        ("apache2", "Apache-2.0"),
        ("Apache 2", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("ALv2", "Apache-2.0"),
        ("New BSD", "BSD-3-Clause"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("mpl2", "MPL-2.0"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("gpl-2.0-only+", "GPL-2.0-or-later"),
        ("GPLv2+", "GPL-2.0-or-later"),
        ("GPL v2 or later", "GPL-2.0-or-later"),
        ("GPLv2, or any later version", "GPL-2.0-or-later"),
        ("GNU General Public License v3.0 or later", "GPL-3.0-or-later"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("wxWindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"),
        ("StandardML-NJ", "SMLNJ"),
        ("apache-2.0 with llvm-exception", "Apache-2.0 WITH LLVM-exception"),
        ("mit or isc And zlib", "MIT OR (ISC AND Zlib)"),
        ("(MIT OR ISC) AND Zlib", "(MIT OR ISC) AND Zlib"),
        ("((MIT))", "MIT"),
        ("MIT\tOR\n ISC", "MIT OR ISC"),
        ("MIT AND MIT", "MIT"),
        ("CDDL-1.0+", "CDDL-1.0+"),
        ("LicenseRef-Acme", "LicenseRef-Acme"),
        ("DocumentRef-sbom:LicenseRef-Acme", "DocumentRef-sbom:LicenseRef-Acme"),
        ("none", "NONE"),
        ("noassertion", "NOASSERTION"),
        ("Public Domain", "NOASSERTION"),
        ("UNLICENSED", "LicenseRef-Proprietary"),
        ("Frobnicate-1.0", "Frobnicate-1.0"),
    ],
)
def test_common_spellings_are_understood(written: str, expression: str) -> None:
    assert ask(written).expression == expression


@pytest.mark.parametrize(
    "written,expression,other",
    [
        ("GPLv3", "GPL-3.0-only", "GPL-3.0-or-later"),
        ("BSD", "BSD-4-Clause", "BSD-3-Clause"),
        ("Apache", "Apache-2.0", "Apache-1.1"),
        ("CC-BY", "CC-BY-4.0", "CC-BY-3.0"),
        ("BSL", "BUSL-1.1", "BSL-1.0"),
        ("Creative Commons", "CC-BY-NC-4.0", "CC0-1.0"),
    ],
)
def test_an_ambiguous_spelling_is_answered_for_the_strictest_and_the_others_are_named(
    written: str, expression: str, other: str
) -> None:
    advice = ask(written)
    assert advice.expression == expression
    assert any(f"`{written}` may mean several" in one and other in one for one in advice.assumptions)


def test_a_deprecated_id_or_a_spelling_is_said_to_be_read_as_what_it_stands_for() -> None:
    assert "`GPL-2.0` is read as GPL-2.0-only." in ask("GPL-2.0").assumptions
    assert "`apache2` is read as Apache-2.0." in ask("apache2").assumptions
    assert not any("read as" in one for one in ask("apache-2.0").assumptions)


@pytest.mark.parametrize(
    "typo,near",
    [
        ("Apach-2.0", "Apache-2.0"),
        ("MPL-2.O", "MPL-2.0"),
        ("GPL-3.0-onyl", "GPL-3.0-only"),
        ("BSD-3-Clasue", "BSD-3-Clause"),
    ],
)
def test_a_typo_is_reviewed_and_the_nearest_name_is_offered(typo: str, near: str) -> None:
    advice = ask(typo)
    assert advice.verdict == "review"
    assert any(f"`{near}`" in one for one in advice.better_if)


def test_a_mistyped_exception_is_reviewed_and_the_nearest_is_offered() -> None:
    advice = ask("GPL-2.0-only WITH Classpath-exeption-2.0", "build")
    assert advice.verdict == "review"
    assert any("did you mean `Classpath-exception-2.0`?" in reason.text for reason in advice.because)


def test_every_id_of_the_list_is_found_as_it_is_written() -> None:
    names, known = shipped_policy().names, reference()
    for id_, one in known.licenses.items():
        if "Ref-" not in id_:
            found = names.find(id_.upper())
            assert found is not None
            assert found.ids == (id_ if not one.deprecated else known.aliases.get(id_, id_),)
            assert not one.deprecated or id_ in known.aliases or id_.lower() in names.deprecated


def test_every_spelling_means_licenses_that_exist_and_stands_in_one_row() -> None:
    rows = shipped_policy()._names.spellings
    meant = {one for row in rows for one in row.means}
    assert meant - set(reference().licenses) == {"NOASSERTION", "NONE", "LicenseRef-Proprietary"}
    written = [one.lower() for row in rows for one in row.written]
    assert len(written) == len(set(written))


def test_there_are_a_hundred_malformed_expressions() -> None:
    assert len(MALFORMED) >= 100


@pytest.mark.parametrize("written,sentence", MALFORMED.items())
def test_what_is_no_expression_gets_its_sentence(written: str, sentence: str) -> None:
    advice = ask(written)
    assert advice.verdict is Verdict.INVALID
    assert [reason.text for reason in advice.because] == [sentence]


@pytest.mark.parametrize("written", ["MIT " * 2_000, " OR ".join(f"L{n}-1" for n in range(600)) + " OR MIT" * 50])
def test_more_than_anybody_writes_is_refused_or_answered_quickly(written: str) -> None:
    assert ask(written).verdict in {"invalid", "conditions"}


def test_a_long_name_is_shortened_in_its_sentence() -> None:
    (reason,) = ask("my very own license " * 20).because
    assert len(reason.text) < 150
