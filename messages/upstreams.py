# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the office's record says beside an entry of the upstream register, and the messages when something is off."""

from collections.abc import Iterator, Sequence

from messages.blocks import Block, Message, actions, context, message, section
from messages.maturity.words import on
from messages.registers.about import open_button
from messages.text import counted, escaped_line, joined
from workflows.clearance import Clearance
from workflows.upstreams.record import LOOKED_AT, Made, ProjectRecord
from workflows.upstreams.watching import LicenseChange, Looked, Quiet

UPSTREAMS = "upstreams"
#: How many requests or clearances are named, and characters of a license.
_NAMED, _LICENSE, _TITLE = 5, 80, 150


def beside(looked: Looked) -> list[Block]:
    """What the record says of the project of an entry, what is off with it first."""
    lines = [*_warnings(looked), *_recorded(looked.record)]
    return [section("\n".join(lines))] if lines else []


def license_changed(change: LicenseChange) -> Message:
    """To the integration owner and the office: another license was named than the register has."""
    title = escaped_line(change.entry.title, _TITLE)
    text = f"*The license of {title} may have changed.* {license_words(change)}"
    todo = (
        "Look it up in the project. If it is so, decide whether we may go on using it, and change the entry; if not, "
        "*Still right* in the entry settles it. An answer of policy, not legal advice: `/ospo license`."
    )
    buttons = actions(open_button(UPSTREAMS, change.entry.name, change.entry.title))
    return message(text, [section(text), context(todo), buttons])


def gone_quiet(found: Quiet) -> Message:
    """To who owns the entry of a critical project to which nothing is contributed any more."""
    title = escaped_line(found.entry.title, _TITLE)
    text = f"*{title} is critical for us, and has gone quiet.* {quiet_words(found)}"
    todo = (
        "Is somebody still following it? Plan a contribution or a sponsorship, or say in its entry that none is "
        "expected. The record knows only what went through the office."
    )
    buttons = actions(open_button(UPSTREAMS, found.entry.name, found.entry.title))
    return message(text, [section(text), context(todo), buttons])


def license_words(change: LicenseChange) -> str:
    """Which license stands where, and what rests on the old one, as mrkdwn."""
    where = f"{change.made.name} of {on(change.made.at.date())}" if change.made else "The text in the project"
    now, was = (escaped_line(one, _LICENSE) for one in (change.now, change.was))
    said = f"{where} names {now}; the register says {was}."
    if not change.resting:
        return said
    rest = counted(len(change.resting), "standing clearance", "standing clearances")
    names = _names([f"OSPO-{number}" for number in change.resting])
    return f"{said} {rest} ({names}) given under another license: nothing new is covered by that, ask for a new one."


def quiet_words(found: Quiet) -> str:
    """Since when nothing was contributed, as mrkdwn."""
    if not found.recorded:
        return f"The record has no contribution to it; its entry was last looked at {on(found.since)}."
    return f"The last contribution in the record is of {on(found.since)}, {found.days:,} days ago."


def _warnings(looked: Looked) -> Iterator[str]:
    if looked.license:
        yield f":warning: *Another license:* {license_words(looked.license)}"
    if looked.quiet:
        yield f":warning: *Quiet:* {quiet_words(looked.quiet)}"


def _recorded(record: ProjectRecord) -> Iterator[str]:
    if not record.project:
        yield "*In our record:* without a repository's address its requests cannot be found."
        return
    if not record.made:
        yield "*In our record:* no request about it."
        return
    least = "at least " if len(record.made) >= LOOKED_AT else ""
    parts = [f"{least}{counted(len(record.made), 'request', 'requests')}", f"{len(record.approved):,} approved"]
    if record.open:
        parts.append(f"{len(record.open):,} open ({_requests(record.open)})")
    yield f"*In our record:* {', '.join(parts)}; the newest of {on(record.made[0].at.date())}."
    if record.standing:
        yield f"*Standing clearances:* {_clearances(record.standing)}."


def _requests(made: Sequence[Made]) -> str:
    return _names([one.name for one in made])


def _clearances(standing: Sequence[Clearance]) -> str:
    named = [
        f"OSPO-{one.number} ({escaped_line(one.license or 'no license', _LICENSE)}, until {on(one.valid_until.date())})"
        for one in standing
    ]
    return _names(named)


def _names(names: Sequence[str]) -> str:
    others = len(names) - _NAMED
    return joined([*names[:_NAMED], *([f"{others:,} more"] if others > 0 else [])])
