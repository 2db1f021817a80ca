# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writes license-data.md: every license on which the shipped policy and a packaged source differ, and why."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from bot.license_answers import policy_of
from workflows.licenses.reference import DATA_SETS, reference
from workflows.licenses.sources import Disagreement, disagreements

PAGE = Path(__file__).with_name("license-data.md")
_BEGINNING = """<!--
SPDX-FileCopyrightText: The OSPO Bot authors
SPDX-License-Identifier: Apache-2.0
-->

# Where our license data and its sources differ

Written by `python docs/license_data.py`; a test compares it with the data. What the sources are and how answers are
made of them stands in [license-answers.md](license-answers.md). A deprecated id is answered as what it stands for and
is not listed again.
"""


def page() -> str:
    """The page as it should be for the data that is installed."""
    found = sorted(found_differences(), key=lambda one: (one.source, one.ours, one.because, one.license.lower()))
    parts = [_BEGINNING, f"{len(found)} differences in {len(current())} licenses of the SPDX list. Compared were:\n"]
    parts.append(
        "\n".join(f"- {one.title}, `{one.package}` {one.version}, data of {one.date}" for one in DATA_SETS) + "\n"
    )
    parts.append("| A source says | Policy says | Why | Licenses |\n|---|---|---|---|")
    for (says, ours, because), rows in groupby(found, key=lambda one: (one.says, one.ours, one.because)):
        parts.append(f"| {says} | {ours} | {because} | {', '.join(f'`{one.license}`' for one in rows)} |")
    return "\n".join(parts) + "\n"


def current() -> list[str]:
    """The licenses of SPDX's list that are not deprecated."""
    return [id_ for id_, one in reference().licenses.items() if not one.deprecated and "Ref-" not in id_]


def found_differences() -> Iterator[Disagreement]:
    """Every difference between the shipped policy and a source."""
    policy = policy_of(None)
    for id_ in current():
        yield from disagreements(id_, policy)


if __name__ == "__main__":
    PAGE.write_text(page())
