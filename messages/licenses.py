# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The answer about a license: verdict in words, what to do, why, what was assumed, and what each source says."""

from collections.abc import Iterable, Iterator

from messages.blocks import Block, Message, actions, button, context, message, modal, plain_section, section
from messages.precedents import near_blocks
from messages.text import counted, escape, escaped_line, mention, size, user_line
from workflows.licenses.advice import HEADLINES, Advice
from workflows.licenses.reference import DATA_SETS
from workflows.licenses.rulings import Reason
from workflows.licenses.sources import SourceLine
from workflows.licenses.tables import Usage, Verdict
from workflows.nearest import Near
from workflows.organization import Organization

_NO_ORGANIZATION = Organization()
MARKS = {
    Verdict.ALLOW: ":white_check_mark:",
    Verdict.CONDITIONS: ":memo:",
    Verdict.REVIEW: ":eyes:",
    Verdict.DENY: ":no_entry:",
    Verdict.INVALID: ":warning:",
}
_BASES = {"license": "from the license itself", "policy": "by policy, not by the license", "unsettled": "unsettled"}
_KNOWN = {None: "not listed", True: "yes", False: "no"}
#: How much is shown of an expression and of one line. Together the lists stay below what a message may weigh.
_ASKED, _LINE, _NAME = 600, 700, 160
_TODO, _BECAUSE, _SOURCES, _REST = 2_600, 2_400, 1_700, 800
_USAGE_WORDS = ", ".join(f"`{usage}`" for usage in Usage)
#: The buttons under an answer.
ASK_LEGAL, SHARE, CHANGE = "license:ask-legal", "license:share", "license:change"
_HOW_TO_SHARE = "To share an answer in a channel, ask there: `/ospo license MIT saas` has a *Share here* button."
_HOW_TO_ASK = (
    "Ask like `/ospo license GPL-2.0-only OR MIT saas` or `/ospo license MPL-2.0 into Apache-2.0`; the word at the end "
    f"says what you do with it: {_USAGE_WORDS}. A bare `/ospo license` opens a form."
)


def answer(
    advice: Advice, organization: Organization = _NO_ORGANIZATION, near: tuple[Near, ...] = (), carried: str = ""
) -> Message:
    """The answer as a message, for the one who asked, with the precedents near to it.

    ``carried`` is the question, as its buttons carry it.
    """
    blocks = [*_blocks(advice, organization, near), *_buttons(advice, carried, share=True)]
    return message(escaped_line(advice.headline, _ASKED), blocks)


def answer_modal(
    advice: Advice, organization: Organization = _NO_ORGANIZATION, near: tuple[Near, ...] = (), carried: str = ""
) -> Block:
    """The same in place of the form that asked, which knows no channel to share it in."""
    blocks = [*_blocks(advice, organization, near), *_buttons(advice, carried, share=False)]
    return modal("License advice", [*blocks, context(_HOW_TO_SHARE)], close="Close")


def shared(advice: Advice, organization: Organization, user: str) -> Message:
    """The answer for everybody of a channel, with who shared it."""
    summary = f"{mention(user)} shares what policy says: {escaped_line(advice.headline, _ASKED)}"
    return message(summary, [context(f"Shared by {mention(user)}"), *_blocks(advice, organization)])


def shared_already(advice: Advice, organization: Organization, carried: str) -> Message:
    """What takes the place of the answer once it was shared."""
    blocks = [*_blocks(advice, organization), *_buttons(advice, carried, share=False), context("You shared this.")]
    return message(escaped_line(advice.headline, _ASKED), blocks)


def _buttons(advice: Advice, carried: str, *, share: bool) -> list[Block]:
    if not carried:
        return []
    asking = [button("Ask legal", ASK_LEGAL, carried, described="Ask legal about this")]
    if share and advice.verdict is not Verdict.INVALID:
        asking.append(button("Share here", SHARE, carried, described="Share this answer here"))
    return [actions(*asking, button("Change", CHANGE, carried, described="Change the license or how it is used"))]


def malformed(advice: Advice) -> str:
    """The sentence that says why what was asked is no expression, and what to write."""
    return " ".join(one.text for one in advice.because)


def _blocks(advice: Advice, organization: Organization, near: tuple[Near, ...] = ()) -> Iterator[Block]:
    yield section(f"{MARKS[advice.verdict]} *{HEADLINES[advice.verdict]}*")
    yield plain_section(user_line(_asked(advice), _ASKED))
    if advice.verdict is Verdict.INVALID:
        yield section(escaped_line(malformed(advice), _LINE))
        yield section(_HOW_TO_ASK)
        return
    if advice.elected and advice.elected != advice.expression:
        yield section(f"*Elected:* {escaped_line(advice.elected, _ASKED)}")
    yield from near_blocks(near, advice.verdict)
    todo = "What to do" if advice.verdict is Verdict.CONDITIONS else "What would have to be done, if it is approved"
    yield from _listed(todo, map(escape, advice.obligations), _TODO, "belong to it")
    yield from _listed("Why", map(_reason, advice.because), _BECAUSE, "are not shown")
    yield from _listed("What would help", map(escape, advice.better_if), _REST, "are not shown")
    yield from _listed("What was assumed", map(escape, advice.assumptions), _REST, "are not shown")
    yield from _listed("What the sources say", map(_source, advice.sources), _SOURCES, "are not shown")
    yield context(_data(advice), _closing(advice, organization))


def _asked(advice: Advice) -> str:
    into = f" into {advice.into}" if advice.into else ""
    return f"{advice.expression or advice.input}{into} · {advice.usage}"


def _reason(one: Reason) -> str:
    whose = f"{escaped_line(one.license, _NAME)}: " if one.license else ""
    return f"{whose}{escape(one.text)} _({_BASES[one.basis]}; rule {escape(one.rule)})_"


def _source(one: SourceLine) -> str:
    osadl = "in its matrix" if one.osadl else "not in its matrix"
    said = (
        f"{user_line(one.license, _NAME)}: our policy: {one.category} · ScanCode: {one.scancode or 'not listed'} · "
        f"SPDX: OSI approved {_KNOWN[one.osi_approved]}, FSF libre {_KNOWN[one.fsf_libre]} · OSADL: {osadl}"
    )
    differ = "".join(f"\n    *They differ:* {escape(differ)}" for differ in one.differ)
    return escape(said) + differ


def _listed(title: str, lines: Iterable[str], room: int, rest: str) -> Iterator[Block]:
    """A list of whole lines as far as the room goes, with how many are left out; nothing where there are none."""
    given = list(lines)
    shown: list[str] = []
    for line in given:
        if shown and size("\n".join([*shown, line])) > room:
            break
        shown.append(line if size(line) <= room else escaped_line(line, room))
    if shown:
        left = len(given) - len(shown)
        more = f"\n_{counted(left, 'more', 'more')} {rest}: ask for each license by itself._" if left else ""
        yield section(f"*{title}*\n" + "\n".join(f"• {line}" for line in shown) + more)


def _data(advice: Advice) -> str:
    data = "; ".join(f"{one.title} {one.version} of {one.date}" for one in DATA_SETS)
    return f"Policy {escape(advice.policy)}. Data: {escape(data)}."


def _closing(advice: Advice, organization: Organization) -> str:
    """Whose policy it is; the domain knows who adopted it by id, people by name."""
    adopter = organization.policy.adopted_by
    closing = escape(advice.closing)
    return closing.replace(adopter, mention(adopter)) if adopter else closing
