# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What ends a command with a sentence instead of a traceback."""


class CannotRun(Exception):
    """A command cannot run. The message tells the person who started it why, and what to do; it holds no secret."""


class CannotStart(CannotRun):
    """The office cannot start; the message says why and what to run."""
