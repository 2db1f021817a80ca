# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Small organizations on disk, for tests that load them."""

from pathlib import Path

SMALL = """
[program]
last_resort = ["U0CTO"]

[channels]
requests = "C0REQUESTS"

[groups.ospo]
members = ["U0OSPO"]

[groups.legal]
members = ["U0LEGAL"]

[groups.security]
members = ["U0SECURITY"]
"""


def organization(folder: Path, extra: str = "") -> Path:
    """Write an organization that has what is needed and nothing that is warned of; ``extra`` goes behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "organization.toml").write_text(SMALL + extra)
    return folder
