# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pasted license texts: recognised when they are a license from the first word to the last, and never guessed."""

import re
from importlib.metadata import metadata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.licensing import ask, shipped_policy
from tests.support.texts import APACHE, BSD_2, BSD_3, ISC, LGPL_3, MIT
from workflows.licenses.policy import Use
from workflows.licenses.tables import Usage, Verdict
from workflows.licenses.texts import LONGEST_TEXT, UNRECOGNISED, advise_on_text, identify

OWNER = MIT[MIT.index("Copyright") :].split("\n", 1)[0]
WHOLE = {
    "MIT": (MIT, "MIT"),
    "ISC": (ISC, "ISC"),
    "BSD with three clauses": (BSD_3, "BSD-3-Clause"),
    "BSD with two clauses": (BSD_2, "BSD-2-Clause"),
    "Apache with its appendix": (APACHE, "Apache-2.0"),
    "LGPL, which does not say whether later versions count": (LGPL_3, "LGPL-3.0-only"),
    "on one line": (" ".join(MIT.split()), "MIT"),
    "in capitals": (MIT.upper(), "MIT"),
    "as a comment of Python": ("\n".join(f"# {line}" for line in MIT.splitlines()), "MIT"),
    "as a comment of C": ("/*\n" + "\n".join(f" * {line}" for line in MIT.splitlines()) + "\n */", "MIT"),
    "with the line ends of Windows": (MIT.replace("\n", "\r\n"), "MIT"),
    "of several owners": (MIT.replace(OWNER, f"{OWNER}\nCopyright (c) 2001-2024 Example GmbH & Co. KG"), "MIT"),
    "under a common title": (MIT.replace("The MIT License (MIT)", "MIT License"), "MIT"),
    "two after each other": (f"{MIT}\n\n{APACHE}", "MIT AND Apache-2.0"),
    "the same twice": (f"{MIT}\n\n{MIT}", "MIT"),
}
ALTERED = {
    "a clause behind it": (f"{MIT}\nThe Software shall not be used by military organizations.", "MIT"),
    "a clause before it": (f"Not for commercial use.\n\n{MIT}", "MIT"),
    "a clause of a few words": (f"{MIT}\nNon-commercial only.", "MIT"),
    "a clause in its middle": (MIT.replace("The above copyright", "Users must pay.\n\nThe above copyright"), ""),
    "a rule behind the owner's name": (MIT.replace(OWNER, f"{OWNER}. Competitors must not use it"), "MIT"),
    "a rule below the owner's name": (MIT.replace(OWNER, f"{OWNER}\nCompetitors need our consent"), "MIT"),
    "a word taken out": (MIT.replace("without restriction", "with restriction"), ""),
    "a circle of people taken out": (MIT.replace("to any person", "to any person but soldiers"), ""),
    "a rule in the place for a name": (
        BSD_3.replace("Neither the name of", "Neither the name of us, whose fees must be paid, nor that of"), "",
    ),
    "a choice between two": (f"{MIT}\n\nor, if you prefer,\n\n{APACHE}", "MIT"),
    "the half of it": (APACHE[:6_000], ""),
    "prose": ("Dear colleagues, we would like to use this library in our product; somebody said it is free.", ""),
    "prose about a license": (f"We like the MIT license. {'It is short, and it has few conditions. ' * 20}", ""),
    "somebody's own terms": ("This software may be used by those who bought it, on one machine, for one year.", ""),
    "nothing that is text": ("\x00\ud800 ./-* " * 40 + "a " * 40, ""),
}  # fmt: skip


def on(text: str, usage: str = "shipped", into: str | None = None) -> tuple[str, str, str]:
    """Expression, verdict and everything that was assumed."""
    advice = advise_on_text(text, Use(Usage(usage)), shipped_policy(), into)
    return advice.expression, str(advice.verdict), " ".join(advice.assumptions)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_license_is_recognised(name: str) -> None:
    text, expected = WHOLE[name]
    assert identify(text, shipped_policy().names).expression == expected
    expression, verdict, assumed = on(text, "saas", "Apache-2.0")
    assert (expression, verdict) == (expected, str(ask(expected, "saas", into="Apache-2.0").verdict))
    assert f"The text was recognised as {expected}." in assumed


@pytest.mark.parametrize("name", ALTERED)
def test_anything_else_is_for_a_person_with_what_it_resembles_as_a_hint(name: str) -> None:
    text, resembles = ALTERED[name]
    expression, verdict, assumed = on(text, "build")
    assert (expression, verdict) == (UNRECOGNISED, "review")
    assert "not recognised as a license word for word" in assumed
    assert (f"It resembles {resembles}" in assumed) or not resembles


@pytest.mark.parametrize("text,paragraph", [(MIT, "\n"), (BSD_3, "\n"), (ISC, "\n"), (APACHE, "\n\n")], ids=range(4))
def test_a_rule_between_any_two_lines_is_noticed(text: str, paragraph: str) -> None:
    lines = text.split(paragraph)
    for number in range(len(lines) + 1):
        altered = paragraph.join([*lines[:number], "Users of it must pay us.", *lines[number:]])
        assert identify(altered, shipped_policy().names).expression == "", number


def test_there_are_at_least_twenty_cases() -> None:
    assert len(WHOLE) + len(ALTERED) >= 20


def test_a_text_that_does_not_say_whether_later_versions_count_is_taken_at_its_strictest() -> None:
    _, _, assumed = on(LGPL_3)
    assert "The text is the same for LGPL-3.0-only and LGPL-3.0-or-later; answered for LGPL-3.0-only" in assumed


def test_several_licenses_count_all_at_once_and_that_is_said() -> None:
    assert "Several licenses stand in the text. It is read as all of them at once" in on(f"{MIT}\n\n{BSD_2}")[2]


@pytest.mark.parametrize("text", ["MIT", "apache2", "MIT OR GPL-2.0-only", " The MIT License \n"])
def test_a_name_in_the_place_of_a_text_is_answered_as_a_name(text: str) -> None:
    advice = advise_on_text(text, Use(), shipped_policy())
    assert advice == ask(" ".join(text.split()), None)


@pytest.mark.parametrize(
    "text,sentence",
    [
        ("", "Nothing was given."),
        (" \n\t", "Nothing was given."),
        ("x " * LONGEST_TEXT, "The text has 200,000 characters, and at most 100,000 are read."),
    ],
)
def test_what_cannot_be_read_at_all_is_said(text: str, sentence: str) -> None:
    advice = advise_on_text(text, Use(), shipped_policy())
    assert advice.verdict is Verdict.INVALID
    assert advice.because[0].text.startswith(sentence)


@given(st.text(max_size=300), st.integers(0, len(MIT)))
@settings(max_examples=60, deadline=None)
def test_no_text_whatever_ends_in_an_error_or_in_more_than_its_license_allows(added: str, at: int) -> None:
    policy = shipped_policy()
    advise_on_text(added, Use(), policy)
    found = advise_on_text(MIT[:at] + added + MIT[at:], Use(Usage.SHIPPED), policy)
    assert found.expression in {UNRECOGNISED, "MIT"}


def test_the_classifier_is_permissively_licensed() -> None:
    assert metadata("licenseclassifier")["License-Expression"] == "BSD-3-Clause"


#: Words that may go without the terms being others: titles, and who holds the rights.
_OPEN = {
    "MIT": "The License (MIT) THE AUTHORS OR COPYRIGHT HOLDERS",
    "ISC": "THE AUTHOR",
    "BSD-3-Clause": "3-Clause License All rights reserved. 1. 2. 3. the copyright holder nor the names of its "
    "contributors THE COPYRIGHT HOLDERS AND CONTRIBUTORS HOLDER OR",
}


@pytest.mark.parametrize("text, license_id", [(MIT, "MIT"), (ISC, "ISC"), (BSD_3, "BSD-3-Clause")])
def test_a_word_that_is_missing_anywhere_is_noticed(text: str, license_id: str) -> None:
    owner = next(line for line in text.splitlines() if line.startswith("Copyright"))
    missed = [
        word[0]
        for word in re.finditer(r"\S+", text)
        if recognised(text[: word.start()] + text[word.end() :].lstrip()) and word[0] not in owner.split()
    ]
    assert set(missed) <= set(_OPEN[license_id].split())


@pytest.mark.parametrize("text", [MIT, ISC, BSD_3], ids=["MIT", "ISC", "BSD-3-Clause"])
def test_a_not_that_was_put_in_anywhere_is_noticed(text: str) -> None:
    altered = (f"{text[: word.start()]}not {text[word.start() :]}" for word in re.finditer(r"\S+", text))
    assert [one for one in altered if recognised(one)] == []


def recognised(text: str) -> str:
    return identify(text, shipped_policy().names).expression
