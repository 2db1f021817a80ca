# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reads one inventory in a process of its own: bytes in, JSON out. Parsing 20 MB holds everything else up otherwise."""

import json
import resource
import sys
from dataclasses import asdict
from importlib.resources import files

import tomli

from workflows.errors import UnreadableInventory
from workflows.licenses.inventory.json_text import LARGEST_FILE
from workflows.licenses.inventory.reading import read_inventory
from workflows.licenses.names import Names
from workflows.licenses.reference import reference
from workflows.licenses.tables import LicenseNames

#: Bytes of address space; 20 MB of the smallest JSON values take some 700 MB as Python's objects.
_MOST_MEMORY = 1_500_000_000


def main() -> None:
    """Answer with the inventory, or with the sentence on why there is none."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        found = asdict(read_inventory(sys.stdin.buffer.read(LARGEST_FILE + 1), _names()))
        answer = json.dumps({"inventory": found})
    except UnreadableInventory as refusal:
        answer = json.dumps({"refusal": refusal.sentence})
    except MemoryError:
        answer = json.dumps(
            {"refusal": "The file takes too much memory to be read. Please leave out what is no license."}
        )
    sys.stdout.write(answer)


def _names() -> Names:
    """How people write licenses, without the rest of the catalog: loading that took 0.2 s of each reading."""
    shipped = files("workflows").joinpath("catalog", "license_names.toml").read_text(encoding="utf-8")
    return Names(LicenseNames.model_validate(tomli.loads(shipped)), reference())


if __name__ == "__main__":
    main()
