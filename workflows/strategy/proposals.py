# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From an answer of the interview to the entries that it proposes: lines that name projects, practices and more."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from workflows.errors import FormProblems
from workflows.facts import Answers
from workflows.registers.entry import LONGEST_TITLE, Content
from workflows.registers.register import Register
from workflows.text import one_line

#: What an answer proposes, as the register of questions says it.
Makes: TypeAlias = Literal[
    "technologies", "projects", "practices", "processes", "improvements", "champions", "message", "nothing"
]
#: Where what is named goes: each line makes an entry of this register.
REGISTERS = MappingProxyType(
    {
        "technologies": "upstreams",
        "projects": "upstreams",
        "practices": "actions",
        "processes": "actions",
        "improvements": "actions",
    }
)
#: Lines of one answer, and characters of each: more is a document of its own.
MOST_LINES, LONGEST_LINE = 10, 300
#: Characters of a message to management: it stands in a digest.
LONGEST_MESSAGE = 600
_ADDRESS = re.compile(r"https?://[^\s<>|\"']+")
_BULLETS = "-*• \t"
_PARTED = re.compile(r"\s+(?:-|\N{EN DASH}|\N{EM DASH}|\|)\s+|:\s+|\s*\|\s*")
#: What the upstream register asks of every entry, where the answer does not say: cautious, and for the OSPO to correct.
_ASSUMED: Answers = {"criticality": "important", "ring": "trial", "role": ("depend",)}


@dataclass(frozen=True, slots=True)
class Named:
    """One line of an answer: a name, an address where it has one, and what else it says."""

    name: str
    address: str = ""
    about: str = ""

    @property
    def line(self) -> str:
        """The line, as it is kept and compared."""
        return " | ".join(part for part in (self.name, self.address, self.about) if part)


def named_in(text: str, field: str = "named") -> tuple[Named, ...]:
    """What the lines of a text name, each once. Raises FormProblems for more or longer lines than an answer can have.

    A line is a name, alone or with an address anywhere in it, and words behind a dash, a colon or a bar.
    """
    lines = [one_line(line).lstrip(_BULLETS) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        raise FormProblems(
            {field: f"At most {MOST_LINES} lines; these are {len(lines)}. Please name the most important."}
        )
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise FormProblems({field: f"Line {number} has {len(line):,} characters, and {LONGEST_LINE} are possible."})
    found = {one.name.casefold(): one for one in reversed([_named(line) for line in lines])}
    return tuple(reversed(found.values()))


def content_for(makes: str, register: Register, named: Named, source: str) -> Content:
    """What an entry of the register says of something that was named; its fields as far as the register has them."""
    known: Answers = {**_ASSUMED, "repository": named.address} if register.name == "upstreams" else {}
    values = {name: value for name, value in known.items() if name in register.by_name and value}
    said = [named.about, "" if "repository" in values else named.address, _WHY.get(makes, "")]
    text = "\n\n".join(part for part in said if part)
    return Content(title=named.name[:LONGEST_TITLE], text=text, petal=register.petal, values=values, source=source)


def message_content(message: str, round_: int, register: Register, source: str) -> Content:
    """What an entry of the messages to management says. Raises FormProblems when it is too long for a digest."""
    if len(message) > LONGEST_MESSAGE:
        said = f"Please shorten this to {LONGEST_MESSAGE} characters; it has {len(message):,}, and stands in a digest."
        raise FormProblems({"named": said})
    return Content(title=f"Message of interview round {round_}", text=message, petal=register.petal, source=source)


def _named(line: str) -> Named:
    address = _ADDRESS.search(line)
    found = address[0].rstrip(".,;)") if address else ""
    rest = line.replace(found, " ", 1).replace("( )", " ").strip() if found else line
    name, about = rest, ""
    parted = _PARTED.search(rest)
    if parted:
        name, about = rest[: parted.start()], rest[parted.end() :]
    name = one_line(name).strip(" :|-")
    return Named(name or found.rstrip("/").rpartition("/")[2] or line, found, one_line(about).strip(" :|-"))


_WHY = {
    "technologies": "Named in the strategy interview as a technology that goals or the roadmap rest on. Criticality, "
    "ring and role are assumed: please correct them.",
    "projects": "Named in the strategy interview as a project behind a technology of ours. Criticality, ring and role "
    "are assumed: please correct them.",
    "practices": "Named in the strategy interview as a practice that helps open source last.",
    "processes": "Named in the strategy interview as a process that could be better.",
    "improvements": "Named in the strategy interview as an improvement that open source could bring.",
}
