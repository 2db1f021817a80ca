# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest as JSON, so that every attempt at sending it says the same, whatever has happened since."""

from typing import TypeVar

from pydantic import TypeAdapter

from workflows.digests.document import Digest, Executive

_Document = TypeVar("_Document", Digest, Executive)


def json_of(digest: Digest | Executive) -> str:
    """The document of a digest. Made anew with each use: a digest is rare, and its schema would stay in memory."""
    if isinstance(digest, Digest):
        return TypeAdapter(Digest).dump_json(digest).decode()
    return TypeAdapter(Executive).dump_json(digest).decode()


def digest_of(document: str, made: type[_Document]) -> _Document:
    """The digest of a document. Raises ValueError when it is none."""
    return TypeAdapter(made).validate_json(document)
