# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The notices about questions: to who can answer them, to who asked, and that something is asked for often.

None has a word of a question: each is written from the newest entry when it is sent.
"""

from collections.abc import Iterable, Iterator

from workflows.asking.asked import times_of
from workflows.notice import Notice, Template
from workflows.people import Person
from workflows.registers.entry import Entry
from workflows.search.documents import Key


def waiting(entry: Entry, recipients: Iterable[str]) -> Iterator[Notice]:
    """To each who can answer: the question as it stands; what was sent before is edited."""
    for to in recipients:
        message = f"asked:{entry.name}:{to}"
        yield _notice(entry.workspace, f"{message}:{entry.version}", message, "asked", to, {"entry": entry.name})


def answered(entry: Entry, askers: Iterable[Person]) -> Iterator[Notice]:
    """To each who waits, in the order in which they asked: the answer.

    The question stands in the words of the first, whom the others need not know: theirs was only alike.
    """
    askers = list(askers)
    first = askers[:1] if times_of(entry) <= len(askers) else []
    for person in askers:
        message = f"answered:{entry.name}:{person.id}"
        detail: dict[str, str | int] = {"entry": entry.name} | ({} if person in first else {"alike": 1})
        yield _notice(entry.workspace, message, message, "asked_answer", person.id, detail)


def often(workspace: str, key: Key, times: int, month: str, recipients: Iterable[str]) -> Iterator[Notice]:
    """To the office, once a month: something is asked for so often that a guide would help."""
    for to in recipients:
        message = f"often:{key.register}:{key.name}:{month}:{to}"
        detail: dict[str, str | int] = {"register": key.register, "entry": key.name, "times": times}
        yield _notice(workspace, message, message, "often", to, detail)


def _notice(
    workspace: str, key: str, message: str, template: Template, to: str, detail: dict[str, str | int]
) -> Notice:
    return Notice(
        key=key, workspace=workspace, lane=f"asked:{to}", message=message, template=template, to=to, detail=detail
    )
