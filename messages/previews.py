# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The route preview in the form: which lane, who will be asked, why each, and how many people that notifies."""

from collections.abc import Iterator, Sequence

from messages.blocks import Block, actions, button, context, divider, paragraphs, section
from messages.precedents import near_blocks
from messages.text import capital, counted, escape, joined
from workflows.preview import Asked, Preview

UPDATE = "form:preview"
_NOT_YET = "*What happens next* shows here while you fill in the form. You can submit without it."
_ROOM = "Everybody else sees its number only."
_BESIDE = (
    ":lock: *Your OSPO-{number} about this project is under embargo.* Say nothing of it here, where others read: what "
    "belongs to it is an edit of OSPO-{number}."
)
_FAST = "*Fast lane: decided at once.* Nobody is asked, and you get the answer when you submit."


def preview_blocks(preview: Preview | None) -> tuple[Block, ...]:
    """The preview with the button that makes a new one. None: there is no preview yet, or it could not be made."""
    if preview is None:
        shown = [section(_NOT_YET)]
    else:
        shown = [*_told(preview), *_before(preview), *_warnings(preview), *_route(preview)]
    return (divider(), *shown, actions(button("Update preview", UPDATE, described="Update the preview of the route")))


def _told(preview: Preview) -> list[Block]:
    """What the office found out already, such as the automatic answer about a license."""
    return paragraphs(f"*{escape(label)}:* {escape(words)}" for label, words in preview.told)


def _warnings(preview: Preview) -> list[Block]:
    blocked = [section(f":no_entry: *Not possible like this:* {escape(why)}") for why in preview.blocked]
    if preview.refused:
        blocked.append(section(f":no_entry: *This cannot be submitted now:* {escape(preview.refused)}"))
    if preview.beside:
        blocked.append(section(_BESIDE.format(number=preview.beside)))
    return blocked


def _before(preview: Preview) -> list[Block]:
    """What people answered to the like, before anybody is asked again."""
    found = near_blocks(preview.near, preview.answer, in_form=True)
    return [*found, divider()] if found else []


def _route(preview: Preview) -> list[Block]:
    route = preview.route
    if route is None:
        labels = joined(f"“{escape(label)}”" for label in preview.missing)
        return [section(f"*Who will be asked* depends on {labels}." if preview.missing else _NOT_YET)]
    if preview.blocked or preview.refused:
        return []
    because = context(f"Why: {escape(route.because.text)}")
    if route.outcome == "approve":
        return [section(_FAST), because]
    if route.private:
        return [section(f"{_private(preview)} {escape(preview.note)}".rstrip()), because]
    lines = "\n".join(_asked_in_turn(preview.asked))
    if route.room:
        return [section(f"*Who will be asked, in a room of their own:*\n{lines}"), context(_notified(preview), _ROOM)]
    return [section(f"*{capital(escape(route.lane))} lane. Who will be asked:*\n{lines}"), context(_notified(preview))]


def _private(preview: Preview) -> str:
    who = joined(escape(one.title) for one in preview.asked)
    said = f"*Private.* Only {who} learns of this request."
    return f"{said} It stays so until the embargo is lifted, whatever these answers say." if preview.embargoed else said


def _asked_in_turn(asked: Sequence[Asked]) -> Iterator[str]:
    """The groups, each stage under its title; in a later stage they are asked when the one before has approved."""
    stages = dict.fromkeys(one.stage for one in asked)
    for number, stage in enumerate(stages, 1):
        if stage:
            yield f"*{number}. {escape(stage)}*"
        yield from (_asked(one) for one in asked if one.stage == stage)


def _asked(asked: Asked) -> str:
    instead = f" (instead of {escape(joined(asked.instead_of))})" if asked.instead_of else ""
    away = f" All of them are away until {asked.away_until.isoformat()}; it waits for them." if asked.away_until else ""
    return f"• *{capital(escape(asked.title))}*{instead}: {escape(' '.join(dict.fromkeys(asked.because)))}{away}"


def _notified(preview: Preview) -> str:
    if not preview.notified:
        return "Submitting notifies nobody directly; the groups see the request in their channel."
    return f"Submitting notifies {counted(preview.notified, 'person', 'people')}."
