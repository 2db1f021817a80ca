# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo license`: advice from a terminal or a pipeline, one expression or one a line."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.catalog import load_catalog
from bot.configuration import ConfigurationFailed
from workflows.licenses.advice import Advice, advise, as_json
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.reference import DATA_SETS
from workflows.licenses.sources import SourceLine
from workflows.licenses.tables import Verdict
from workflows.licenses.text_files import LARGEST_TEXT_FILE
from workflows.licenses.texts import advise_on_text

_UNKNOWN = {None: "not listed", True: "yes", False: "no"}


def policy_of(folder: Path | None) -> LicensePolicy:
    """The license policy of an organization's folder over the shipped one.

    Raises ConfigurationFailed when there are mistakes in it.
    """
    loaded = load_catalog(folder)
    if loaded.catalog is None:
        raise ConfigurationFailed(loaded.problems)
    return loaded.catalog.licenses


def answered(
    expression: str, use: Use, policy: LicensePolicy, into: str | None, *, programs: bool
) -> tuple[Iterable[str], Verdict]:
    """The lines of one answer, and its verdict. Bytes of the command line that are no text are read as such."""
    advice = advise(expression.encode(errors="surrogateescape").decode(errors="replace"), use, policy, into)
    return [_json(advice, indent=2)] if programs else lines(advice), advice.verdict


def answered_text(
    file: Path, use: Use, policy: LicensePolicy, into: str | None, *, programs: bool
) -> tuple[Iterable[str], Verdict]:
    """The lines of the answer on a license text in a file, ``-`` being standard input, and its verdict."""
    data = sys.stdin.buffer.read(LARGEST_TEXT_FILE) if str(file) == "-" else _start_of(file)
    advice = advise_on_text(data.decode(errors="replace"), use, policy, into)
    return [_json(advice, indent=2)] if programs else lines(advice), advice.verdict


def _start_of(file: Path) -> bytes:
    """As much of a file as it takes to see that it is too long."""
    with file.open("rb") as opened:
        return opened.read(LARGEST_TEXT_FILE)


def answered_each(
    given: Iterable[bytes], use: Use, policy: LicensePolicy, into: str | None, *, programs: bool
) -> Iterator[tuple[str, Verdict]]:
    """One line for each line that is given, in order, with its verdict. What is no UTF-8 is read as far as it is."""
    for line in given:
        advice = advise(line.decode(errors="replace").strip(), use, policy, into)
        yield _json(advice) if programs else one_line(advice), advice.verdict


def _json(advice: Advice, indent: int | None = None) -> str:
    found: dict[str, Any] = as_json(advice)
    return json.dumps(found, indent=indent)  # ASCII: no separator of lines that some reader takes for an end of line


def one_line(advice: Advice) -> str:
    """Verdict, expression, what was elected and the first reason, between tabs."""
    reason = advice.because[0].text if advice.because else ""
    parts = (advice.verdict, advice.expression or advice.input, advice.elected, reason)
    return "\t".join(" ".join(part.split()) for part in parts)


def lines(advice: Advice) -> Iterator[str]:
    """An answer as people read it."""
    yield advice.headline
    if advice.elected and advice.elected != advice.expression:
        yield f"Elected: {advice.elected}"
    yield from _listed("To do", advice.obligations)
    because = (
        f"{one.license + ': ' if one.license else ''}{one.text} [{one.rule}, {one.basis}]" for one in advice.because
    )
    yield from _listed("Because", because)
    yield from _listed("Assumed", advice.assumptions)
    yield from _listed("What would help", advice.better_if)
    yield from _listed("Sources", (_source(one) for one in advice.sources))
    yield from (
        "",
        f"Data: {'; '.join(f'{one.title} {one.version} of {one.date}' for one in DATA_SETS)}.",
        advice.closing,
    )


def _listed(title: str, entries: Iterable[str]) -> Iterator[str]:
    shown = [f"  - {entry}" for entry in entries]
    yield from ("", title, *shown) if shown else ()


def _source(one: SourceLine) -> str:
    osadl = "in the matrix" if one.osadl else "not in the matrix"
    said = (
        f"{one.license}: policy {one.category}; ScanCode {one.scancode or 'not listed'}; "
        f"OSI approved {_UNKNOWN[one.osi_approved]}, FSF libre {_UNKNOWN[one.fsf_libre]}; OSADL {osadl}"
    )
    return said + "".join(f". They differ: {differ}" for differ in one.differ)
