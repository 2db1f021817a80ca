# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The words for where an item stands and what shows it: states, evidence with its origin, what waits for a look."""

from collections.abc import Iterator
from datetime import date

from messages.text import capital, counted, escape, escaped_line, mention
from workflows.maturity.boards import Claim, ItemState, Standing
from workflows.maturity.entries import Act
from workflows.maturity.evidence import Evidence, Proof

#: Shapes and not colours, so that they mean the same to every eye; the counts stand beside them.
MARKS = {
    ItemState.EVIDENCED: "●",
    ItemState.CLAIMED: "◐",
    ItemState.IN_PROGRESS: "○",
    ItemState.NOT_STARTED: "○",
    ItemState.UNKNOWN: "○",
    ItemState.STALE: "✕",
    ItemState.NOT_APPLICABLE: "\N{EN DASH}",
}
ALONE = "◒"
LEGEND = (
    f"● evidenced · {ALONE} by one person alone · ◐ waits for a second person · ○ open · ✕ lost · "
    f"{MARKS[ItemState.NOT_APPLICABLE]} not for us"
)
_STATES = {
    ItemState.EVIDENCED: "Evidenced",
    ItemState.CLAIMED: "Waits for a second person",
    ItemState.IN_PROGRESS: "In progress",
    ItemState.NOT_STARTED: "Not started",
    ItemState.UNKNOWN: "Not looked at yet",
    ItemState.STALE: "Lost",
    ItemState.NOT_APPLICABLE: "Not for us",
}
_REASONS = {Act.SET_ASIDE: "Not for us", Act.REFUSED: "Sent back", Act.REOPENED: "Opened again"}
_NOTE = 600
_LINK = 500


def mark(standing: Standing) -> str:
    """The shape of where an item stands."""
    return ALONE if standing.alone else MARKS[standing.state]


def said(standing: Standing) -> str:
    """Where an item stands, with since when, its owner and its due date, on one line."""
    state = f"{_STATES[standing.state]}, on one person's word alone" if standing.alone else _STATES[standing.state]
    since = f" since {on(standing.since.date())}" if standing.since and standing.state is not ItemState.UNKNOWN else ""
    owner = f"owner {mention(standing.owner)}" if standing.owner else "no owner"
    due = f"due {on(standing.due_on)}" if standing.due_on else ""
    return " · ".join(filter(None, (state + since, owner, due)))


def evidence_lines(standing: Standing) -> Iterator[str]:
    """What shows it, or showed it until it was lost, and what waits for a second person."""
    if standing.evidence is not None:
        until = f" {_until(standing)}" if standing.until else ""
        yield f"{shown(standing.evidence)}{confirmed(standing.evidence)}{until}"
    if standing.claim is not None:
        yield claimed(standing.claim)
    if standing.reason:
        yield f"{_REASONS.get(standing.reason_of or Act.IMPORTED, 'Note')}: {escaped_line(standing.reason, _NOTE)}"


def shown(evidence: Evidence) -> str:
    """Evidence with its origin in front, the weaker ones labelled."""
    if evidence.proof is not None:
        return f"*From {evidence.origin.words}:* {figures(evidence.proof)}."
    parts = [
        f"OSPO-{evidence.number}" if evidence.number else "",
        escaped_line(evidence.link, _LINK) if evidence.link else "",
        f"a training of {counted(evidence.people, 'person', 'people')}" if evidence.people else "",
        f"“{escaped_line(evidence.note, _NOTE)}”" if evidence.note else "",
    ]
    what = ", ".join(filter(None, parts)) or "nothing but the claim"
    return f"*{capital(evidence.origin.words)}:* {what}, as of {on(evidence.on)}"


def figures(proof: Proof) -> str:
    """What the office counted, in which days, and how."""
    many = f"{proof.value:,} of {proof.of:,}" if proof.of else f"{proof.value:,}"
    return f"{many} ({escape(proof.query)}), {on(proof.since)} to {on(proof.until)}"


def confirmed(evidence: Evidence) -> str:
    """Who said so, and who looked at it."""
    if evidence.proof is not None or not evidence.by:
        return ""
    if evidence.alone:
        return f", by {mention(evidence.by)} alone: there was no second person."
    looked = f", confirmed by {mention(evidence.confirmed_by)}" if evidence.confirmed_by else ""
    return f", by {mention(evidence.by)}{looked}."


def claimed(claim: Claim) -> str:
    """What waits for a second person: evidence, or that an item is not for us."""
    who = f"{mention(claim.by)} on {on(claim.at.date())}"
    if claim.evidence is None:
        return f"*Proposed as not for us* by {who}: {escaped_line(claim.reason, _NOTE)}"
    what = "Said to hold still" if claim.renewal else "Claimed"
    return f"*{what}* by {who}. {shown(claim.evidence)}"


def on(day: date) -> str:
    """A day, the same for every reader: evidence is of a day and of no hour."""
    return f"{day.day} {day:%b %Y}"


def _until(standing: Standing) -> str:
    proof = standing.evidence.proof if standing.evidence else None
    if proof is not None:
        return "The figures are looked at every day." if proof.holds else "They do not show it any more."
    if standing.until is None:
        return ""
    day = on(standing.until.date())
    return f"It lapsed on {day}." if standing.state is ItemState.STALE else f"It counts until {day}."
