# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The board of the setup: the one next thing, every step with what is missing, and one step with all that it needs."""

from collections.abc import Iterator, Sequence

from messages.blocks import VIEW_BLOCKS, Block, actions, button, context, divider, header, modal, section
from messages.registers.about import ASK, open_button
from messages.registers.about import About as OfRegister
from messages.registers.about import value_of as of_register
from messages.setup.about import APPLY, ASIDE, ASSIGN, BACK, SHOW, About, value_of
from messages.text import capital, counted, escape, escaped_line
from workflows.setup.board import Gap, Standing, StepState, next_gap

#: Shapes and not colors, as on the maturity board.
_MARKS = {StepState.DONE: "●", StepState.GAP: "○", StepState.NOT_APPLICABLE: "\N{EN DASH}"}
_LEGEND = "● there · ○ something is missing · \N{EN DASH} not for us"
_TEXT, _THERE, _REASON = 300, 12, 300
_AGAIN = "What you fill in counts at once: *Look again* shows it. You can leave and come back at any time."


def board_modal(board: Sequence[Standing], name: str, *, may_act: bool) -> Block:
    """Every step, and above them the one next thing to do."""
    rows = [_step_row(one) for one in board]
    small = [_LEGEND, "Steps that you may not read are not shown."] if not may_act else [_LEGEND, _AGAIN]
    blocks = [header(f"Setup of {name}"), *_next(board, may_act=may_act), divider(), *rows]
    again = actions(button("Look again", SHOW, value_of(About()), described="Look again at the whole setup"))
    return modal("Setup", [*blocks, again, context(*small)], close="Close")


def step_modal(standing: Standing, *, may_act: bool) -> Block:
    """One step: what is there, each gap with how to close it, and what was set aside."""
    step = standing.step
    here = value_of(About(step.name))
    blocks: list[Block] = [
        header(step.title),
        context(escape(step.about)),
        *([section(_there(standing.there))] if standing.there else []),
        *(block for gap in standing.gaps for block in gap_blocks(gap, step.name, may_act=may_act)),
        *(_aside(gap, reason, step.name, may_act=may_act) for gap, reason in standing.aside),
    ]
    if not standing.gaps:
        blocks.append(section("Nothing is missing here."))
    room = VIEW_BLOCKS - 2
    more = [context(f"{counted(len(blocks) - room, 'more line is', 'more lines are')} not shown.")]
    ways = actions(
        button("Back to all steps", BACK, value_of(About()), described="Back to all steps of the setup"),
        button("Look again", SHOW, here, described=f"Look again at {step.title}"),
        *([_all_aside(standing)] if may_act and standing.gaps else []),
    )
    return modal("Setup", [*blocks[:room], *(more if len(blocks) > room else []), ways], close="Close")


def gap_blocks(gap: Gap, step: str, *, may_act: bool) -> Iterator[Block]:
    """A gap with the lines or the form that close it."""
    lines = f"\nAdd to organization.toml:\n```{escape(gap.lines)}```" if gap.lines else ""
    yield section(f"○ {escaped_line(gap.text, _TEXT)}{lines}")
    if may_act:
        yield actions(*_ways(gap, step))


def _ways(gap: Gap, step: str) -> Iterator[Block]:
    of = value_of(About(step, gap.id))
    if gap.register == "units":
        unit = value_of(About(step, unit=gap.entry))
        yield button("Assign petals…", ASSIGN, unit, style="primary", described=gap.text)
    elif gap.entry:
        yield open_button(gap.register, gap.entry, gap.text, label="Open it")
    elif gap.register:
        made = of_register(OfRegister(gap.register, act="make", step=step))
        yield button("Fill in…", f"{ASK}:make", made, style="primary", described=gap.text)
    yield button("Not for us…", ASIDE, of, described=f"Not for us: {gap.text}")


def _all_aside(standing: Standing) -> Block:
    step = standing.step
    whole = value_of(About(step.name, step.name))
    return button("None of this is for us…", f"{ASIDE}:all", whole, described=f"Not for us: {step.title}")


def _step_row(standing: Standing) -> Block:
    step = standing.step
    missing = counted(len(standing.gaps), "gap", "gaps") if standing.gaps else "nothing is missing"
    aside = f"{len(standing.aside)} not for us" if standing.aside else ""
    words = " · ".join(filter(None, (missing, aside)))
    opens = button("Open", SHOW, value_of(About(step.name)), described=f"Open: {step.title}")
    return section(f"{_MARKS[standing.state]} *{escape(step.title)}*: {words}\n{escape(step.about)}", opens)


def _next(board: Sequence[Standing], *, may_act: bool) -> Iterator[Block]:
    found = next_gap(board)
    if found is None:
        yield section(
            "*Nothing is missing.* Once a quarter the setup is looked at again, and gaps are told to the OSPO."
        )
        return
    standing, gap = found
    left = sum(len(one.gaps) for one in board)
    done = sum(one.state is not StepState.GAP for one in board)
    yield section(f"{done} of {len(board)} steps are complete; {counted(left, 'gap is', 'gaps are')} left. *Next:*")
    yield from gap_blocks(gap, standing.step.name, may_act=may_act)


def _there(there: Sequence[str]) -> str:
    more = f"\n… and {len(there) - _THERE} more" if len(there) > _THERE else ""
    return "\n".join(f"● {capital(escaped_line(one, _TEXT))}" for one in there[:_THERE]) + more


def _aside(gap: Gap, reason: str, step: str, *, may_act: bool) -> Block:
    words = f"\N{EN DASH} {escaped_line(gap.text, _TEXT)}\n_Not for us: {escaped_line(reason, _REASON)}_"
    of = value_of(About(step, gap.id))
    return section(
        words, button("Applies again", APPLY, of, described=f"Applies again: {gap.text}") if may_act else None
    )
