# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How long a license answer takes after loading, 5,000 of them on the command line, and an SBOM of 5,000 components."""

import json
import statistics
import subprocess
import sys
import time

from bot.license_answers import policy_of
from tests.support.house import ROOT
from workflows.licenses.advice import advise
from workflows.licenses.policy import Use
from workflows.licenses.reference import reference
from workflows.licenses.tables import Usage

LINES = 5_000
SHAPES = (
    "{0}",
    "{0} OR {1}",
    "{0} AND {1}",
    "({0} AND {1}) OR GPL-2.0-only WITH Classpath-exception-2.0",
    "Unknown-{2}",
)


def expressions() -> list[str]:
    """Expressions as they stand in inventories: single ones, choices, combinations, unknown names."""
    ids = [id_ for id_ in reference().licenses if "Ref-" not in id_]
    return [
        SHAPES[number % len(SHAPES)].format(ids[number % len(ids)], ids[number * 7 % len(ids)], number)
        for number in range(LINES)
    ]


def main() -> None:
    """Print both next to what they must stay under."""
    policy, asked = policy_of(None), expressions()
    advise("MIT", Use(Usage.SHIPPED), policy)
    took = []
    for expression in asked:
        began = time.perf_counter()
        advise(expression, Use(Usage.SHIPPED), policy)
        took.append((time.perf_counter() - began) * 1_000)
    median, slow = statistics.median(took), statistics.quantiles(took, n=100)[98]
    print(f"advice: median {median:.2f} ms (under 1), p99 {slow:.2f} ms: {'holds' if median < 1 else 'MISSED'}")
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "license", "-", "--usage", "shipped", "--json"]
    done = subprocess.run(command, cwd=ROOT, input="\n".join(asked), capture_output=True, text=True, check=False)
    seconds, answers = time.perf_counter() - began, len(done.stdout.splitlines())
    print(f"{answers} lines of `ospo license -`: {seconds:.1f} s (under 6): {'holds' if seconds < 6 else 'MISSED'}")
    print_inventories(asked)


def print_inventories(asked: list[str]) -> None:
    """Print how long `ospo sbom` takes for 5,000 components in either format, start included."""
    components = [
        {"type": "library", "name": f"c{n}", "licenses": [{"expression": one}]} for n, one in enumerate(asked)
    ]
    packages = [{"name": f"c{n}", "SPDXID": f"SPDXRef-{n}", "licenseConcluded": one} for n, one in enumerate(asked)]
    files: tuple[dict[str, object], ...] = (
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components},
        {"spdxVersion": "SPDX-2.3", "packages": packages},
    )
    for file in files:
        began = time.perf_counter()
        command = [sys.executable, "-m", "bot", "sbom", "-", "--usage", "shipped", "--json"]
        done = subprocess.run(command, cwd=ROOT, input=json.dumps(file), capture_output=True, text=True, check=False)
        seconds, found = time.perf_counter() - began, len(json.loads(done.stdout)["components"])
        print(f"`ospo sbom` of {found} components: {seconds:.1f} s (under 3): {'holds' if seconds < 3 else 'MISSED'}")


if __name__ == "__main__":
    main()
