# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages about entries that name people: please say yes or no, it shows now, it was taken back, time to meet."""

from collections.abc import Callable

from messages.blocks import Block, Message, actions, context, fields, message, section
from messages.registers.about import About, open_button
from messages.registers.entries import act_button
from messages.registers.words import answers
from messages.text import escape, escaped_line, mention
from workflows.notice import Notice
from workflows.registers.entry import Entry, EntryState
from workflows.registers.register import Register

_TITLE, _TEXT = 150, 1_000


def named(notice: Notice, register: Register, entry: Entry) -> Message:
    """The message of a notice, as the entry stands now. Raises KeyError for another kind of notice."""
    return _ABOUT[str(notice.detail["about"])](notice, register, entry)


def gone() -> Message:
    """About an entry that is not there any more."""
    text = "This was about an entry of a register that is not there any more."
    return message(text, [section(text)])


def _to_named(notice: Notice, register: Register, entry: Entry) -> Message:
    """To somebody whom it names."""
    asked = {one.id for one in entry.asked}
    named_still = notice.to in asked | {one.id for one in entry.agreed}
    of = About(register.name, entry.name, entry.version)
    no = act_button(of, "decline")
    if entry.state is EntryState.RETIRED:
        return _kept(register, no) if named_still else _over(register)
    if not named_still:
        return _only(f"You are not named in *{_title(entry)}* any more.")
    opens = open_button(register.name, entry.name, entry.title)
    if notice.to in asked:
        by = mention(entry.authors[0].id) if entry.authors else "Somebody"
        text = f"{by} names you in *{escape(register.title)}*: {_title(entry)}"
        small = "Nothing shows before you say yes. You can take it back at any time, and nobody asks why."
        said = [section(text), *_said(register, entry)]
        return message(text, [*said, actions(act_button(of, "agree", first=True), no, opens), context(small)])
    if entry.state is EntryState.PUBLISHED:
        text = f"*{escape(register.title)}*: {_title(entry)} shows now, as all whom it names wanted."
        return message(text, [section(text), actions(no, opens)])
    waits = ", ".join(mention(one.id) for one in entry.asked)
    text = f"*{escape(register.title)}*: {_title(entry)} waits for {waits} to say yes."
    return message(text, [section(text), actions(no, opens)])


def _to_author(_: Notice, register: Register, entry: Entry) -> Message:
    """To who wrote it, once it shows or does not."""
    if entry.state is EntryState.PUBLISHED:
        text = f"*{escape(register.title)}*: {_title(entry)} shows now: all whom it names said yes."
        return message(text, [section(text), actions(open_button(register.name, entry.name, entry.title))])
    if entry.state is EntryState.RETIRED:
        return _over(register)
    return _only(f"*{escape(register.title)}*: {_title(entry)} is changed, and waits for a yes again.")


def _thanks(_: Notice, __: Register, entry: Entry) -> Message:
    """Where the people of the petal read."""
    if not entry.visible:
        return _only("A word of thanks stood here, and was taken back.")
    who = ", ".join(mention(one.id) for one in entry.agreed)
    by = f", from {mention(entry.owner.id)}" if entry.owner and entry.owner not in entry.agreed else ""
    text = f"Thanks to {who}{by}: {_title(entry)}"
    body = [section(escape(entry.text[:_TEXT]))] if entry.text else []
    return message(text, [section(text), *body, actions(open_button(entry.register, entry.name, entry.title))])


def _meet(_: Notice, register: Register, entry: Entry) -> Message:
    """To both of a pair."""
    if not entry.visible:
        return _over(register)
    pair = " and ".join(mention(one.id) for one in entry.agreed)
    text = f"Time to meet: {pair}, about *{_title(entry)}*."
    of = About(register.name, entry.name, entry.version)
    end = act_button(of, "decline", label="We have ended it")
    return message(text, [section(text), actions(open_button(register.name, entry.name, entry.title), end)])


def _over(register: Register) -> Message:
    return _only(f"*{escape(register.title)}*: what was here has ended or was taken back, and nothing of it shows.")


def _kept(register: Register, no: Block) -> Message:
    text = f"*{escape(register.title)}*: an entry that names you has ended, and shows to nobody else."
    small = "Its record has your name until it is old enough to be erased. *Do not name me* erases it now."
    return message(text, [section(text), actions(no), context(small)])


def _only(text: str) -> Message:
    return message(text, [section(text)])


def _said(register: Register, entry: Entry) -> list[dict[str, object]]:
    body = [section(escape(entry.text[:_TEXT]))] if entry.text else []
    return [*body, fields(answers(register, entry.content))]


def _title(entry: Entry) -> str:
    return escaped_line(entry.title, _TITLE)


_ABOUT: dict[str, Callable[[Notice, Register, Entry], Message]] = {
    "named": _to_named,
    "wrote": _to_author,
    "thanks": _thanks,
    "meet": _meet,
}
