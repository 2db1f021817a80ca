# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Short answers to one person: help, an unknown verb, a refusal, a failure with its reference."""

import re
from collections.abc import Iterable, Mapping

from messages.blocks import (
    ACTION_ELEMENTS,
    Block,
    Message,
    actions,
    button,
    context,
    header,
    message,
    modal,
    section,
)
from messages.maturity.goals import debate
from messages.text import escape, escaped_line
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.program import NO_MODEL
from workflows.registers.register import Register

START = "form:start"
_TYPED, _ABOUT = 60, 150
_LISTS = 10
_ENDS = re.compile(r"[.:;](?:\s|$)")
_VERBS: dict[str, tuple[tuple[str, str], ...]] = {
    "Look up": (
        ("ask", "anything about open source here: `/ospo ask may we use AGPL code in a service`; else people answer"),
        ("license", "what policy says about a license: `/ospo license GPL-2.0-only OR MIT saas`, or a form"),
        ("petals", "the areas of work: who to talk to about what, with material, activities and the flower"),
        ("strategy", "what the company wants from open source: sections, goals, a page for executives, the interview"),
        ("upstreams", "the projects that matter to us: our stand on each, who looks after it, and what is off with it"),
        ("regulators", "whose rules concern us, what is due next, and which plans are missing"),
        ("reading", "what to read next: for the next item of the checklist, and for your field of work"),
        ("register", "what the office knows and keeps up to date; `/ospo register upstreams overdue` narrows one list"),
    ),
    "How the program stands": (
        ("maturity", "how far the program has come by what it can show, what is lost, and the next best step"),
        ("setup", "which ingredients of an open source office are there, which are missing, and the next thing to do"),
        ("recommendations", "what the program is advised by its own figures; for the OSPO"),
        ("values", "the values poll over all units, its last result, and who follows our principles"),
        ("digest", "when the digests come, and to which channels; `/ospo digest preview` shows one to you alone"),
    ),
    "Your part": (
        ("status", "your requests, and whose turn it is; `/ospo status OSPO-12` shows one of them"),
        ("queue", "what waits for your decision; `/ospo queue overdue`, `mine`, a kind, a group or a lane narrows it"),
        ("away", "say until when you are away, and who is asked meanwhile: `/ospo away until friday with @somebody`"),
        ("back", "say that you are back earlier"),
        (
            "settings",
            "how you hear of things: quiet hours, news once a day, a list of the day, thread or message",
        ),
        ("help", "this overview"),
    ),
}


def help_message(
    kinds: Mapping[str, RequestKind], organization: Organization, registers: Iterable[Register] = ()
) -> Message:
    """What the office can do for somebody, as commands and as buttons; ``registers``: those that there are."""
    starts = [f"• `/ospo {escape(kind.verb)}`: {escape(kind.summary)}" for kind in kinds.values()]
    name = organization.program.name
    summary = f"{escape(name)}: what you can ask for with `/ospo`."
    blocks = [
        header(name),
        section("*What you can start*\n" + "\n".join(starts)) if starts else section("No kinds of request are set up."),
        *start_buttons(kinds),
        *(section(f"*{title}*\n" + "\n".join(_line(*one) for one in verbs)) for title, verbs in _VERBS.items()),
        *_own_verbs(registers),
        *(debate() if organization.maturity.model == NO_MODEL else []),
        context("Commands do not work inside threads; there, the buttons do. Nothing here is legal advice."),
    ]
    return message(summary, blocks)


def _line(verb: str, words: str) -> str:
    return f"• `/ospo {verb}`: {words}"


def _own_verbs(registers: Iterable[Register]) -> list[Block]:
    """The lists that have a verb of their own and are read by everybody, beside those that are explained above."""
    above = {verb for verbs in _VERBS.values() for verb, _ in verbs}
    found = [one for one in registers if one.verb and one.verb not in above and one.open]
    lines = [_line(one.verb, escaped_line(_first_part(one.about), _ABOUT)) for one in found[:_LISTS]]
    return [section("*Lists*\n" + "\n".join(lines))] if lines else []


def _first_part(about: str) -> str:
    """What a register is for, up to the first full stop, colon or semicolon, with a small letter as the lines above."""
    first = _ENDS.split(about, maxsplit=1)[0]
    return first[:1].lower() + first[1:] if first[1:2].islower() else first


def start_buttons(kinds: Mapping[str, RequestKind]) -> list[Block]:
    """A row of buttons that open the form of each kind; nothing where there is no kind."""
    shown = [button(kind.title, f"{START}:{kind.name}", described=kind.summary) for kind in kinds.values()]
    return [actions(*shown[:ACTION_ELEMENTS])] if shown else []


def start_modal(kinds: Mapping[str, RequestKind]) -> Block:
    """The choice among the kinds, for the shortcut that names none; a click turns it into the form."""
    lines = [f"• *{escape(kind.title)}*: {escape(kind.summary)}" for kind in kinds.values()]
    return modal("New OSPO request", [section("\n".join(lines)), *start_buttons(kinds)], close="Cancel")


def unknown_verb(verb: str, nearest: str) -> Message:
    """The answer to a command that there is not; ``nearest`` is the one that was probably meant, or empty."""
    meant = f" Did you mean `/ospo {escape(nearest)}`?" if nearest else ""
    text = f"There is no `/ospo {_code(verb)}`.{meant} `/ospo help` shows all commands."
    return message(text, [section(text)])


def refusal(sentence: str) -> Message:
    """Why something was not done, and what to do next: the sentence of a Refusal, which may mention people and code."""
    return message(sentence, [section(sentence)])


def failure(reference: str) -> Message:
    """Something went wrong on our side; the log has the same reference."""
    text = (
        "Something went wrong on our side, and it was logged. Please try again in a minute; if it happens again, "
        f"tell the OSPO this reference: `{_code(reference)}`"
    )
    return message(text, [section(text)])


def _code(text: str) -> str:
    """A text inside backticks, which it cannot end."""
    return escaped_line(text.replace("`", "'"), _TYPED)
