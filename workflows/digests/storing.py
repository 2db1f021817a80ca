# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest as JSON, so that every attempt at sending it says the same, whatever has happened since."""

from typing import TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_json

from workflows.digests.document import Digest, Executive

_Document = TypeVar("_Document", Digest, Executive)


def json_of(digest: Digest | Executive) -> str:
    """The document of a digest."""
    return to_json(digest).decode()


def digest_of(document: str, made: type[_Document]) -> _Document:
    """The digest of a document. Raises ValueError when it is none.

    What reads it is made anew each time: digests are rare, and it would stay in memory.
    """
    return TypeAdapter(made).validate_json(document)


def earlier(document: str, made: type[_Document]) -> _Document | None:
    """The same of a digest that another version of the bot may have stored: None where this one cannot read it."""
    try:
        return digest_of(document, made)
    except ValueError:
        return None
