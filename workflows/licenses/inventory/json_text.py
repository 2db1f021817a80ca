# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From the bytes of an untrusted file to JSON values: every way in which that fails has a sentence."""

import json
from collections import Counter
from typing import Any, NoReturn

from workflows.errors import UnreadableInventory
from workflows.licenses.inventory.values import shown

#: Python's objects take some ten times the room of the text.
LARGEST_FILE = 20_000_000
_EXPORT_JSON = "Please export the inventory as JSON (CycloneDX 1.2 to 1.7, or SPDX 2.2 or 2.3)."
_STARTS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"<!doctype html", b"<html"), "This is a web page, not a file of an inventory. Please download the file itself."),
    ((b"<",), f"This is XML. {_EXPORT_JSON}"),
    ((b"spdxversion:", b"spdxid:", b"bomformat:", b"---"), f"This is a tag-value or YAML file. {_EXPORT_JSON}"),
    ((b"pk\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd", b"bzh"), "This is an archive. Please unpack it."),
    ((b"%pdf",), f"This is a PDF. {_EXPORT_JSON}"),
)


def check_size(size: int) -> None:
    """Raise UnreadableInventory for a file of more bytes than are read; to be asked before it is loaded."""
    if size > LARGEST_FILE:
        raise UnreadableInventory(
            f"The file has {_megabytes(size)}, and at most {_megabytes(LARGEST_FILE)} are read. Please leave out "
            "files, hashes and vulnerabilities when you export it, or give one inventory for each part."
        )


def _megabytes(size: int) -> str:
    tenths = -(-size // 100_000)
    return f"{tenths / 10:,.1f} MB".replace(".0 MB", " MB")


def parse_json(data: bytes) -> Any:
    """The JSON value of a file. Raises UnreadableInventory, and nothing else."""
    check_size(len(data))
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for starts, sentence in _STARTS:
        if start.startswith(starts):
            raise UnreadableInventory(sentence)
    text = _decoded(data)
    if not text.strip():
        raise UnreadableInventory("The file is empty.")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise UnreadableInventory(
            f"The file is no valid JSON: {error.msg} in line {error.lineno:,}, column {error.colno:,}. "
            "It may have been cut off or edited by hand; please export it again."
        ) from error
    except RecursionError as error:
        raise UnreadableInventory("The file is nested too deeply to be an inventory.") from error
    except ValueError as error:  # Python refuses to read whole numbers of thousands of digits
        raise UnreadableInventory("The file holds a number of thousands of digits.") from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise UnreadableInventory(
            f"The file is no UTF-8 text (the first wrong byte is number {error.start + 1:,}). Please save it as UTF-8."
        ) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise UnreadableInventory(
            f"The key `{shown(twice)}` stands twice in one object, and programs differ in which of the two they read. "
            "Please export the file again."
        )
    return made


def _constant(written: str) -> NoReturn:
    raise UnreadableInventory(f"The file is no valid JSON: {written} is not a number that JSON knows.")
