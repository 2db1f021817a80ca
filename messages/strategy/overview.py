# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy in Slack: its sections and goals with who sees to them, the page for executives, and what changed."""

from collections.abc import Iterator
from datetime import date

from messages.blocks import Block, actions, button, context, divider, header, modal, section
from messages.markdown import rich_text_of
from messages.maturity.words import on
from messages.registers.about import list_button, open_button
from messages.strategy.about import (
    CHANGED,
    EXECUTIVE,
    EXPORT,
    EXPORT_CANVAS,
    EXPORT_DRAFTS,
    EXPORT_FILE,
    INTERVIEW,
    back,
)
from messages.strategy.markdown import STANDINGS, executive_parts, standing_of
from messages.text import capital, counted, escape, escaped_line, mention
from workflows.strategy.document import SECTIONS, Published, Section, StrategyDocument
from workflows.strategy.goals import GOALS, GoalStanding, StrategyGoal
from workflows.strategy.interviews import Round

_SECTIONS, _GOALS, _CHANGES = 12, 12, 20
_LINE, _NOTE, _PAGE = 200, 300, 11_000
_STATES = {
    "template": ":memo: template: not yours yet",
    "draft": ":memo: draft",
    "approved": ":white_check_mark: approved, not published yet",
    "published": ":large_green_circle: in force",
}
_WAITS = {"draft": "its next text waits for approval", "approved": "its next text is approved, not published yet"}
_MARKS = {
    GoalStanding.LATE: ":red_circle:",
    GoalStanding.AT_RISK: ":large_yellow_circle:",
    GoalStanding.ON_TRACK: ":large_green_circle:",
    GoalStanding.PLANNED: ":white_circle:",
    GoalStanding.REACHED: ":white_check_mark:",
    GoalStanding.DROPPED: ":heavy_minus_sign:",
}


def overview_modal(document: StrategyDocument, newest: Round | None, today: date) -> Block:
    """Everything at a glance, with a button into each part."""
    blocks = [section(_standing(document, today)), *_buttons(), divider(), header("Sections")]
    blocks += [_section_row(one, today) for one in document.sections[:_SECTIONS]]
    blocks += [] if document.sections else [section("There is no section yet that you can read.")]
    blocks.append(actions(list_button(SECTIONS, "All sections")))
    blocks += [
        divider(),
        header("Goals"),
        *_goal_blocks(document),
        divider(),
        section(f"*Interview:* {_interview(newest)}"),
    ]
    return modal("Strategy", blocks, close="Close")


def executive_modal(document: StrategyDocument) -> Block:
    """The one page for executives."""
    text = "\n\n".join(executive_parts(document))
    note = "No figure here is of one person. The same page stands at the beginning of the exported document."
    blocks = [*rich_text_of(text, _PAGE), context(note), divider(), back()]
    return modal("For executives", blocks, close="Close")


def changed_modal(document: StrategyDocument) -> Block:
    """What was published, the newest first."""
    newest = sorted(document.published, key=lambda one: one.at, reverse=True)
    lines = [_published(one) for one in newest[:_CHANGES]]
    nothing = section("Nothing was published yet: the sections are templates, and there are no goals in force.")
    more = len(newest) - _CHANGES
    rest = [context(f"{more:,} more: the history of each section has them.")] if more > 0 else []
    return modal("What changed", [*(lines or [nothing]), *rest, divider(), back()], close="Close")


def export_modal(*, canvas: bool, drafts: bool) -> Block:
    """How the document is exported. ``canvas``: Slack lets the bot make one; ``drafts``: they are offered too."""
    about = "The whole document: a page for executives, the sections, goals, answers, guides, versions, signatures."
    without = "A canvas needs the scope `canvases:write`, which the app does not have here: you would get the file."
    row = [button("Markdown file", EXPORT_FILE, style="primary"), button("Canvas", EXPORT_CANVAS)]
    row += [button("Markdown file with drafts", EXPORT_DRAFTS)] if drafts else []
    marked = "Drafts and templates are marked as such. They never stand in the canvas."
    hints = [*([] if canvas else [without]), *([marked] if drafts else [])]
    blocks = [section(about), actions(*row), *([context(*hints)] if hints else []), divider(), back()]
    return modal("Export the strategy", blocks, close="Close")


def under_way_modal() -> Block:
    """What stands there while the document is made."""
    text = (
        "The strategy is on its way: look into your direct messages with me. If it cannot come, you are told why there."
    )
    return modal("Export the strategy", [section(text), divider(), back()], close="Close")


def _standing(document: StrategyDocument, today: date) -> str:
    newest, force = document.newest, sum(one.in_force for one in document.sections)
    if newest is None:
        return (
            f"*{escape(document.program)}* has no strategy in force yet. The sections below are templates: open one, "
            "fill in its places in [brackets], have a second person approve it, and publish it with a note."
        )
    edition = f"Edition {document.edition:,} of {on(newest.at.date())}"
    due = document.next_review
    review = f", {'a review is overdue since' if due < today else 'next review by'} {on(due)}" if due else ""
    return f"*{edition}*: {force} of {counted(len(document.sections), 'section', 'sections')} in force{review}."


def _buttons() -> list[Block]:
    row = (
        button("One page for executives", EXECUTIVE, style="primary"),
        button("Interview", INTERVIEW),
        button("Export…", EXPORT),
        button("What changed", CHANGED),
    )
    return [actions(*row)]


def _section_row(one: Section, today: date) -> Block:
    owner = mention(one.owner) if one.owner else "nobody yet"
    overdue = one.review_on is not None and one.review_on < today
    review = (
        f"{'*overdue since*' if overdue else 'review by'} {on(one.review_on)}" if one.review_on else "no review date"
    )
    facts = [_STATES[one.state], f"version {one.version}" if one.version else "", f"owner: {owner}", review]
    facts += [_WAITS.get(one.waits, "")]
    summary = f"\n_{escaped_line(one.summary, _NOTE)}_" if one.summary else ""
    text = f"*{escaped_line(one.title, _LINE)}*{summary}\n{' · '.join(filter(None, facts))}"
    return section(text, open_button(SECTIONS, one.name, one.title))


def _goal_blocks(document: StrategyDocument) -> Iterator[Block]:
    counts = document.executive.counts
    if counts.total:
        yield section(f"{counted(counts.total, 'goal', 'goals')} in force: {standing_of(counts)}.")
    else:
        yield section("No goal is in force yet. Each serves an objective of the company, in words for a CEO and a CFO.")
    for goal in document.goals[:_GOALS]:
        yield section(_goal(goal, draft=goal.name in document.drafted_goals), open_button(GOALS, goal.name, goal.title))
    yield actions(list_button(GOALS, "All goals"))


def _goal(goal: StrategyGoal, *, draft: bool) -> str:
    until = f", by {on(goal.until)}" if goal.until else ""
    owner = mention(goal.owner) if goal.owner else "nobody"
    drafted = " · draft" if draft else ""
    return (
        f"{_MARKS[goal.standing]} *{escaped_line(goal.title, _LINE)}*\n"
        f"{capital(STANDINGS[goal.standing])}{until} · {owner}{drafted}\nServes: {escaped_line(goal.objective, _LINE)}"
    )


def _interview(newest: Round | None) -> str:
    if newest is None:
        return "nobody was asked yet. Seven questions on how open source fits the company, each to a named person."
    put = len(newest.put)
    runs = "runs" if newest.runs else "is over"
    return f"round {newest.number} {runs}, {newest.answered} of {counted(put, 'question', 'questions')} answered."


def _published(one: Published) -> Block:
    by = f" by {mention(one.by)}" if one.by else ""
    note = f"\n{escaped_line(one.note, _NOTE)}" if one.note else ""
    text = f"*{escaped_line(one.title, _LINE)}*, version {one.version}, {on(one.at.date())}{by}{note}"
    return section(text, open_button(one.register, one.name, one.title))
