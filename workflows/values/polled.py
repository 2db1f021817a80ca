# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Where values polls stand, as one person sees it."""

from dataclasses import dataclass

from workflows.registers.entry import Entry
from workflows.values.poll import Poll


@dataclass(frozen=True, slots=True)
class Polled:
    """The open poll, if any, with how many answered of how many who were asked by name, and the last result.

    ``office``: the person is of the OSPO; ``answered``: they answered the open poll, which they ``may_answer``.
    """

    office: bool
    poll: Poll | None = None
    may_answer: bool = False
    answered: bool = False
    answers: int = 0
    asked: int = 0
    last: Entry | None = None
