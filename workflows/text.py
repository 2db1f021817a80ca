# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people typed, made storable: nothing in it that a database, a hash or the policy's engine cannot take."""

import re

#: Control characters but tab and line feed, and halves of a UTF-16 pair, which JSON can carry and UTF-8 cannot.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """The text without control characters and broken characters, and without blanks around it; lines stay lines."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n")).strip()


def one_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return _SPACE.sub(" ", cleaned(text))
