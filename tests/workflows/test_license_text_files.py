# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From a file to a license text: encodings are read, and what is no text has its sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.texts import MIT
from workflows.errors import UnreadableFile
from workflows.licenses.text_files import LARGEST_TEXT_FILE, text_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_give_the_same_text(encoding: str) -> None:
    assert text_in(MIT.encode(encoding)) == MIT


def test_a_sign_of_an_old_encoding_does_not_hide_the_text() -> None:
    assert "2020 Somebody" in text_in("Copyright © 2020 Somebody".encode("latin-1"))


@pytest.mark.parametrize(
    "data,sentence",
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.7", "no plain text"),
        (b"PK\x03\x04", "no plain text"),
        (b"a\x00b", "no plain text"),
        (b"a" * (LARGEST_TEXT_FILE + 1), "at most 100,000 characters"),
    ],
    ids=("empty", "mark alone", "pdf", "archive", "binary", "huge"),
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        text_in(data)


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_there_is_a_text_or_a_refusal(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert text_in(data).strip()
