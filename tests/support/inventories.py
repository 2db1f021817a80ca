# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Inventories for tests: files of both formats, and what is read out of them."""

import json
from datetime import UTC, datetime
from typing import Any

from tests.support.licensing import shipped_policy
from workflows.attached import AttachedInventory, attached
from workflows.licenses.inventory.advising import Assessment, assess
from workflows.licenses.inventory.components import Component, Inventory
from workflows.licenses.inventory.reading import read_inventory
from workflows.licenses.policy import Use
from workflows.licenses.tables import Usage
from workflows.people import Person


def cyclonedx(*components: dict[str, Any], version: str = "1.6", **further: Any) -> bytes:
    """A CycloneDX file with these components."""
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": version, "components": list(components), **further}
    ).encode()


def spdx(*packages: dict[str, Any], version: str = "SPDX-2.3", **further: Any) -> bytes:
    """An SPDX file with these packages."""
    return json.dumps({"spdxVersion": version, "packages": list(packages), **further}).encode()


def licensed(name: str, *ids: str, **further: Any) -> dict[str, Any]:
    """A component of CycloneDX with a list of license ids."""
    return {"type": "library", "name": name, "licenses": [{"license": {"id": one}} for one in ids], **further}


def read(data: bytes) -> Inventory:
    """The inventory of a file."""
    return read_inventory(data, shipped_policy().names)


def only(data: bytes) -> Component:
    """Its only component."""
    (component,) = read(data).components
    return component


def assessed(data: bytes, usage: str | None = "shipped", into: str | None = None) -> Assessment:
    """What the shipped policy says about a file."""
    return assess(read(data), Use(Usage(usage) if usage else None), shipped_policy(), into)


def an_inventory(
    by: Person, data: bytes = b"", usage: str = "shipped", into: str | None = "Apache-2.0"
) -> AttachedInventory:
    """What is kept of a file that somebody attaches."""
    data = data or cyclonedx(licensed("left-pad", "MIT"), licensed("other", "AGPL-3.0-only"))
    return attached(assessed(data, usage, into), data, by=by, at=datetime(2026, 11, 2, tzinfo=UTC))
