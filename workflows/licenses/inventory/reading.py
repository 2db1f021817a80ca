# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading an inventory: which format a file has, and its components, or a sentence on what is wrong with it."""

from typing import Any

from workflows.errors import UnreadableInventory
from workflows.licenses.inventory.components import Inventory
from workflows.licenses.inventory.cyclonedx import read_cyclonedx
from workflows.licenses.inventory.json_text import parse_json
from workflows.licenses.inventory.spdx import read_spdx, unread_version
from workflows.licenses.inventory.written import Written
from workflows.licenses.names import Names

MOST_COMPONENTS = 50_000
_FORMATS = "CycloneDX (1.2 to 1.7) or SPDX (2.2 or 2.3)"
#: Keys by which JSON files are known that people take for an SBOM, and what to do instead.
_OTHERS = {
    "lockfileVersion": "This is a lock file of npm. `npm sbom --sbom-format cyclonedx` makes an inventory of it.",
    "artifacts": "This looks like Syft's own JSON. `syft convert FILE -o cyclonedx-json` makes an inventory of it.",
    "SchemaVersion": "This looks like Trivy's own JSON. Its option `--format cyclonedx` makes an inventory.",
    "runs": "This looks like a report of findings (SARIF), which lists no components.",
    "vulnerabilities": "This looks like a report of vulnerabilities, which lists no components.",
}


def read_inventory(data: bytes, names: Names) -> Inventory:
    """The inventory of a file. Raises UnreadableInventory, and nothing else."""
    document = parse_json(data)
    if not isinstance(document, dict):
        raise UnreadableInventory(f"The file is JSON, but no inventory. Please give one in {_FORMATS}.")
    wrapped = document.get("sbom")  # as GitHub's interface gives it
    inventory = _read(wrapped if isinstance(wrapped, dict) and len(document) == 1 else document, Written(names))
    if not inventory.components:
        raise UnreadableInventory(
            f"The file is {inventory.format} and lists no components, so there is nothing to look up. "
            "If the product has third-party software, please export it with its dependencies."
        )
    if len(inventory.components) > MOST_COMPONENTS:
        raise UnreadableInventory(
            f"The file lists {len(inventory.components):,} components, and at most {MOST_COMPONENTS:,} are read. "
            "Please give one inventory for each part of the product."
        )
    return inventory


def _read(document: dict[str, Any], written: Written) -> Inventory:
    if document.get("bomFormat") == "CycloneDX" or ("bomFormat" not in document and "specVersion" in document):
        return read_cyclonedx(document, written)
    if "spdxVersion" in document:
        return read_spdx(document, written)
    if unread_version(document):
        raise UnreadableInventory("This is SPDX 3, which is not read yet. Please export the inventory as SPDX 2.3.")
    other = next((sentence for key, sentence in _OTHERS.items() if key in document), "")
    neither = "The file is JSON, but no inventory: it has neither `bomFormat` nor `spdxVersion`."
    raise UnreadableInventory(other or f"{neither} Please give one in {_FORMATS}.")
