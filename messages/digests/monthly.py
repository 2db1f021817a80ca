# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The executives' digest in words: one sentence, the stage, three risks, the trend, and the decision that is asked."""

from messages.blocks import Block, Message, context, message
from messages.digests.lines import Line, as_text, plain, rich
from messages.digests.maturity import changed_shortly, goal_lines, moved_stage, stage_line
from messages.digests.outside import executive_lines
from messages.digests.queue import queue_shortly
from messages.digests.risks import asked, risk_words
from messages.digests.strategy import strategy_lines
from messages.digests.tables import table_of
from messages.digests.wording import duration, share, too_few, window
from messages.text import capital, counted, user_line
from workflows.digests.document import Executive
from workflows.figures import Week
from workflows.organization import Organization

_NAME = 60
#: The weeks of a trend that are told, against as many before them.
_RECENT = 4


def post(told: Executive, organization: Organization, picture: Block | None = None) -> Message:
    """What executives read, with a picture below where there is one to show."""
    first, lines = post_lines(told, organization)
    return message(as_text(plain(first, lines)), [*rich(first, lines), *([picture] if picture else [])])


def thread(told: Executive) -> Message:
    """The numbers of the picture, as a table, and how to read all of it."""
    numbers, how = table_of(told), _how_to_read(told)
    return message(as_text(f"{numbers}\n{how}".strip()), [*numbers.blocks(), context(as_text(how))])


def text_of(told: Executive, organization: Organization) -> str:
    """The same for a terminal."""
    parts = (plain(*post_lines(told, organization)), str(table_of(told)), _how_to_read(told))
    return "\n\n".join(part for part in parts if part)


def post_lines(told: Executive, organization: Organization) -> tuple[Line, list[Line]]:
    """One sentence, and the lines below it."""
    name = user_line(organization.program.name, _NAME)
    about = f"{name}, {window(told.since, told.until, told.zone)}."
    risks = f"{counted(len(told.risks), 'risk stands', 'risks stand')} out" if told.risks else "no risk stands out"
    first = Line(capital(f"{_point(told)}; {queue_shortly(told.figures.queue)}; {risks}"), about, ".")
    lines = [*_progress(told, organization), *(Line("Risk", risk_words(one, organization)) for one in told.risks)]
    lines += [] if told.risks else [Line("Risks", "none stands out of the figures of this time.")]
    lines += [Line("Trend", _trend(told)), Line("Within the promised time", _in_time(told))]
    lines += [*_waiting(told, organization), *executive_lines(told.outside), *strategy_lines(told.strategy)]
    return first, [*lines, Line("Decision", asked(told.risks, organization))]


def _point(told: Executive) -> str:
    moved = moved_stage(told.progress) if told.progress else ""
    figures = told.figures
    return moved or f"{figures.arrivals:,} {'request' if figures.arrivals == 1 else 'requests'} came in"


def _progress(told: Executive, organization: Organization) -> list[Line]:
    if told.progress is None:
        return goal_lines(told, organization)
    changed = changed_shortly(told.progress)
    return [stage_line(told.progress), Line("Changed", f"{changed or 'nothing in the checklist'}.")]


def _trend(told: Executive) -> str:
    weeks, figures = told.figures.trend, told.figures
    now, then = weeks[-_RECENT:], weeks[-2 * _RECENT : -_RECENT]
    if len(then) < _RECENT or not any(week.arrivals + week.decisions for week in (*now, *then)):
        return f"{figures.arrivals:,} came in, {figures.decisions:,} decided; not enough data to compare."
    return f"{_flow(now)} in the last {_RECENT} weeks; {_flow(then)} in the {_RECENT} before.{_middle(told)}"


def _flow(weeks: tuple[Week, ...]) -> str:
    return f"{sum(one.arrivals for one in weeks):,} came in and {sum(one.decisions for one in weeks):,} were decided"


def _middle(told: Executive) -> str:
    wall = told.figures.wall
    if wall.median is None:
        return f" Time to decision: {too_few(wall.of, 'decision by people', 'decisions by people')}."
    return f" Half of {wall.of:,} decisions by people were made within {duration(wall.median)}."


def _in_time(told: Executive) -> str:
    now = told.figures.in_time
    if now.value is None:
        return f"{too_few(now.of, 'decision by people', 'decisions by people')}."
    before = told.before.in_time if told.before else None
    than = f"; the time before: {share(before, 'decisions')}" if before and before.value is not None else ""
    return f"{share(now, 'decisions by people')}{than}."


def _waiting(told: Executive, organization: Organization) -> list[Line]:
    """On which groups requests wait, those with too few people only together."""
    waiting = told.waiting
    rows = [f"{user_line(organization.title_of(name), _NAME)} {count:,}" for name, count in waiting.rows if count]
    rows += [f"smaller groups together {waiting.smaller:,}"] if rows and waiting.smaller else []
    return [Line("Waiting on", f"{', '.join(rows)}.")] if rows else []


def _how_to_read(told: Executive) -> str:
    return (
        f"No figure here is of one person, and groups of fewer than {counted(told.suppress_below, 'person', 'people')} "
        "are told only together with others. Times are those of decisions by people, by the clock; embargoed requests "
        "are in none of the figures."
    )
