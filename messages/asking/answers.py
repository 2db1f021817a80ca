# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The answer to a question, to the one who asked: what is written down, what may be meant, or who can be asked."""

from collections.abc import Iterator, Mapping
from datetime import date

from messages.asking.about import BAD, GOOD, HUMAN, LICENSE, SHOW, About, of_question, value_of
from messages.blocks import Block, Message, actions, button, context, header, message, modal, section
from messages.markdown import excerpt, rich_text_of
from messages.maturity.words import on
from messages.registers.words import origin_words, otherwise_blocks, review_words, shipped_words
from messages.text import clean, escape, escaped_line, mention, user_text
from workflows.asking.reply import Certainty, Hit, Reply
from workflows.petals import petal_title
from workflows.precedents import Precedent
from workflows.registers.entry import Entry

#: Characters of the text that a message shows; all of it stands behind the button.
_IN_MESSAGE = 2_600
_IN_MODAL = 12_000
_EXCERPT = 150
_NOTHING = (
    "Nothing that is written down here answers this. What you asked was kept nowhere: *Ask a human* sends it to the "
    "people of a petal, and they answer you directly."
)
_NOT_SURE = "I am not sure what answers this. Perhaps one of these:"
_SMALL = "Seen by you alone. Not legal advice."
_HELP = "`/ospo help` says what else the office does."


def reply(found: Reply, today: date) -> Message:
    """What the office says to a question, with what can be done then."""
    asked = f"“{escaped_line(found.question, _EXCERPT)}”"
    if found.certainty is Certainty.ANSWERED:
        first, *others = found.hits
        blocks = [
            *hit_blocks(first, today, _IN_MESSAGE),
            _buttons(found, first),
            *([section("*Also near*"), *_offers(others)] if others else []),
            context(_SMALL),
        ]
        return message(f"{asked}: {escaped_line(first.title, _EXCERPT)}", blocks)
    if found.certainty is Certainty.PERHAPS:
        blocks = [section(f"{asked}\n{_NOT_SURE}"), *_offers(found.hits), _buttons(found), context(_SMALL)]
        return message(f"{asked}: {_NOT_SURE}", blocks)
    return message(f"{asked}: {_NOTHING}", [section(f"{asked}\n{_NOTHING}"), _buttons(found), context(_SMALL, _HELP)])


def reply_modal(found: Reply, today: date) -> Block:
    """The same in place of the form in which it was asked."""
    return modal("Answer", reply(found, today)["blocks"], close="Close")


def hit_modal(hit: Hit, today: date) -> Block:
    """One thing that was offered, whole."""
    buttons = _votes(About(hit.key.register, hit.key.name))
    return modal("Answer", [*hit_blocks(hit, today, _IN_MODAL), actions(*buttons), context(_SMALL)], close="Close")


def thanked(about: About, *, good: bool) -> Message:
    """What stands in place of an answer once somebody said whether it was one."""
    if good:
        said = "Thank you: it is counted that this answered a question, and not whose."
        return message(said, [section(said)])
    said = "Thank you: it is counted that this did not answer a question, and not whose. People can answer it:"
    return message(said, [section(said), actions(_ask_a_human(about, main=True))])


def thanked_modal(about: About, *, good: bool) -> Block:
    """The same in a form."""
    return modal("Answer", thanked(about, good=good)["blocks"], close="Close")


def hit_blocks(hit: Hit, today: date, longest: int) -> list[Block]:
    """What was found: its words, where they come from, as of when, and whose they are."""
    if hit.precedent is not None:
        return list(_precedent(hit.precedent, longest))
    return (
        [*otherwise_blocks(hit.otherwise), *_entry(hit.entry, hit.petals, today, longest)]
        if hit.entry is not None
        else []
    )


def _entry(entry: Entry, petals: Mapping[str, str], today: date, longest: int) -> Iterator[Block]:
    yield header(clean(entry.title))
    yield from rich_text_of(entry.text, longest)
    if len(entry.text) > longest:
        yield context("This is the beginning: *Read all* shows the rest.")
    owner = f"Owner {mention(entry.owner.id)}" if entry.owner else ""
    review = "" if entry.shipped else review_words(entry.content, today)
    small = (petal_title(entry.petal, petals), origin_words(entry), owner, review)
    yield context(" · ".join(one for one in small if one))
    if shipped := shipped_words(entry):
        yield context(f"_{shipped}_")


def _precedent(precedent: Precedent, longest: int) -> Iterator[Block]:
    shown = precedent.shown
    yield header(clean(shown.question))
    yield section(user_text(shown.answer, longest))
    if shown.conditions:
        yield section("\n".join(["*Conditions*", *(f"• {escaped_line(one, 300)}" for one in shown.conditions)])[:2_900])
    about = " · ".join(filter(None, (precedent.subject.expression, shown.scope)))
    small = (
        f"Precedent {precedent.name}: what {escape(precedent.group)} answered on {on(precedent.made_at.date())}",
        escape(about),
        f"to be looked at by {on(shown.review_on)}",
    )
    yield context(" · ".join(one for one in small if one))


def _offers(hits: list[Hit] | tuple[Hit, ...]) -> Iterator[Block]:
    for hit in hits:
        text = hit.entry.text if hit.entry else hit.precedent.shown.answer if hit.precedent else ""
        of = f"{escape(hit.register.title)}: " if hit.register and hit.register.name != "questions" else ""
        value = value_of(About(hit.key.register, hit.key.name))
        show = button("Read", SHOW, value, described=f"Read: {hit.title}")
        title = escaped_line(hit.title, _EXCERPT)
        yield section(f"{of}*{title}*\n{escape(excerpt(text, _EXCERPT))}", show)


def _buttons(found: Reply, first: Hit | None = None) -> Block:
    row: list[Block] = []
    if first is not None:
        key = first.key
        row += _votes(of_question(found.question, key.register, key.name, first.petal))
        if first.entry is not None and len(first.entry.text) > _IN_MESSAGE:
            row.append(button("Read all", SHOW, value_of(About(key.register, key.name)), described="Read all of it"))
    row.append(_ask_a_human(of_question(found.question, petal=found.petal), main=first is None))
    if found.names_license:
        row.append(button("Look up the license", LICENSE, found.license, described="What policy says about it"))
    return actions(*row)


def _ask_a_human(about: About, *, main: bool = False) -> Block:
    value = value_of(of_question(about.question, petal=about.petal))
    said = "Send the question to the people of a petal"
    return button("Ask a human", HUMAN, value or "{}", style="primary" if main else "", described=said)


def _votes(of: About) -> Iterator[Block]:
    yield button("This answers it", GOOD, value_of(of), style="primary", described="This answers what I asked")
    yield button("Not what I asked", BAD, value_of(of), described="This is not what I asked")
