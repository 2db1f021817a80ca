# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The page of a kind, in Markdown, from its TOML file alone: what is asked, who decides and why, what follows."""

import json
from collections.abc import Iterable, Iterator

from messages.text import counted
from workflows.fields import EVERYBODY, Field
from workflows.items import REQUESTER
from workflows.kind import RequestKind
from workflows.rules import Obligation, Term

# REUSE-IgnoreStart - the license of the pages that are written, not of this file
_HEAD = """<!--
SPDX-FileCopyrightText: The OSPO Bot authors
SPDX-License-Identifier: Apache-2.0

Written by `ospo kinds pages` from {name}.toml: change that file, not this page.
-->
"""
# REUSE-IgnoreEnd
_TYPES = {
    "text": "one line",
    "long_text": "text",
    "url": "https address",
    "choice": "one of",
    "many": "any of",
    "number": "whole number",
    "decimal": "number",
    "yes_no": "yes or no",
    "date": "day",
    "person": "colleague",
    "channel": "channel",
}
_OUTCOMES = {"approve": "Approved at once, nobody is asked", "private": "Only {group} learns of it"}


def page(kind: RequestKind) -> str:
    """The documentation page of a kind, whole."""
    parts = [
        _HEAD.format(name=kind.name),
        f"# {kind.title}\n",
        f"`/ospo {kind.verb}`: {kind.summary}.\n",
        *([f"Its rules follow: {kind.source}.\n"] if kind.source else []),
        *_section("What is asked", _fields(kind)),
        *_section("What the office finds out itself", _facts(kind)),
        *_section("What policy does not allow", _table(("Field", "When", "Why"), _blocks(kind))),
        *_section("Who decides", [*_lanes(kind), *_steps(kind)]),
        *_section("What is checked", _checklist(kind)),
        *_section("What follows an approval", [*_instructions(kind), *_obligations(kind), *_terms(kind)]),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def schema() -> str:
    """The JSON Schema of a kind's file, for editors that check TOML while it is written."""
    said = RequestKind.model_json_schema(by_alias=True) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by `ospo kinds schema` from the models of OSPO Bot.",
        "title": "A kind of request of OSPO Bot",
    }
    return json.dumps(said, indent=2, ensure_ascii=False, default=list) + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    return [f"## {title}\n", *lines] if lines else []


def _fields(kind: RequestKind) -> list[str]:
    rows = (
        (f"`{field.name}`", field.label, _answer(field), _when(field.show_when), _notes(field)) for field in kind.fields
    )
    return _table(("Field", "Question", "Answer", "Asked when", "Notes"), rows)


def _answer(field: Field) -> str:
    options = ", ".join(f"{option.label} (`{option.value}`)" for option in field.options)
    low, high = field.minimum, field.maximum
    limits = [f"from {low:,}"] if low is not None else []
    limits += [f"to {high:,}"] if high is not None else []
    return " ".join((_TYPES[field.type], f": {options}" if options else "", *limits)).replace(" :", ":").strip()


def _notes(field: Field) -> str:
    notes = [] if field.required else ["may be left empty"]
    notes += [] if field.visible_to == (EVERYBODY,) else [f"read by {', '.join(field.visible_to)} only"]
    notes += [f"opens with {field.label_of(field.default)}"] if field.default is not None else []
    return "; ".join(notes)


def _facts(kind: RequestKind) -> list[str]:
    return _table(("Fact", "Meaning", "From"), ((f"`{one.name}`", one.label, f"`{one.source}`") for one in kind.facts))


def _blocks(kind: RequestKind) -> Iterator[tuple[str, ...]]:
    return ((f"`{one.field}`", _when(one.when), one.because) for one in kind.blocks)


def _lanes(kind: RequestKind) -> list[str]:
    heads, told = ("Lane", "When", "What happens", "Why"), "The first of these that applies is taken:\n"
    happens = {lane.rule: _OUTCOMES[lane.outcome].format(group=lane.group) for lane in kind.lanes}
    rows = ((one.name, _when(one.when), happens[one.rule], one.because) for one in kind.lanes)
    return [told, *_table(heads, rows)] if kind.lanes else []


def _steps(kind: RequestKind) -> list[str]:
    rows = ((one.group, one.stage or "any", _when(one.when), one.because, str(one.quorum)) for one in kind.steps)
    told = "Else every group whose row applies has to approve, stage after stage where there are stages:\n"
    heads = ("Group", "Stage", "When", "Why", "People")
    return [told, *_table(heads, rows)] if kind.steps else ["The OSPO decides.\n"]


def _checklist(kind: RequestKind) -> list[str]:
    rows = (
        (one.title, one.owner, _when(one.when), "yes" if one.blocker else "no", one.because) for one in kind.checklist
    )
    table = _table(("Item", "By", "When", "Blocks the approval", "Why"), rows)
    clears = kind.inventory.clears if kind.inventory else ""
    ticked = [
        f"*{one.title}* is ticked by an attached inventory in which nothing needs a person.\n"
        for one in kind.checklist
        if one.rule == clears
    ]
    return [*table, *ticked]


def _instructions(kind: RequestKind) -> list[str]:
    lines = [f"- {one.text}{f' (when {_when(one.when)})' if one.when else ''}" for one in kind.instructions]
    return ["The requester reads:\n", *lines, ""] if lines else []


def _obligations(kind: RequestKind) -> list[str]:
    heads, told = ("What", "By", "When", "Due"), "What is owed, until it is ticked off:\n"
    rows = ((one.text, _owner(one), _when(one.when), _due(one)) for one in kind.obligations)
    return [told, *_table(heads, rows)] if kind.obligations else []


def _owner(one: Obligation) -> str:
    return "the requester" if one.owner == REQUESTER else one.owner


def _due(one: Obligation) -> str:
    due = (
        f"{counted(one.due_days, 'day', 'days')} after the {'decision' if one.begins == 'decision' else 'publication'}"
        if one.due_days
        else ""
    )
    again = f"again every {counted(one.repeat_days, 'day', 'days')}" if one.repeat_days else ""
    how = "with a link" if one.evidence else "by linking the pull request" if one.done_by else ""
    return "; ".join(filter(None, (due, again, how)))


def _terms(kind: RequestKind) -> list[str]:
    lines = [f"- {counted(one.days, 'day', 'days')}{_standing(one)}" for one in kind.terms]
    return ["The approval holds for:\n", *lines, ""] if lines else []


def _standing(term: Term) -> str:
    later = ", for later requests too" if term.standing else ""
    return f"{later}, when {_when(term.when)}" if term.when else later


def _when(condition: str) -> str:
    return f"`{' '.join(condition.split())}`" if condition.strip() else "always"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    body = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *body, ""] if body else []


def _cell(text: str) -> str:
    """A cell on one line: in Markdown's tables a bar needs its backslash in code too."""
    return " ".join(text.split()).replace("|", "\\|")
