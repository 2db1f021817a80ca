# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Where the house stands and which files belong to it, for tests that read the project itself."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "workflows", "storage", "messages")


def files(*patterns: str) -> list[Path]:
    """Files of the project that match git's patterns, new ones included, ignored and deleted ones not."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted({found for name in listed.split("\0") if name and (found := ROOT / name).is_file()})


def product_code() -> list[Path]:
    """The Python files of the four rooms."""
    return files(*(f"{room}/*.py" for room in ROOMS))


def here(path: Path) -> str:
    """A path as a person in the project folder writes it."""
    return path.relative_to(ROOT).as_posix()
