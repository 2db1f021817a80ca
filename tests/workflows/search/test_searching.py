# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Finding what is written down: synonyms, typing errors, other word order, and questions that nothing answers."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.search.documents import Document, Key
from workflows.search.index import Index
from workflows.search.ranking import ANSWERS, PERHAPS, Found, look_up
from workflows.search.words import Language, Synonyms, split, split_each

SYNONYMS = Synonyms(
    groups=(
        ("open source", "foss", "oss"),
        ("release", "give away", "publish", "open source our"),
        ("cla", "contributor license agreement"),
        ("own time", "hobby", "weekend"),
    ),
    spellings={"licence": "license"},
    stop=("a", "an", "the", "can", "i", "we", "do", "how", "is", "my", "to", "what", "for", "of", "in", "our", "it"),
)
WRITTEN = {
    "cla": (("What is a CLA, and who signs it?",), "A contract with the project. A signatory of the company signs."),
    "own-time": (("May I contribute in my own time?", "Private projects"), "A note to your manager is enough."),
    "release": (("How do we release internal code?", "Put our tool on a forge"), "Start with the release form."),
    "logo": (("May I show a project's logo in slides?",), "A trademark policy says how a logo is shown."),
    "agpl": (("Can we use AGPL software in our service?",), "It asks for the source of modified versions."),
}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(documents(), Language(SYNONYMS))


def documents() -> list[Document]:
    return [Document(Key("questions", name), *written) for name, written in WRITTEN.items()]


def found(index: Index, question: str) -> tuple[Found, ...]:
    return look_up(index, question)


def keys(index: Index, question: str, **kept: Iterable[str]) -> list[str]:
    return [one.key.name for one in index.nearest(question, index.sought(question), 5, **kept)]


@pytest.mark.parametrize(
    "question, name",
    [
        ("What is a CLA, and who signs it?", "cla"),
        ("who signs a contributor license agreement", "cla"),
        ("contributer licence agrement", "cla"),
        ("own time: may I contribute?", "own-time"),
        ("hobby contributions at the weekend", "own-time"),
        ("giving away internal code", "release"),
        ("relase internl code", "release"),
        ("slides with the logo of a project", "logo"),
        ("AGPL", "agpl"),
    ],
)
def test_what_is_meant_is_found_first_in_other_words_and_spellings(index: Index, question: str, name: str) -> None:
    first = found(index, question)[0]

    assert (first.key.name, first.nearness >= PERHAPS) == (name, True)


def test_words_that_are_written_together_find_those_that_are_written_apart(index: Index) -> None:
    assert found(index, "projectslogo")[0].key.name == "logo"


def test_the_very_question_is_as_near_as_can_be(index: Index) -> None:
    assert found(index, "How do we release internal code?")[0].nearness == pytest.approx(1)


@pytest.mark.parametrize("question", ["Where do I book a meeting room?", "?", "", "🦆", "42", "what is my"])
def test_what_nothing_speaks_of_finds_nothing_near(index: Index, question: str) -> None:
    assert all(one.nearness < ANSWERS for one in found(index, question))


def test_a_changed_document_is_found_by_its_new_words_alone() -> None:
    index = Index(documents(), Language(SYNONYMS))

    index.put([Document(Key("questions", "logo"), ("Which stickers are there?",), "")], gone=[Key("questions", "cla")])

    assert index.size == len(WRITTEN) - 1
    assert keys(index, "stickers") == ["logo"]
    assert "cla" not in keys(index, "What is a CLA, and who signs it?")


def test_nothing_is_found_in_registers_that_are_hidden(index: Index) -> None:
    assert keys(index, "AGPL", hidden=["questions"]) == []


@settings(max_examples=40)
@given(
    st.text(max_size=80)
    | st.sampled_from(['a AND b OR "c', "+x -y title:z^2~", "'; DROP TABLE x;--", "(((", "*", "\\"])
)
def test_whatever_is_typed_is_only_words(index: Index, text: str) -> None:
    assert all(0 <= one.nearness <= 1 for one in found(index, text))


def test_a_version_stays_a_word_and_what_is_written_as_one_word_is_read_as_two() -> None:
    assert split("Is GPLv3 OK with Apache-2.0, Zoë's C++?") == [
        "is", "gpl", "3", "ok", "with", "apache", "2.0", "zoe", "c++",
    ]  # fmt: skip


@settings(max_examples=40)
@given(
    st.lists(
        st.text(max_size=20) | st.sampled_from(["GPLv3's", "a\nb", "x\u2028y", "Zoë", "c++ mit\n2", ""]), min_size=1
    )
)
def test_texts_that_are_split_together_are_split_as_each_alone(texts: list[str]) -> None:
    assert split_each(texts) == [split(" ".join(one.splitlines())) for one in texts]
