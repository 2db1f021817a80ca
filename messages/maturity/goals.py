# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What stands in the board's place where the organization chose no model: its goals, its queues, and why so."""

from collections.abc import Iterator, Sequence
from datetime import date

from messages.blocks import Block, actions, context, divider, header, modal, section
from messages.maturity.board import Place, place_menu
from messages.maturity.words import on
from messages.text import counted, escape, joined
from workflows.figures import NAMED_PERSON, Holder, QueueFigures
from workflows.items import REQUESTER
from workflows.organization import Organization
from workflows.program import Goal

#: Both sides of the debate that the OSPO book names without deciding it (TODO Group, OSPO book, chapter on the
#: foundations of an OSPO, "The existing debates around maturity models"); the words are this project's own.
FOR = (
    "*For a model:* it makes a long road visible in steps, shows a new office what others found worth doing, and lets "
    "last year be compared with this one. It gives the people who pay for the office something to ask about."
)
AGAINST = (
    "*Against one:* no ladder fits every company. A score invites work on the score instead of on what is missing, "
    "higher is not always better, and what matters here may stand in no model. Goals of your own say what you want."
)
SOURCE = (
    "The OSPO book of the TODO Group leaves it open, and so does this office: `[maturity] model` in organization.toml."
)
#: A modal shows so many goals; the file has all of them.
_GOALS = 40


def goals_modal(organization: Organization, queues: QueueFigures, today: date, places: Sequence[Place] = ()) -> Block:
    """Goals and queues, for an organization without a model; ``places`` are the boards of its units."""
    goals = organization.goals
    rows = [section("\n".join(_goal(one, organization, today))) for one in sorted(goals, key=_order)[:_GOALS]]
    none = section(
        "No goals are written down yet: `[[goals]]` in organization.toml has a text, an owner and a due date."
    )
    done = sum(one.done for one in goals)
    blocks = [
        *([actions(place_menu(places))] if places else []),
        header(f"Goals ({done} of {len(goals)} reached)" if goals else "Goals"),
        *(rows or [none]),
        *([context(f"{len(goals) - _GOALS} more stand in organization.toml.")] if len(goals) > _GOALS else []),
        divider(),
        header("Queues"),
        section("\n".join(_queues(queues, organization))),
        divider(),
        *debate(),
    ]
    return modal("Goals and queues", blocks, close="Close")


def debate() -> list[Block]:
    """Why with a maturity model, why without."""
    return [section(FOR), section(AGAINST), context(SOURCE)]


def _order(goal: Goal) -> tuple[bool, date]:
    return goal.done, goal.due or date.max


def _goal(goal: Goal, organization: Organization, today: date) -> Iterator[str]:
    yield f"{'●' if goal.done else '○'} *{escape(goal.text)}*"
    due = ""
    if goal.due is not None and not goal.done:
        due = f", {'was due' if goal.due < today else 'due'} {on(goal.due)}"
    yield f"{'Reached' if goal.done else 'Open'} · {escape(organization.title_of(goal.owner))}{due}"


def _queues(queues: QueueFigures, organization: Organization) -> Iterator[str]:
    overdue = f", {queues.overdue:,} overdue" if queues.overdue else ""
    soon = f", {queues.due_soon:,} due within two days" if queues.due_soon else ""
    yield f"{counted(queues.open, 'request is', 'requests are')} open{overdue}{soon}."
    waiting = [f"{_holder(one, organization)} ({one.count:,})" for one in queues.waiting_on]
    if waiting:
        yield f"Waiting on {joined(waiting)}."


def _holder(holder: Holder, organization: Organization) -> str:
    if holder.name == REQUESTER:
        return "their requesters"
    if holder.name == NAMED_PERSON:
        return "somebody named in person"
    return escape(organization.title_of(holder.name))
