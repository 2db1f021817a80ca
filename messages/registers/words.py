# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The words for how an entry stands: its state, its dates, its answers, and where what it says comes from."""

from collections.abc import Iterable, Iterator
from datetime import date

from messages.blocks import Block, section
from messages.inline import web_address
from messages.maturity.words import on
from messages.text import channel_mention, counted, escape, escaped_line, mention
from workflows.facts import Answer
from workflows.fields import Field
from workflows.licenses.contradicting import Otherwise
from workflows.registers.entry import Act, Content, Entry, EntryState, Revision
from workflows.registers.register import Register

_STATES = {
    EntryState.DRAFT: "Draft",
    EntryState.APPROVED: "Approved, not published yet",
    EntryState.PUBLISHED: "",
    EntryState.RETIRED: "Retired",
}
_ACTS = {
    Act.MADE: "made it",
    Act.CHANGED: "changed it",
    Act.REVIEWED: "looked at it: still right",
    Act.APPROVED: "approved it",
    Act.PUBLISHED: "published it",
    Act.SENT_BACK: "sent it back",
    Act.WITHDRAWN: "dropped the next text",
    Act.RETIRED: "retired it",
    Act.RESTORED: "restored it",
    Act.HANDED_OVER: "changed its owner",
    Act.IMPORTED: "imported it",
    Act.AGREED: "said yes to being named",
}
#: Characters of one answer in a list and beside the text.
IN_LIST, IN_ENTRY = 80, 600


def state_words(entry: Entry) -> str:
    """How far an entry is; empty for one that is published and nothing more."""
    return _STATES[entry.state]


def proposed_words(revision: Revision) -> str:
    """How far the next text of a published entry is."""
    return "its next text is approved" if revision.state is EntryState.APPROVED else "its next text waits"


def act_words(act: Act) -> str:
    """What somebody did, behind their name."""
    return _ACTS[act]


def review_words(content: Content, today: date) -> str:
    """By when somebody should look at it, or since when it is overdue."""
    if content.review_on is None:
        return ""
    days = (today - content.review_on).days
    if days > 0:
        return f"*overdue since {on(content.review_on)}* ({counted(days, 'day', 'days')})"
    return f"to be looked at by {on(content.review_on)}"


def origin_words(entry: Entry) -> str:
    """Where what it says comes from, and as of when."""
    content = entry.content
    said = f"Source: {escape(content.source)}" if content.source else ""
    return ", ".join(filter(None, (said, f"as of {on(content.as_of)}" if content.as_of else "")))


def shipped_words(entry: Entry) -> str:
    """That nobody of the company has looked at it yet; empty for what somebody has."""
    if not entry.shipped:
        return ""
    dated = f", as of {on(entry.as_of)}" if entry.as_of else ""
    return f"Shipped with the bot{dated}; not reviewed by your company yet."


def otherwise_blocks(found: Iterable[Otherwise]) -> list[Block]:
    """That the company decided differently on licenses of which a shipped text tells the shipped policy."""
    said = [f"• `{one.command}`: {one.own}, where the shipped policy says {one.shipped}" for one in found]
    return [section("\n".join([":warning: *Your company's license table says otherwise:*", *said]))] if said else []


def answer_words(field: Field, answer: Answer, longest: int) -> str:
    """An answer to a field as mrkdwn."""
    text = field.label_of(answer)
    if field.type == "person":
        return mention(text)
    if field.type == "channel":
        return channel_mention(text)
    if field.type == "date":
        return _day(text)
    if field.type == "url" and web_address(text) and len(text) <= longest and not set(text) & set("<>|"):
        return f"<{escape(text)}>"
    return escaped_line(text, longest)


def answers(register: Register, content: Content, longest: int = IN_ENTRY) -> Iterator[tuple[str, str]]:
    """Each label with its answer as mrkdwn, in the order of the form; what was not answered is left out."""
    for field in register.fields:
        if field.name in content.values:
            yield field.label, answer_words(field, content.values[field.name], longest)


def in_list(register: Register, content: Content) -> Iterator[str]:
    """The answers that stand in a list, short; a bare number or day says what it is of."""
    for name in register.listed:
        if name in content.values:
            field, said = register.by_name[name], content.values[name]
            label = f"{escaped_line(field.label, IN_LIST)}: " if field.type in {"number", "date"} else ""
            yield label + answer_words(field, said, IN_LIST)


def owner_words(entry: Entry) -> str:
    """Whose it is."""
    return mention(entry.owner.id) if entry.owner else "nobody's"


def _day(text: str) -> str:
    try:
        return on(date.fromisoformat(text))
    except ValueError:
        return escaped_line(text, IN_LIST)
