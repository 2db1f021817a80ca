# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What stands beside an entry of some registers: whom to ask about a petal, and who has adopted a practice."""

from collections.abc import Sequence

from messages.asking.about import HUMAN, of_question
from messages.asking.about import value_of as of_asking
from messages.blocks import Block, actions, button, context, modal, option, section
from messages.inputs import PREFIX, labelled, select_element
from messages.maturity.words import on
from messages.registers.about import About, value_of
from messages.text import counted, escape, escaped_line
from workflows.adopting import Adoption

ADOPT = "practice:adopt"
_SHOWN, _TITLE = 20, 150


def ask_button(petal: str, title: str) -> Block:
    """The button that asks the people of a petal."""
    value = of_asking(of_question("", petal=petal))
    return button("Ask this petal…", HUMAN, value, described=f"Ask the people of {title}")


def petal_beside(petal: str, title: str) -> tuple[Block, ...]:
    """Beside a petal."""
    return (actions(ask_button(petal, title)),)


def practice_beside(practice: str, title: str, adoptions: Sequence[Adoption]) -> tuple[Block, ...]:
    """Beside a practice: who has adopted it, and the button that adopts it."""
    lines = [f"● {escaped_line(one.unit, _TITLE)}, since {on(one.since)}" for one in adoptions[:_SHOWN]]
    lines += [f"… and {len(adoptions) - _SHOWN} more"] if len(adoptions) > _SHOWN else []
    head = (
        f"*Adopted by {counted(len(adoptions), 'unit', 'units')}*"
        if adoptions
        else "*No other unit has adopted it yet.*"
    )
    value = value_of(About("practices", practice))
    adopt = button("Adopt for a unit…", ADOPT, value, described=f"Adopt: {title}")
    return section("\n".join([head, *lines])), actions(adopt)


def adopt_modal(at: About, title: str, units: Sequence[tuple[str, str]]) -> Block:
    """Which unit adopts a practice, and since when."""
    if not units:
        text = "No unit is named in organization.toml yet: `/ospo setup` shows the lines to add."
        return modal("Adopt a practice", [section(text)], close="Back")
    menu = select_element(f"{PREFIX}unit", [option(name, label) for name, label in units])
    since: Block = {"type": "datepicker", "action_id": f"{PREFIX}since"}
    blocks = [
        section(f"*{escape(title)}*"),
        labelled(f"{PREFIX}unit", "Which unit works like this?", menu),
        labelled(f"{PREFIX}since", "Since when?", since, hint="Empty: since today.", optional=True),
        context("The unit's lead and the OSPO say so at once; what others say is a draft until the OSPO takes it."),
    ]
    return modal("Adopt a practice", blocks, callback_id=ADOPT, metadata=value_of(at), submit="Adopt", close="Back")
