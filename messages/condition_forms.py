# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form for an approval with conditions: lines, and for those of a row who sees to them and until when."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from messages.answer_forms import day_in, one_in
from messages.blocks import Block, actions, button, modal, option
from messages.buttons import Clicked, clicked, value_of
from messages.inputs import labelled, select_element, text_element
from messages.small_forms import (
    CONDITION_LENGTH,
    CONDITION_LINES,
    CONDITIONS,
    MOST_CONDITIONS,
    lines_of,
    small_text,
    small_values,
)
from messages.text import capital
from workflows.errors import FormProblems, UnknownForm
from workflows.items import REQUESTER
from workflows.organization import Organization
from workflows.request import Term

ADD = "condition:add"
_OWNER, _DUE = "condition:owner", "condition:due"
#: Proposed; whoever sets the condition knows better.
_DAYS = 30
_MOST_OPTIONS = 100


def conditions_form(about: Clicked, organization: Organization, today: date, rows: int = 1) -> Block:
    """The form: most approvals need one row, in which each line is a condition; another owner or date takes another."""
    blocks = [block for row in range(1, min(rows, MOST_CONDITIONS) + 1) for block in _row(row, organization, today)]
    if rows < MOST_CONDITIONS:
        more = button("Others, by somebody else or another day", ADD, value_of(about), described="Add a row")
        blocks.append(actions(more))
    return modal(
        f"Approve OSPO-{about.number}",
        blocks,
        callback_id=CONDITIONS,
        metadata=value_of(about),
        submit="Approve",
        close="Cancel",
    )


def rows_in(view: Any) -> int:
    """How many rows an open form has. Raises UnknownForm."""
    values = small_values(view)
    return sum(1 for row in range(1, MOST_CONDITIONS + 1) if _id(CONDITION_LINES, row) in values)


def conditions_given(view: Any) -> tuple[Clicked, tuple[str, ...], tuple[Term, ...]]:
    """What the submitted form says: each condition, and who sees to it until when; none of a form with lines alone.

    Raises FormProblems for more or longer conditions than an approval can show, and UnknownForm for what is malformed.
    """
    values = small_values(view)
    texts: list[str] = []
    terms: list[Term] = []
    for row in range(1, MOST_CONDITIONS + 1):
        block = _id(CONDITION_LINES, row)
        lines = lines_of(small_text(values, block), block)
        texts += lines
        term = _term(values, row)
        terms += [term] * len(lines) if term else []
    if len(texts) > MOST_CONDITIONS:
        limit = f"At most {MOST_CONDITIONS} conditions of {CONDITION_LENGTH} characters each; these are {len(texts)}."
        raise FormProblems({CONDITION_LINES: limit})
    if terms and len(terms) != len(texts):
        raise UnknownForm
    return clicked(view.get("private_metadata")), tuple(texts), tuple(terms)


def _row(row: int, organization: Organization, today: date) -> list[Block]:
    after = f" ({row})" if row > 1 else ""
    owners = [option(REQUESTER, "The requester")]
    groups = (name for name, group in organization.groups.items() if group.configured)
    owners += [option(name, capital(organization.title_of(name))) for name in groups][: _MOST_OPTIONS - 1]
    picker: Block = {"type": "datepicker", "action_id": _id(_DUE, row)}
    picker["initial_date"] = (today + timedelta(days=_DAYS)).isoformat()
    box = text_element(_id(CONDITION_LINES, row), multiline=True, focus=row == 1)
    hint = "One condition on each line. While one is overdue, the approval is suspended."
    lines, owner, due = _id(CONDITION_LINES, row), _id(_OWNER, row), _id(_DUE, row)
    return [
        labelled(lines, f"Conditions{after}", box, hint=hint, optional=row > 1),
        labelled(owner, f"Who sees to them?{after}", select_element(owner, owners, owners[0])),
        labelled(due, f"Until when?{after}", picker),
    ]


def _term(values: Mapping[str, Any], row: int) -> Term | None:
    owner = one_in(values.get(_id(_OWNER, row)), _id(_OWNER, row))
    return Term(owner=owner, due_on=day_in(one_in(values.get(_id(_DUE, row)), _id(_DUE, row)))) if owner else None


def _id(name: str, row: int) -> str:
    return name if row == 1 else f"{name}:{row}"
