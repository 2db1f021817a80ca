# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When digests go where: the list of schedules, the form that changes one, and what it answers."""

import json
import re
from collections.abc import Sequence
from typing import Any

from messages.blocks import (
    BUTTON_VALUE,
    Block,
    Message,
    actions,
    button,
    confirm,
    context,
    message,
    modal,
    option,
    section,
)
from messages.inputs import PREFIX, channel_element, labelled, select_element, text_element
from messages.paging import page_of, turning
from messages.submissions import raw_answers
from messages.text import capital, escape, moment
from workflows.errors import UnknownForm
from workflows.rescheduling import ScheduleStanding
from workflows.rhythms import Rhythm
from workflows.schedules import WHEN, DigestName, Schedule

PREVIEW, TRIAL, PAUSE, RESUME, CHANGE, RESET, ADD, TURN = (
    f"digest:{verb}" for verb in ("preview", "trial", "pause", "resume", "change", "reset", "add", "turn")
)
TITLES: dict[DigestName, str] = {"maturity": "Maturity digest", "executive": "Executive digest"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_LONGEST_TEXT = 60
#: Schedules of one page: with six buttons each, a message takes no more.
_ROWS = 4
_PAGE = re.compile(r"[1-9][0-9]{0,3}")
_NONE = (
    "No digest is planned. Name a channel for digests in organization.toml (`digest` under `[channels]`), and the "
    "weekly one goes there every Monday."
)


def schedule_list(standings: Sequence[ScheduleStanding], *, may_change: bool, page: int = 1) -> Message:
    """Every digest with where it goes, its last and its next, a page at a time; for the OSPO with buttons."""
    plan = [actions(button("Plan another…" if standings else "Plan one…", ADD, described="Plan a digest"))]
    if not standings:
        return message(_NONE, [section(_NONE), *(plan if may_change else [])])
    blocks = []
    shown, page, pages = page_of(standings, page, _ROWS)
    for one in shown:
        blocks.append(section(_standing(one)))
        if may_change:
            blocks.append(actions(*_buttons(one.schedule)))
    small = "Times are shown on your own clock." + ("" if may_change else " The OSPO changes when digests come.")
    turns = turning(TURN, page, pages)
    return message("When digests come.", [*blocks, *turns, *(plan if may_change else []), context(small)])


def page_with(standings: Sequence[ScheduleStanding], name: str) -> int:
    """The page of the list on which a schedule stands, the first for one that there is not."""
    return next((place for place, one in enumerate(standings) if one.schedule.name == name), 0) // _ROWS + 1


def page_named(value: Any) -> int:
    """The page that a button turns to. Raises UnknownForm for what is no number."""
    if not isinstance(value, str) or not _PAGE.fullmatch(value):
        raise UnknownForm
    return int(value)


def schedule_form(standing: ScheduleStanding) -> Block:
    """The form that changes when a digest comes and where it goes, filled with what holds now."""
    schedule = standing.schedule
    blocks = _inputs(schedule.channel, str(schedule.rhythm), schedule.timezone)
    if schedule.in_files:
        blocks.append(context(f"The files plan it for {_plan(standing.planned)}. What you save here lies over them."))
    metadata = json.dumps({"schedule": schedule.name})
    return modal("Change a digest", blocks, callback_id=CHANGE, metadata=metadata, submit="Save", close="Cancel")


def addition_form(timezone: str) -> Block:
    """The form that plans another digest, in the zone of the office."""
    options = [option(name, title) for name, title in TITLES.items()]
    which = labelled(f"{PREFIX}digest", "Which digest", select_element(f"{PREFIX}digest", options, options[0]))
    blocks = [which, *_inputs("", WHEN["maturity"], timezone)]
    return modal("Plan a digest", blocks, callback_id=ADD, submit="Save", close="Cancel")


def _inputs(channel: str, when: str, timezone: str) -> list[Block]:
    place = channel_element(f"{PREFIX}channel", channel)
    hint = "Such as mon 09:00, daily 08:30, monthly 1 09:00, monthly last 09:00, or first mon 09:00."
    times = text_element(f"{PREFIX}when", initial=when, longest=_LONGEST_TEXT)
    zone = text_element(f"{PREFIX}timezone", initial=timezone, longest=_LONGEST_TEXT)
    return [
        labelled(f"{PREFIX}channel", "Channel", place, hint="The bot has to be in it."),
        labelled(f"{PREFIX}when", "When", times, hint=hint),
        labelled(f"{PREFIX}timezone", "Time zone", zone, hint="Such as Europe/Berlin."),
    ]


def schedule_said(view: Any) -> tuple[str, dict[str, str]]:
    """The schedule that a submitted form is about, and what it says. Raises UnknownForm."""
    try:
        name = schedule_named(json.loads(view.get("private_metadata") or "")["schedule"])
    except (ValueError, TypeError, KeyError, RecursionError) as malformed:
        raise UnknownForm from malformed
    return name, addition_said(view)


def addition_said(view: Any) -> dict[str, str]:
    """What a submitted form says, by field. Raises UnknownForm."""
    return {field: str(answer) for field, answer in raw_answers(view).items() if answer}


def schedule_named(value: Any) -> str:
    """The schedule that a button is about. Raises UnknownForm for what is no name."""
    if not isinstance(value, str) or not value or len(value) > BUTTON_VALUE:
        raise UnknownForm
    return value


def schedule_saved(standing: ScheduleStanding) -> Block:
    """What the form turns into once it is saved."""
    return modal("Saved", [section(_standing(standing))], close="Close")


def trial_sent(schedule: Schedule) -> Message:
    """The answer to who asked for a trial."""
    text = f"A trial of *{_title(schedule)}* is on its way to you, as a direct message. Nobody else sees it."
    return message(text, [section(text)])


def rhythm_words(rhythm: Rhythm) -> str:
    """How often and when, in words."""
    at = f"at {rhythm.at:%H:%M}"
    if rhythm.every == "day":
        return f"every day {at}"
    if rhythm.every == "week":
        return f"every {_WEEKDAYS[rhythm.weekday]} {at}"
    if rhythm.nth:
        return f"on the {_NTH[rhythm.nth]} {_WEEKDAYS[rhythm.weekday]} of each month {at}"
    return f"on {'the last day' if rhythm.day < 0 else f'day {rhythm.day}'} of each month {at}"


def _standing(one: ScheduleStanding) -> str:
    schedule = one.schedule
    lines = [f"*{_title(schedule)}* to {_plan(schedule)}", f"Last: {_last(one)}"]
    lines.append(f"Next: {moment(one.following.at)}" if one.following else ":double_vertical_bar: *Paused*")
    if schedule.changed:
        lines.append(f"_Changed here in Slack; the files plan it for {_plan(one.planned)}._")
    if not schedule.in_files:
        lines.append("_Planned here in Slack._")
    return "\n".join(lines)


def _plan(schedule: Schedule) -> str:
    return f"{_channel(schedule.channel)}, {rhythm_words(schedule.rhythm)} ({escape(schedule.timezone)})"


def _last(one: ScheduleStanding) -> str:
    if one.last is None:
        return "none yet"
    said = f"{escape(one.last.period)}, {moment(one.last.until)}"
    if one.problem is None:
        return f"{said}, on its way"
    return f"{said}. :warning: Not there yet: {escape(one.problem)}" if one.problem else said


def _buttons(schedule: Schedule) -> list[Block]:
    name, title = schedule.name, TITLES[schedule.digest]
    rest = (
        button("Resume", RESUME, name, described=f"Let the {title} go on")
        if schedule.paused
        else button("Pause", PAUSE, name, described=f"Let the {title} rest")
    )
    shown = [
        button("Preview", PREVIEW, name, described=f"See what the {title} would say now"),
        button("Send me a trial", TRIAL, name, described=f"Get the {title} as a direct message"),
        rest,
        button("Change…", CHANGE, name, described=f"Change when and where the {title} comes"),
    ]
    if schedule.changed:
        shown.append(button("As in the files", RESET, name, described="Take back what was changed in Slack"))
    if not schedule.in_files:
        sure = confirm("Remove it?", "It does not come any more. What it has posted stays.", "Remove", "Keep")
        shown.append(button("Remove", RESET, name, confirm=sure, described=f"Remove the {title}"))
    return shown


def _title(schedule: Schedule) -> str:
    title = TITLES[schedule.digest]
    return title if schedule.name == schedule.digest or not schedule.in_files else f"{title} “{escape(schedule.name)}”"


def _channel(channel: str) -> str:
    return f"<#{channel}>" if channel.isalnum() else escape(capital(channel))
