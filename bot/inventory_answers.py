# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo sbom`: what policy says about every component of an inventory, in a terminal or a pipeline."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from workflows.errors import Refusal
from workflows.licenses.advice import DISCLAIMER, data_sets
from workflows.licenses.inventory.advising import Advised, Assessment, Line, assess
from workflows.licenses.inventory.json_text import LARGEST_FILE, check_size
from workflows.licenses.inventory.reading import read_inventory
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.reference import DATA_SETS
from workflows.licenses.tables import Verdict

_NAMED = 5  # components of a license that people can use without asking; of all others every one is named


def _given(file: Path) -> bytes:
    """The bytes of a file, or of standard input for ``-``; of what is too large nothing is kept."""
    if str(file) == "-":
        return _all_of(sys.stdin.buffer)
    check_size(file.stat().st_size)
    with file.open("rb") as opened:
        return _all_of(opened)


def _all_of(stream: BinaryIO) -> bytes:
    data = stream.read(LARGEST_FILE + 1)  # a pipe does not say its size
    check_size(len(data))
    return data


def assessed(
    file: Path, use: Use, policy: LicensePolicy, into: str | None, *, programs: bool
) -> tuple[Iterator[str], Verdict]:
    """The lines of the answer, and the worst verdict; what is no inventory is ``invalid``, with the sentence."""
    try:
        found = assess(read_inventory(_given(file), policy.names), use, policy, into)
    except Refusal as refusal:
        invalid = {"verdict": Verdict.INVALID, "problem": refusal.sentence}
        return iter([json.dumps(invalid, indent=2) if programs else refusal.sentence]), Verdict.INVALID
    return iter([json.dumps(as_json(found), indent=2)]) if programs else lines(found), found.verdict


def as_json(found: Assessment) -> dict[str, Any]:
    """The whole answer for programs."""
    return {
        "format": found.inventory.format,
        "product": found.inventory.product,
        "usage": found.usage,
        "into": found.into,
        "verdict": found.verdict,
        "counts": dict(found.counts),
        "components": [_component(one) for one in found.advised],
        "obligations": [{"text": text, "components": number} for text, number in found.obligations.items()],
        "assumptions": found.assumptions,
        "remarks": found.inventory.remarks,
        "policy": found.policy,
        "statement": found.statement,
        "disclaimer": DISCLAIMER,
        "data": data_sets(),
    }


def _component(one: Advised) -> dict[str, Any]:
    advice = one.advice
    return {
        "name": one.component.name,
        "version": one.component.version,
        "license": one.component.license,
        "basis": one.component.basis,
        "expression": advice.expression,
        "verdict": advice.verdict,
        "elected": advice.elected,
        "obligations": advice.obligations,
        "because": [reason.model_dump() for reason in advice.because],
        "assumptions": advice.assumptions,
        "differs": one.differs,
    }


def lines(found: Assessment) -> Iterator[str]:
    """The answer as people read it, the worst first."""
    inventory = found.inventory
    of = f" of {inventory.product}" if inventory.product else ""
    into = f" into {found.into}" if found.into else ""
    yield f"{len(found.advised):,} components{of}{into} ({found.usage}), {inventory.format}"
    yield ", ".join(f"{number:,} {verdict}" for verdict, number in found.counts.items())
    for verdict in found.counts:
        for line in (one for one in found.lines if one.advice.verdict is verdict):
            yield from ("", *_line(line))
    yield from _listed("To do", (f"{text} ({number:,} components)" for text, number in found.obligations.items()))
    differing = (f"{one.component.shown}: {text}" for one in found.differing for text in one.differs)
    yield from _listed("What the file says twice", differing)
    yield from _listed("Assumed", found.assumptions)
    yield from _listed("About the file", inventory.remarks)
    yield from (
        "",
        f"Data: {'; '.join(f'{one.title} {one.version} of {one.date}' for one in DATA_SETS)}.",
        found.lines[0].advice.closing,
    )


def _line(line: Line) -> Iterator[str]:
    advice = line.advice
    elected = f", elected {advice.elected}" if advice.elected not in {"", advice.expression} else ""
    yield f"{advice.verdict}: {' '.join((advice.expression or advice.input).split())}{elected}"
    if advice.verdict.rank >= Verdict.REVIEW.rank:
        yield from (f"  because {reason.text}" for reason in advice.because)
        yield f"  {_named(line.members, len(line.members))}"
    else:
        yield f"  {_named(line.members, _NAMED)}"


def _named(members: Sequence[Advised], most: int) -> str:
    names = ", ".join(one.component.shown for one in members[:most])
    return names + (f" and {len(members) - most:,} more" if len(members) > most else "")


def _listed(title: str, entries: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    found = [f"  - {entry}" for entry in entries]
    yield from ("", title, *found) if found else ()
