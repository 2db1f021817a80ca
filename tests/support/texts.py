# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""License texts for tests, as the packages that we install carry them."""

from functools import cache
from importlib.metadata import distribution

from tests.support.house import ROOT


@cache
def license_of(package: str) -> str:
    """The text of the license file of an installed package."""
    files = distribution(package).files or []
    found = next(file for file in files if file.name.startswith(("LICENSE", "COPYING")))
    return found.read_text(encoding="utf-8")


MIT = license_of("typer")
ISC = license_of("shellingham")
BSD_3 = license_of("licenseclassifier")
BSD_2 = license_of("grimp")
LGPL_3 = license_of("psycopg")
APACHE = (ROOT / "LICENSE").read_text(encoding="utf-8")
