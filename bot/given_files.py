# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Text files that somebody names to a command."""

from pathlib import Path

from bot.stopping import CannotRun


def given_text(path: Path, most: int, otherwise: str) -> str:
    """The text of a file of at most so many bytes (UTF-8, with or without a byte order mark).

    Raises CannotRun, for a longer one with ``otherwise`` behind how long it may be.
    """
    try:
        with path.open("rb") as file:
            read = file.read(most + 1)
        text = read.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"{path} cannot be read: {error}") from error
    if len(read) > most:
        raise CannotRun(f"{path} has more than {most:,} bytes{otherwise}")
    return text
