# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading what a form or a file says of an entry, and what is wrong with it, field by field in one sentence each."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from workflows import forms
from workflows.errors import FormProblems
from workflows.facts import Answer, Answers
from workflows.fields import Field
from workflows.forms import Raw
from workflows.recommendations.conditions import RULES, problem_of
from workflows.registers.entry import LONGEST_SOURCE, LONGEST_TEXT, LONGEST_TITLE, Content
from workflows.registers.register import Register
from workflows.text import cleaned, one_line

_NEEDED = "Please fill this in: an entry without it says too little."
_PETAL = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_LONGEST_NAME = 60
_FAR = timedelta(days=20 * 366)


def read(register: Register, raw: Mapping[str, Raw]) -> tuple[Content, dict[str, str]]:
    """What was filled in, by ``title``, ``text``, ``petal``, ``review_on``, ``source``, ``as_of`` and the register's
    fields, and for each that could not be read the sentence that says why. Other names are passed over.
    """  # noqa: D205 - the names are the summary
    values, problems = forms.read(register, raw)
    days: dict[str, date | None] = {}
    for name in ("review_on", "as_of"):
        try:
            days[name] = _day(raw.get(name))
        except ValueError:
            days[name], problems[name] = None, "Please give a date such as 2026-12-01."
    content = Content(
        title=_said(raw, "title"),
        text=_said(raw, "text"),
        petal=_said(raw, "petal") or register.petal,
        source=_said(raw, "source"),
        values=values,
        **days,
    )
    return content, problems


def checked(
    register: Register,
    content: Content,
    today: date,
    before: Content | None = None,
    petals: Collection[str] = (),
    *,
    past: bool = False,
) -> Content:
    """The content as it is kept: cleaned, with defaults, and a review date. Raises FormProblems.

    ``before`` is what it replaces: a day that stood there already may be over by now. ``petals`` are those there are;
    none: any. ``past``: every day may be over.
    """
    made = _tidied(register, content, today)
    known = () if before and before.petal == made.petal else petals  # a petal may have gone meanwhile
    problems = _own_problems(made, known) | _value_problems(register, made) | _condition_problems(register, made)
    problems |= _past(register, made, made if past else before, today)
    if problems:
        raise FormProblems(problems)
    return made


def slug(title: str, taken: Collection[str] = ()) -> str:
    """A name for an entry with this title, which is none of ``taken``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")
    base = base if base[:1].isalpha() else f"entry-{base}".strip("-")
    name, number = base, 2
    while name in taken:
        name, number = f"{base[: _LONGEST_NAME - 6]}-{number}", number + 1
    return name


def _tidied(register: Register, content: Content, today: date) -> Content:
    values = {name: _tidy(register.by_name.get(name), value) for name, value in content.values.items()}
    given: Answers = {name: value for name, value in values.items() if value not in ("", ())}
    for field in register.fields:
        if field.default is not None:
            given.setdefault(field.name, field.default)
    return replace(
        content,
        title=one_line(content.title),
        text=cleaned(content.text),
        petal=content.petal or register.petal,
        source=one_line(content.source),
        review_on=content.review_on or today + timedelta(days=register.review_days),
        values=given,
    )


def _tidy(field: Field | None, value: Answer) -> Answer:
    if not isinstance(value, str):
        return value
    return cleaned(value) if field is not None and field.type == "long_text" else one_line(value)


def _own_problems(content: Content, petals: Collection[str]) -> dict[str, str]:
    problems: dict[str, str] = {}
    for name, text, longest in (
        ("title", content.title, LONGEST_TITLE),
        ("text", content.text, LONGEST_TEXT),
        ("source", content.source, LONGEST_SOURCE),
    ):
        if len(text) > longest:
            problems[name] = f"Please shorten this to {longest:,} characters; it has {len(text):,}."
    if not content.title:
        problems["title"] = _NEEDED
    if not _PETAL.fullmatch(content.petal) or (petals and content.petal not in petals):
        problems["petal"] = f"There is no petal of that name. There are {', '.join(sorted(petals)) or 'others'}."
    return problems


def _value_problems(register: Register, content: Content) -> dict[str, str]:
    problems: dict[str, str] = {}
    if register.text_required and not content.text:
        problems["text"] = _NEEDED
    for name, value in content.values.items():
        field = register.by_name.get(name)
        if field is None:
            problems[name] = f"The register has no field `{name}`."
        elif not field.fits(value):
            problems[name] = f"This does not fit: {field.label} is {_KINDS[field.type]}."
        elif isinstance(value, str) and len(value) > field.max_length:
            problems[name] = f"Please shorten this to {field.max_length:,} characters; it has {len(value):,}."
    for field in register.fields:
        if field.required and field.name not in content.values:
            problems[field.name] = _NEEDED
    return problems


def _condition_problems(register: Register, content: Content) -> dict[str, str]:
    """What is wrong with the condition of a rule: one that cannot be read would give no advice, unnoticed."""
    condition = content.values.get("when") if register.name == RULES else None
    wrong = problem_of(condition) if isinstance(condition, str) else ""
    return {"when": f"This condition cannot be used: {wrong}."} if wrong else {}


def _past(register: Register, content: Content, before: Content | None, today: date) -> dict[str, str]:
    """The days that are newly set and over already, or further away than anybody plans."""
    problems: dict[str, str] = {}
    days = {"review_on": content.review_on}
    kept = {"review_on": before.review_on if before else None}
    for dated in register.dates:
        if not dated.may_be_past:
            days[dated.field] = day_of(content, dated.field)
            kept[dated.field] = day_of(before, dated.field) if before else None
    for name, day in days.items():
        if day is not None and day != kept[name] and day < today:
            problems[name] = f"{day.isoformat()} is over already. Please give a day from today on."
    if content.review_on and content.review_on - today > _FAR:
        problems["review_on"] = "That is more than 20 years away. Please give a day on which somebody will look at it."
    return problems


def day_of(content: Content, name: str) -> date | None:
    """The day in a field of type date; None where it is empty, or is no day any more."""
    try:
        return date.fromisoformat(str(content.values[name])) if name in content.values else None
    except ValueError:
        return None


def _said(raw: Mapping[str, Raw], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _day(raw: Raw) -> date | None:
    return date.fromisoformat(raw) if isinstance(raw, str) and raw else None


_KINDS = {
    "text": "a text",
    "long_text": "a text",
    "url": "an address",
    "choice": "one of its options",
    "many": "a choice of its options",
    "number": "a whole number",
    "decimal": "a number",
    "yes_no": "yes or no",
    "date": "a date such as 2026-12-01",
    "person": "a person by Slack id",
    "channel": "a channel by Slack id",
}
