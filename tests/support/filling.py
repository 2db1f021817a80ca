# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Filling the contribution form as people do."""

from collections.abc import Sequence

from bot.practice.fields import chosen, field
from bot.practice.person import Person

SMALL_FIX = {
    "Kind of change": "Bug fix",
    "Size": "Up to 100 lines",
    "License of the project": "MIT",
    "Does the project want you to sign anything?": "No",
    "Help from AI tools": "None",
    "Does any of this apply?": ["None of these"],
}


async def contribute(
    person: Person,
    title: str = "Fix the parser",
    repository: str = "https://github.com/example/parser",
    *,
    channel: str = "C0GENERAL",
    **changed: str | list[str],
) -> None:
    """Open the form with the command, fill it and submit it. ``changed`` names answers by a word of their label."""
    await person.command("/ospo", f"contribute {repository}", channel=channel)
    await fill(person, title, **changed)
    await person.submit()


async def fill(person: Person, title: str, **changed: str | list[str]) -> None:
    """Answer every question of the form that is always there, with changes, and what appears for them."""
    answers = {label: changed.pop(_word(label), answer) for label, answer in SMALL_FIX.items()}
    *quietly, last = answers
    for label in quietly:
        choose_quietly(person, label, answers[label])
    await person.choose(last, answers[last])
    if title:
        await person.type("What do you want to contribute?", title)


def choose_quietly(person: Person, label: str, answer: Sequence[str]) -> None:
    """Choose, and let the office hear of it with the next choice: previews were most of a journey's time."""
    view = person.modal
    assert view is not None, "no form is open"
    block, element = field(view.blocks, label)
    person.fill(view, block, element, chosen(element, answer))


def _word(label: str) -> str:
    words = {"Kind": "change", "Size": "size", "License": "license", "Does the": "agreement", "Help": "ai"}
    return next((name for start, name in words.items() if label.startswith(start)), "risks")
