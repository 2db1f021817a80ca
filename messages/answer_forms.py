# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form in which a person answers a question: verdict, reason, conditions, what it holds for and until when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from messages.blocks import Block, modal, option, section
from messages.buttons import Clicked, Entry, value_of
from messages.inputs import labelled, select_element, text_element
from messages.outcomes import verdict_words
from messages.small_forms import CONDITION_LINES, TEXT, review_form, small_values
from messages.submissions import raw_value
from messages.text import capital, escape
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.precedents import Precedent
from workflows.request import Verdict
from workflows.reviewing import Given

ANSWER = "review:answer"
ALLOW, DENY = "review:allow", "review:deny"
SCOPE, REVIEW_ON = "review:scope", "review:review-on"
_VERDICTS: dict[Entry, Verdict] = {
    "allow": Verdict.APPROVE,
    "conditions": Verdict.APPROVE_WITH_CONDITIONS,
    "deny": Verdict.DECLINE,
}


def ruling_as_in(precedent: Precedent, about: Clicked, kind: RequestKind, today: date) -> Block:
    """The form for an answer, filled with what a precedent says and its name. Raises UnknownForm like ruling_modal."""
    entry = next(entry for entry, verdict in _VERDICTS.items() if verdict is precedent.verdict)
    reason = f"As in precedent {precedent.name}: {precedent.shown.answer}"
    given = Given(precedent.verdict, reason, precedent.shown.conditions)
    return ruling_modal(replace(about, entry=entry), kind, today, given)


def ruling_modal(about: Clicked, kind: RequestKind, today: date, given: Given | None = None) -> Block:
    """The form for the answer that the button names, filled with what is ``given``.

    Raises UnknownForm when the kind is no question.
    """
    verdict = _verdict(about)
    reason, conditions = (given.reason, "\n".join(given.conditions)) if given else ("", "")
    if kind.answer is None:
        raise UnknownForm
    words = escape(verdict_words(verdict, kind))
    said = section(f"*{capital(words)}.* Whoever asked reads all of this, and it is kept with the question.")
    hint = "Why, in words that the next reader understands without you."
    blocks = [said, labelled(TEXT, "Reason", text_element(TEXT, multiline=True, focus=True, initial=reason), hint=hint)]
    if verdict is Verdict.APPROVE_WITH_CONDITIONS:
        each = "One condition on each line, as something that can be done and checked."
        blocks.append(labelled(CONDITION_LINES, "Conditions", _box(CONDITION_LINES, conditions), hint=each))
    scopes = [option(one.value, one.label) for one in kind.answer.scopes]
    blocks.append(labelled(SCOPE, "What does your answer hold for?", select_element(SCOPE, scopes, scopes[0])))
    proposed = today + timedelta(days=kind.answer.review_days)
    picker: Block = {"type": "datepicker", "action_id": REVIEW_ON, "initial_date": proposed.isoformat()}
    later = "Law, policy and the product change: until this day the answer can be relied on."
    blocks.append(labelled(REVIEW_ON, "To be looked at again on", picker, hint=later))
    title = f"Answer OSPO-{about.number}"
    return modal(title, blocks, callback_id=ANSWER, metadata=value_of(about), submit="Answer", close="Cancel")


def ruled(view: Any) -> tuple[Clicked, Given]:
    """What the submitted form says. Raises FormProblems like review_form, and UnknownForm for what is malformed."""
    form, values = review_form(view), small_values(view)
    given = Given(
        _verdict(form.clicked),
        reason=form.text,
        conditions=form.conditions,
        scope=one_in(values.get(SCOPE), SCOPE),
        review_on=day_in(one_in(values.get(REVIEW_ON), REVIEW_ON)),
    )
    return form.clicked, given


def _box(action_id: str, initial: str) -> Block:
    return text_element(action_id, multiline=True, initial=initial)


def _verdict(about: Clicked) -> Verdict:
    if about.entry not in _VERDICTS:
        raise UnknownForm
    return _VERDICTS[about.entry]


def one_in(elements: Any, name: str) -> str:
    """The one value of an input; empty when it has none. Raises UnknownForm for several."""
    value = raw_value(elements, name) if elements is not None else ""
    if isinstance(value, tuple):
        raise UnknownForm
    return value or ""


def day_in(text: str) -> date | None:
    """The day that a picker gave. Raises UnknownForm for what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as malformed:
        raise UnknownForm from malformed
