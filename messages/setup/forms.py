# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The forms of the setup: why a gap does not apply, and which petals concern a unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from messages.blocks import SELECT_OPTIONS, Block, context, modal, option, section
from messages.inputs import PREFIX, labelled, text_element
from messages.setup.about import ASIDE, ASSIGN, About, about, value_of
from messages.submissions import raw_answers
from messages.text import escape, escaped_line

_TEXT, _LONGEST = 300, 500


@dataclass(frozen=True, slots=True)
class Filled:
    """What a submitted form says: about what, the reason, and the petals that were chosen."""

    about: About
    reason: str = ""
    petals: tuple[str, ...] = ()


def aside_modal(of: About, text: str) -> Block:
    """Why a gap does not apply."""
    box = text_element(f"{PREFIX}reason", multiline=True, longest=_LONGEST)
    blocks = [
        section(escaped_line(text, _TEXT)),
        labelled(
            f"{PREFIX}reason", "Why does this not apply to you?", box, hint="Whoever looks at the setup reads it."
        ),
        context("It stays visible as set aside, and can be taken back."),
    ]
    return modal("Not for us", blocks, callback_id=ASIDE, metadata=value_of(of), submit="Set aside", close="Back")


def assign_modal(of: About, title: str, offered: Sequence[tuple[str, str]], chosen: Sequence[str]) -> Block:
    """Which petals concern a unit; the first that is chosen is where the unit itself is listed."""
    options = [option(name, label) for name, label in offered][:SELECT_OPTIONS]
    initial = [one for one in options if one["value"] in chosen]
    menu: Block = {"type": "multi_static_select", "action_id": f"{PREFIX}petals", "options": options}
    menu |= {"initial_options": initial} if initial else {}
    words = f"Which areas of work concern *{escape(title)}*?"
    blocks = [section(words), labelled(f"{PREFIX}petals", "Petals", menu)]
    return modal("Assign petals", blocks, callback_id=ASSIGN, metadata=value_of(of), submit="Save", close="Back")


def filled(view: Any) -> Filled:
    """What a submitted form says. Raises UnknownForm for what is malformed."""
    of = about(view.get("private_metadata") if isinstance(view, dict) else None)
    found = raw_answers(view)
    reason, petals = found.get("reason"), found.get("petals")
    return Filled(of, reason if isinstance(reason, str) else "", petals if isinstance(petals, tuple) else ())
