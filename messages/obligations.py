# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is owed after an approval, as people read it: in the decision, in messages of its own, and in the forms."""

from collections.abc import Iterable, Sequence
from datetime import date

from messages.blocks import Block, Message, actions, button, context, header, message, modal, section
from messages.buttons import Clicked, request_value, value_of
from messages.facts import Viewer
from messages.inputs import labelled, text_element
from messages.requester import LINK, OPEN
from messages.small_forms import TEXT
from messages.text import capital, day, escape, escaped_line, mention, moment
from workflows.absence import today_of
from workflows.items import REQUESTER
from workflows.kind import RequestKind
from workflows.obligations import Obligation, ObligationState, Reminder
from workflows.organization import Organization
from workflows.owing import may_waive_in, obligation, rule_of
from workflows.request import Request
from workflows.working_hours import Calendar

DONE, SHOW, WAIVE = "obligation:done", "obligation:show", "obligation:waive"
#: A button each makes a message heavy; the next ones get theirs as these are ticked off.
_WITH_BUTTONS = 8
_CLOSED = 12
#: Rows in Home, beside the requests that stand there.
_ROWS = 10
_EVIDENCE = 500
_REASON = 600
MARKS = {
    ObligationState.OPEN: ":pushpin:",
    ObligationState.DONE: ":white_check_mark:",
    ObligationState.WAIVED: ":heavy_minus_sign:",
    ObligationState.ENDED: ":heavy_minus_sign:",
}
_REMINDERS: dict[Reminder | None, str] = {None: "Owed now", "before": "Coming up", "due": "Due now"}


def owed(
    request: Request, which: str, kind: RequestKind, organization: Organization, reminder: Reminder | None
) -> Message:
    """The message about one obligation to who owes it, at its begin or as a reminder; afterwards a stamp stays.

    Of a private request it says the number, and neither what it is about nor what is owed. Raises UnknownForm.
    """
    one = obligation(request, which)
    until = f" by {day(one.due_at)}" if one.due_at else ""
    said = capital(one.state.words) if not one.open else f"{_REMINDERS[reminder]}{until}"
    who = escape(organization.title_of(one.owner)) if one.owner != REQUESTER else "you"
    after = request.name if request.confidential else f"{request.name} ({escape(kind.title)})"
    summary = f"{said}: something that {who} {'owe' if who == 'you' else 'owes'} after {after}."
    what = "" if request.confidential else f"\n{escape(rule_of(request, one).text)}"
    what += "\nWhile this is overdue, the approval must not be used for anything new." if one.condition_of else ""
    blocks = [section(f"{MARKS[one.state]} *{said}*, after {after}{what}")]
    if not one.open:
        return message(summary, [*blocks, context(closing(one))])
    opened = button("Open", OPEN, request_value(request), described=f"Open {request.name}")
    return message(summary, [*blocks, actions(_tick(request, one), *_waive_buttons(request, one), opened)])


def for_requester(request: Request, organization: Organization) -> list[Block]:
    """What the requester owes, each with its button while it is open; and what others do."""
    mine = [one for one in request.obligations if one.owner == REQUESTER]
    still = [one for one in mine if one.open]
    blocks = [_row(request, one, organization, _tick(request, one)) for one in still[:_WITH_BUTTONS]]
    blocks += [context(f"{len(still) - _WITH_BUTTONS:,} more follow.")] if len(still) > _WITH_BUTTONS else []
    others = [one for one in request.obligations if one.open and one.owner != REQUESTER]
    blocks += [_row(request, one, organization) for one in others[:_WITH_BUTTONS]]
    return [*blocks, *_closed(request, [one for one in request.obligations if not one.open])]


def for_others(request: Request, organization: Organization, viewer: Viewer) -> list[Block]:
    """What is owed, for somebody who is not the requester, with the buttons that this person may use."""
    seen = [one for one in request.obligations if _may_read(request, one, viewer)]
    blocks: list[Block] = []
    for one in [one for one in seen if one.open][:_WITH_BUTTONS]:
        may_end = not may_waive_in(request, one).isdisjoint(viewer.groups)
        accessory = _tick(request, one) if one.owner in viewer.groups else _waive(request, one) if may_end else None
        blocks.append(_row(request, one, organization, accessory))
    return [*blocks, *_closed(request, [one for one in seen if not one.open])]


def home_rows(
    found: Sequence[tuple[Request, Obligation]], total: int, calendar: Calendar, today: date | None
) -> list[Block]:
    """The part of Home that says what the person owes; nothing when that is nothing. Days are those of the office."""
    if not found:
        return []
    more = total - min(len(found), _ROWS)
    rest = [context(f"{more:,} more follow as you tick these off.")] if more > 0 else []
    return [header(f"Owed by you ({total:,})"), *(_home_row(*one, calendar, today) for one in found[:_ROWS]), *rest]


def done_modal(request: Request, one: Obligation) -> Block:
    """The form for ticking off what has to be shown: a link."""
    element: Block = {"type": "url_text_input", "action_id": TEXT, "focus_on_load": True}
    box = labelled(TEXT, "Where can it be seen?", element, hint="An address that begins with https://")
    return _form(request, one, "Done", DONE, [box], "Tick off")


def waive_modal(request: Request, one: Obligation) -> Block:
    """The form for saying that something is not needed."""
    hint = "It is recorded, and the requester reads it. It will not be asked for again after this request."
    box = labelled(TEXT, "Why is it not needed?", text_element(TEXT, multiline=True, focus=True), hint=hint)
    return _form(request, one, "Not needed", WAIVE, [box], "Not needed")


def _form(request: Request, one: Obligation, title: str, callback: str, blocks: list[Block], submit: str) -> Block:
    about = [] if request.confidential else [section(escape(rule_of(request, one).text))]
    metadata, title = _value(request, one), f"{title}: {request.name}"
    return modal(title, [*about, *blocks], callback_id=callback, metadata=metadata, submit=submit, close="Cancel")


def _row(request: Request, one: Obligation, organization: Organization, accessory: Block | None = None) -> Block:
    until = f" By {day(one.due_at)}." if one.due_at else ""
    who = "" if one.owner == REQUESTER else f" {capital(escape(organization.title_of(one.owner)))} does this."
    return section(f"{MARKS[one.state]} {escape(rule_of(request, one).text)}{until}{who}", accessory)


def _home_row(request: Request, one: Obligation, calendar: Calendar, today: date | None) -> Block:
    """A row that opens the request, where what is owed can be ticked off. A private one shows its number only."""
    what = "private" if request.confidential else escape(rule_of(request, one).text)
    late = one.due_at is not None and today is not None and today_of(calendar, one.due_at) < today
    until = f"\n{'*Overdue since' if late else 'Due'} {day(one.due_at)}{'*' if late else ''}" if one.due_at else ""
    opened = button("Open", OPEN, request_value(request), described=f"Open {request.name}")
    return section(f"*{request.name}* · {what}{until}", opened)


def _closed(request: Request, closed: Iterable[Obligation]) -> list[Block]:
    """The newest of what is not owed any more, with how it ended."""
    newest = list(closed)[-_CLOSED:]
    lines = [f"{MARKS[one.state]} {escape(rule_of(request, one).text)}\n{closing(one)}" for one in newest]
    return [context(line) for line in lines]


def closing(one: Obligation) -> str:
    """How an obligation ended: who, when, and why or where it can be seen."""
    by = f" by {mention(one.by.id)}" if one.by else ""
    when = f", {moment(one.at)}" if one.at else ""
    why = f": {escaped_line(one.reason, _REASON)}" if one.reason else ""
    link = f" {escaped_line(one.evidence, _EVIDENCE)}" if one.evidence else ""
    return f"{capital(one.state.words)}{by}{when}{why}.{link}"


def _tick(request: Request, one: Obligation) -> Block:
    """The button that does it at once, or opens the form for the link that the policy wants to see."""
    rule, name = rule_of(request, one), request.name
    if rule.done_by == "link":
        return button("Link my pull request", LINK, request_value(request), style="primary")
    action = SHOW if rule.evidence else DONE
    return button("Done", action, _value(request, one), style="primary", described=f"Tick this off for {name}")


def _waive_buttons(request: Request, one: Obligation) -> tuple[Block, ...]:
    """Only where a group reads it: the requester cannot say that nothing is owed."""
    return () if one.owner == REQUESTER else (_waive(request, one),)


def _waive(request: Request, one: Obligation) -> Block:
    return button("Not needed", WAIVE, _value(request, one), described=f"This is not needed after {request.name}")


def _value(request: Request, one: Obligation) -> str:
    return value_of(Clicked(request.number, obligation=one.id))


def _may_read(request: Request, one: Obligation, viewer: Viewer) -> bool:
    """What follows from an answer that not everybody may read is for the requester and for who owes it."""
    return not rule_of(request, one).restricted or one.owner in viewer.groups
