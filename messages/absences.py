# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Being away: what somebody types or chooses, the answers to it, and what a deputy is told."""

import re
from datetime import date
from typing import Any

from messages.answer_forms import day_in as chosen_day
from messages.answer_forms import one_in
from messages.blocks import Block, Message, context, message, modal, section
from messages.inputs import labelled, person_element
from messages.small_forms import small_text, small_values
from messages.text import capital, escape, joined, mention
from workflows.absence import Absence
from workflows.days import day_in
from workflows.errors import FormProblems, Refusal
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.reachability import Unreachable

FORM = "away:form"
BACK_ON, DEPUTY = "away:back-on", "away:deputy"
_WITH = re.compile(r"^(?P<day>.*?)\s*\bwith\s+<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>\s*$", re.IGNORECASE | re.DOTALL)
_LONGEST = 60


def typed(text: str, today: date) -> tuple[date, str]:
    """The day and the deputy's user id (or nothing) in ``until friday with @deputy``. Raises Refusal, saying how."""
    found = _WITH.match(text)
    said, deputy = (found["day"], found["user"]) if found else (text, "")
    day = day_in(re.sub(r"^until\b", "", said.strip(), flags=re.IGNORECASE), today)
    if day is None:
        what = escape(said.replace("`", "'"))[:_LONGEST]
        raise Refusal(
            f"“{what}” is no day that I understand. Please write `/ospo away until friday`, `until tomorrow`, "
            "`until 2 weeks`, `until 24 December` or `until 2026-12-24`, with your deputy behind it if you like: "
            "`with @somebody`. `/ospo away` alone opens a form."
        )
    return day, deputy


def form(told: Absence | None, organization: Organization, groups: tuple[str, ...], first: date) -> Block:
    """The form of an absence, filled with the one that there is; ``first`` is offered as the first day back."""
    now = f"You are away until {_day(told.back_on)}. `/ospo back` ends it." if told else "You are not away now."
    picker: Block = {
        "type": "datepicker",
        "action_id": BACK_ON,
        "initial_date": (told.back_on if told else first).isoformat(),
    }
    where = joined(organization.title_of(one) for one in groups)
    hint = f"Asked first in your place for {where}, if they are a member too." if groups else ""
    deputy = person_element(DEPUTY, told.deputy.id if told and told.deputy else "")
    blocks = [
        section(now),
        labelled(BACK_ON, "Your first day back", picker),
        labelled(DEPUTY, "Deputy", deputy, hint=hint, optional=True),
        context("A deputy gets no rights by it, save for what names you in person: that they may decide for you."),
    ]
    return modal("Being away", blocks, callback_id=FORM, metadata="{}", submit="Save", close="Cancel")


def chosen(view: Any) -> tuple[date, str]:
    """The day and the deputy's user id (or nothing) of the submitted form. Raises FormProblems and UnknownForm."""
    values = small_values(view)
    day = chosen_day(one_in(values.get(BACK_ON), BACK_ON))
    if day is None:
        raise FormProblems({BACK_ON: "Please choose your first day back."})
    return day, small_text(values, DEPUTY)


def gone(told: Absence, organization: Organization, deputy_in: tuple[str, ...], nobody_in: tuple[str, ...]) -> Message:
    """The answer to who is away now: until when, who is asked, and which groups have nobody."""
    text = f"You are away until {_day(told.back_on)}, your first day back. `/ospo back` ends it earlier."
    lines = [text]
    if told.deputy is not None:
        first = f"is asked first in your place for {_titles(deputy_in, organization)}, and " if deputy_in else ""
        lines.append(f"{mention(told.deputy.id)} {first}may decide what names you in person.")
    for one in nobody_in:
        waits = "new requests wait" if organization.waits(one) else "new requests go to who stands in for it"
        lines.append(
            f"Nobody of {escape(organization.title_of(one))} is there meanwhile: {waits}, and the OSPO learns of it."
        )
    return message(text, [section("\n".join(lines))])


def returned(ended: Absence | None) -> Message:
    """The answer to who is back."""
    text = "Welcome back: you are asked again from now on." if ended else "You were not away, so nothing was changed."
    return message(text, [section(text)])


def deputy(notice: Notice) -> Message:
    """What a deputy is told, at the beginning and when it is over early."""
    who = mention(str(notice.detail["person"]))
    if notice.detail.get("back"):
        text = f"{who} has told that you need not stand in any more."
    else:
        until = _day(date.fromisoformat(str(notice.detail["back_on"])))
        text = (
            f"{who} is away until {until} and named you as deputy. In the groups that you share you are asked first, "
            f"and what names {who} in person you may decide for them. `/ospo queue` shows what waits."
        )
    return message(text, [section(text)])


def nobody_there(found: Unreachable, organization: Organization) -> str:
    """What the OSPO is told of a group with nobody there, in plain words: why, what happens, what to do."""
    who = organization.title_of(found.group)
    if found.back_on:
        why, remedy = f"All of {who} are away until {_day(found.back_on)}.", "name somebody else in the group"
    else:
        why, remedy = f"Nobody is left in {who}: the group is empty, or its people have left.", "name its people"
    if not found.decides:
        then = "Nobody stands in for it: requests that ask for it are refused."
    elif found.decides == found.group:
        then = "New steps wait for them, and nobody else decides those. The requesters see until when."
    else:
        then = f"New steps go to {organization.title_of(found.decides)}; those that wait already stay."
    if found.private:
        then += " What is private to it " + ("waits." if found.back_on else "is refused, with what to do instead.")
    return f"{why} {then} To change that, {remedy} in organization.toml or in its user group."


def _titles(groups: tuple[str, ...], organization: Organization) -> str:
    return joined(escape(organization.title_of(one)) for one in groups)


def _day(day: date) -> str:
    return f"{capital(f'{day:%A}')}, {day.day} {day:%B %Y}"
