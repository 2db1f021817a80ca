# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Everyday words for the search: those that come with the product, and what the organization's folder adds to them."""

from importlib.resources import files
from pathlib import Path

import tomli

from bot.configuration import Findings, parsed, read_toml
from workflows.search.words import Synonyms

#: The file's name, in the catalog and in the organization's folder.
SYNONYMS = "synonyms.toml"


def read_synonyms(own: Synonyms | None = None) -> Synonyms:
    """The shipped words with the organization's added; read at the first question, for TOML is slow."""
    text = files("workflows").joinpath("catalog", SYNONYMS).read_text(encoding="utf-8")
    shipped = Synonyms.model_validate(tomli.loads(text))
    return shipped if own is None else shipped.with_(own)


def own_synonyms(folder: Path | None, findings: Findings) -> Synonyms:
    """What the organization's folder says; nothing where it has no such file."""
    if folder is None or not (folder / SYNONYMS).is_file():
        return Synonyms()
    document = read_toml(folder / SYNONYMS, SYNONYMS, findings)
    return (parsed(Synonyms, document, SYNONYMS, findings) if document is not None else None) or Synonyms()
