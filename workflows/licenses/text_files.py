# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From the bytes of a file that is given as a license to its text: every way in which that fails has a sentence."""

import codecs

from workflows.errors import UnreadableFile
from workflows.licenses.texts import LONGEST_TEXT

#: Bytes; a character of UTF-8 has four at most, and a byte order mark may stand before the first.
LARGEST_TEXT_FILE = 4 * LONGEST_TEXT + 4
_NOT_TEXT = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check_text_size(size: int) -> None:
    """Raise UnreadableFile for more bytes than a license text has; to be asked before the file is loaded."""
    if size > LARGEST_TEXT_FILE:
        raise UnreadableFile(
            f"The file has more than {LARGEST_TEXT_FILE:,} bytes, and a license text has at most {LONGEST_TEXT:,} "
            "characters. Please give the license text alone."
        )


def text_in(data: bytes) -> str:
    """The text of a file. Bytes that are no UTF-8 are read as far as they are. Raises UnreadableFile."""
    check_text_size(len(data))
    wide = data.startswith(_WIDE)
    if data.startswith(_NOT_TEXT) or (b"\x00" in data and not wide):
        raise UnreadableFile("The file is no plain text, as a PDF or an archive is none. Please save it as text.")
    text = data.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    if not text.strip():
        raise UnreadableFile("The file is empty.")
    return text
