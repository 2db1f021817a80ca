# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy as a Markdown document: for a file that somebody signs, and for a canvas."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from messages.digests.wording import day
from messages.markdown import excerpt
from messages.text import clean, counted, joined
from workflows.petals import petal_title
from workflows.strategy.document import Further, Published, Section, StrategyDocument
from workflows.strategy.goals import FIELDS, GoalCounts, GoalStanding, StrategyGoal

#: Of one petal: answers or guides of the company's own, shipped ones, characters of those; and changes that are listed.
_OWN, _SHIPPED, _EXCERPT, _CHANGES = 40, 8, 240, 20
_HEADING = re.compile(r"^(#{1,5})(?=\s)", re.MULTILINE)
_FENCE = re.compile(r"^\s*(```|~~~)")
#: What a viewer of Markdown may take for HTML, and what a canvas takes for a mention.
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)\S*>)")
_MENTION = re.compile(r"!(?=\[[^\]]*\]\([@#])")
#: A link of Markdown that leads anywhere but to the web or within the document.
_LINK = re.compile(r"\]\((?!https?://|mailto:|#)")
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_\[\]|#])")
STANDINGS: Mapping[GoalStanding, str] = {
    GoalStanding.LATE: "late",
    GoalStanding.AT_RISK: "at risk",
    GoalStanding.ON_TRACK: "on track",
    GoalStanding.PLANNED: "planned",
    GoalStanding.REACHED: "reached",
    GoalStanding.DROPPED: "dropped",
}
_STATES = {
    "template": "template: not adopted",
    "draft": "DRAFT: not approved",
    "approved": "APPROVED, NOT PUBLISHED",
    "published": "in force",
}


def document_text(document: StrategyDocument, name_of: Callable[[str], str] = str) -> str:
    """The whole document. ``name_of`` gives the name of a user id."""
    chapters = list(_chapters(document, name_of))
    contents = "\n".join(f"{number}. {title}" for number, (title, _) in enumerate(chapters, 1))
    body = [f"## {number}. {title}\n\n{text}" for number, (title, text) in enumerate(chapters, 1)]
    return "\n\n".join([_title_page(document, name_of), f"## Contents\n\n{contents}", *body]) + "\n"


def file_name(document: StrategyDocument) -> str:
    """How the file is called."""
    return f"open-source-strategy-{document.on.isoformat()}{'-with-drafts' if document.drafts else ''}.md"


def inert(text: str) -> str:
    """Markdown of a person, in which nothing is HTML or calls anybody, with its headings below those of a chapter."""
    lines: list[str] = []
    fenced = False
    for line in clean(text).split("\n"):
        fence = bool(_FENCE.match(line))
        code = fenced or fence
        lines.append(line if code else _harmless(_HEADING.sub(r"#\1", line)))
        fenced = fenced is not fence
    return "\n".join([*lines, "```"] if fenced else lines)  # what is not closed would swallow the rest


def _harmless(line: str) -> str:
    return _LINK.sub(r"]\\(", _MENTION.sub(r"\\!", _TAG.sub(r"\\<", line)))


def cell(text: str) -> str:
    """What a person wrote, on one line, as plain words in a table or a heading."""
    words = _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", clean(text)).strip())
    return _TAG.sub(r"\\<", words)


def _title_page(document: StrategyDocument, name_of: Callable[[str], str]) -> str:
    newest = document.newest
    approvers = sorted({name_of(one.approved_by) for one in document.sections if one.in_force and one.approved_by})
    rows = [
        ("Program", document.program),
        ("Edition", f"{document.edition:,}" if document.edition else "none published yet"),
        ("Published", day(newest.at.date()) if newest else ""),
        ("Approved by", joined(approvers) if approvers else "nobody yet"),
        ("What changed", f"{newest.title}: {newest.note}" if newest else ""),
        _review(document),
        ("Printed", day(document.on)),
    ]
    warning = "> **With drafts.** Parts marked as draft or template are not approved and bind nobody.\n\n"
    title = f"# Open source strategy\n\n{warning if document.drafts else ''}"
    return title + _table(("", ""), ((f"**{label}**", cell(value)) for label, value in rows if value))


def _review(document: StrategyDocument) -> tuple[str, str]:
    """The day of the next review of a section; one that is over is no next one."""
    due = document.next_review
    overdue = due is not None and due < document.on
    return "Review overdue since" if overdue else "Next review", day(due) if due else ""


def _chapters(document: StrategyDocument, name_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    yield "One page for executives", "\n\n".join(executive_parts(document))
    for section in document.sections:
        yield cell(section.title) + ("" if section.in_force else f" ({_STATES[section.state]})"), _section(section)
    if not document.sections:
        yield "Sections", "No section is in force yet. `/ospo strategy` shows the template to begin with."
    yield "Goals", _goals(document, name_of)
    if document.questions:
        yield "Questions and answers", _further(document.questions, "/ospo ask")
    if document.guides:
        yield "Guides", _further(document.guides, "/ospo register guides")
    yield "Versions and owners", _versions(document, name_of)
    if document.published:
        yield "What changed", _published(document.published, name_of)
    if sources := sorted({one.source for one in document.sections if one.source}):
        yield "Sources", "\n".join(f"- {cell(one)}" for one in sources)
    yield "Signatures", _signatures()


def standing_of(counts: GoalCounts) -> str:
    """How many goals stand how, in words; all parts together are the total."""
    standing = (
        (counts.reached, "reached"),
        (counts.on_track, "on track"),
        (counts.planned, "planned"),
        (counts.at_risk, "at risk"),
        (counts.late, "late"),
    )
    return ", ".join(f"{number:,} {words}" for number, words in standing if number)


def executive_parts(document: StrategyDocument) -> Iterator[str]:
    """The page for executives, part by part. It names nobody."""
    page, counts = document.executive, document.executive.counts
    if counts.total:
        yield f"**{counted(counts.total, 'goal', 'goals')}:** {standing_of(counts)}."
    else:
        yield "**Goals:** none is in force yet."
    for objective, goals in page.objectives:
        yield f"**{cell(objective)}**\n\n" + "\n".join(_executive_goal(goal) for goal in goals)
    summaries = [f"- **{cell(one.title)}:** {cell(one.summary)}" for one in document.sections if one.summary]
    if summaries:
        yield "**What the strategy says**\n\n" + "\n".join(summaries)
    if page.stage:
        yield f"**Maturity of the program:** {cell(page.stage)}"
    if page.champions:
        yield f"**Open source champions:** {page.champions}."
    risks = "\n".join(f"{number}. {cell(risk)}" for number, risk in enumerate(page.risks, 1))
    yield f"**Risks**\n\n{risks}" if risks else "**Risks:** none stands out of the figures of the last month."
    if page.decision:
        yield f"**Decision asked:** {cell(page.decision)}"


def _executive_goal(goal: StrategyGoal) -> str:
    until = f", by {day(goal.until)}" if goal.until else ""
    lines = [f"- {cell(goal.title)} ({STANDINGS[goal.standing]}{until})"]
    lines += [f"  - For the CEO: {cell(goal.ceo)}"] if goal.ceo else []
    lines += [f"  - For the CFO: {cell(goal.cfo)}"] if goal.cfo else []
    return "\n".join(lines)


def _section(section: Section) -> str:
    summary = f"*{cell(section.summary)}*\n\n" if section.summary else ""
    return summary + inert(section.text)


def _goals(document: StrategyDocument, name_of: Callable[[str], str]) -> str:
    if not document.goals:
        return "No goal is in force yet."
    order = {name: number for number, name in enumerate(FIELDS)}
    head = ("Goal", "Objective it serves", "Field", "Technology", "Owner", "Measured by", "Until", "Stands")
    rows = (
        (
            cell(goal.title) + (" (**draft**)" if goal.name in document.drafted_goals else ""),
            cell(goal.objective),
            cell(goal.field),
            cell(goal.technology),
            cell(name_of(goal.owner)) if goal.owner else "nobody",
            cell(goal.measured),
            goal.until.isoformat() if goal.until else "",
            STANDINGS[goal.standing],
        )
        for goal in sorted(document.goals, key=lambda one: order.get(one.field, len(order)))
    )
    linked = [
        f"- **{cell(goal.title)}** needs {cell(goal.upstreams) or 'no upstream project'}; "
        f"worked on by {cell(goal.actions) or 'no action of the plan yet'}."
        for goal in document.goals
        if goal.upstreams or goal.actions
    ]
    return _table(head, rows) + ("\n\n" + "\n".join(linked) if linked else "")


def _further(entries: tuple[Further, ...], command: str) -> str:
    """Answers or guides, petal by petal: whole where the company has looked at them, else by their first words."""
    by_petal: dict[str, list[Further]] = {}
    for one in entries:
        by_petal.setdefault(petal_title(one.petal), []).append(one)
    return "\n\n".join(f"### {cell(petal)}\n\n{_of_petal(found, command)}" for petal, found in by_petal.items())


def _of_petal(entries: list[Further], command: str) -> str:
    own = [f"**{cell(one.title)}**\n\n{_demoted(one.text)}{_about(one)}" for one in entries if not one.shipped][:_OWN]
    shipped = [one for one in entries if one.shipped]
    lines = [f"- **{cell(one.title)}** {cell(excerpt(one.text, _EXCERPT))}" for one in shipped[:_SHIPPED]]
    more = len(entries) - len(own) - len(lines)
    lines += [f"- {more:,} more: `{command}`."] if more else []
    head = f"*Shipped with the bot, not reviewed by the company; whole in `{command}`:*\n\n" if shipped else ""
    return "\n\n".join([*own, *([head + "\n".join(lines)] if lines else [])])


def _about(one: Further) -> str:
    parts = [cell(one.source)] if one.source else []
    parts += [f"as of {one.as_of.isoformat()}"] if one.as_of else []
    return f"\n\n*{'; '.join(parts)}*" if parts else ""


def _demoted(text: str) -> str:
    """Headings inside of an answer become plain bold lines: a document has no fourth level in a canvas."""
    return re.sub(r"^#+\s+(.*)$", r"**\1**", inert(text), flags=re.MULTILINE)


def _versions(document: StrategyDocument, name_of: Callable[[str], str]) -> str:
    head = ("Section", "Stands", "Version", "Published", "Approved by", "Owner", "Next review")
    rows = (
        (
            cell(one.title),
            _STATES[one.state],
            str(one.version),
            one.published_on.isoformat() if one.published_on else "",
            cell(name_of(one.approved_by)) if one.approved_by else "",
            cell(name_of(one.owner)) if one.owner else "nobody",
            one.review_on.isoformat() if one.review_on else "",
        )
        for one in document.sections
    )
    return _table(head, rows)


def _published(published: tuple[Published, ...], name_of: Callable[[str], str]) -> str:
    newest = sorted(published, key=lambda one: one.at, reverse=True)[:_CHANGES]
    return "\n".join(
        f"- {one.at.date().isoformat()}: **{cell(one.title)}** (version {one.version}"
        f"{f', by {cell(name_of(one.by))}' if one.by else ''}): {cell(one.note) or 'no note'}"
        for one in newest
    )


def _signatures() -> str:
    roles = ("Sponsor in the management", "Head of the program", "Legal")
    return _table(("Role", "Name", "Date", "Signature"), ((role, " ", " ", " ") for role in roles))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)
