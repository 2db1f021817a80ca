# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form in which who answered writes the version for others, and what comes back from it."""

from datetime import date
from typing import Any

from messages.answer_forms import REVIEW_ON, day_in, one_in
from messages.blocks import Block, modal, option, section
from messages.buttons import Clicked, value_of
from messages.inputs import labelled, text_element
from messages.outcomes import verdict_words
from messages.precedents import subject_words
from messages.small_forms import CONDITION_LINES, TEXT, review_form, small_values
from messages.submissions import raw_value
from messages.text import capital, escape
from workflows.kind import RequestKind
from workflows.precedents import LONGEST, Shown, Subject, verdict_of
from workflows.request import Request, Verdict

FORM = "precedent:form"
QUESTION, TICK = "precedent:question", "precedent:tick"
_SHOWN = "shown"


def precedent_modal(about: Clicked, request: Request, kind: RequestKind, review_on: date) -> Block:
    """The form for a precedent. Nothing of the question or of the answer is filled in: others will read this."""
    verdict, facts = verdict_of(request), subject_words(Subject.of(request.answers, request.facts))
    said = f"*{capital(escape(verdict_words(verdict, kind)))}*, for {facts}. "
    said += "Everybody of the company who asks the like reads what you write here, with these facts and the scope of "
    said += "your answer. Name no person, customer or product, and nothing of your advice that is not for others."
    blocks = [section(said), labelled(QUESTION, "What was asked, for others to read", _box(QUESTION, focus=True))]
    blocks.append(labelled(TEXT, "What was answered, for others to read", _box(TEXT)))
    if verdict is Verdict.APPROVE_WITH_CONDITIONS:
        each = "One condition on each line, as others may read it."
        blocks.append(labelled(CONDITION_LINES, "Conditions", _box(CONDITION_LINES), hint=each))
    picker: Block = {"type": "datepicker", "action_id": REVIEW_ON, "initial_date": review_on.isoformat()}
    until = "From this day on nobody is shown it any more, and you are reminded."
    blocks.append(labelled(REVIEW_ON, "To be looked at again on", picker, hint=until))
    tick: Block = {
        "type": "checkboxes",
        "action_id": TICK,
        "options": [option(_SHOWN, "This version may be shown to others")],
    }
    blocks.append(labelled(TICK, "May it be shown?", tick))
    title = f"Precedent of OSPO-{about.number}"
    return modal(title, blocks, callback_id=FORM, metadata=value_of(about), submit="Make it one", close="Cancel")


def shown_in(view: Any) -> tuple[Clicked, Shown, bool]:
    """What the submitted form says, the scope left to the answer; whether the tick was set.

    Raises FormProblems like review_form, and UnknownForm for what is malformed. Without a day it is the first of all.
    """
    form, values = review_form(view), small_values(view)
    ticked = raw_value(values[TICK], TICK) if TICK in values else ()
    shown = Shown(
        question=one_in(values.get(QUESTION), QUESTION),
        answer=form.text,
        conditions=form.conditions,
        review_on=day_in(one_in(values.get(REVIEW_ON), REVIEW_ON)) or date.min,
    )
    return form.clicked, shown, isinstance(ticked, tuple) and _SHOWN in ticked


def _box(action_id: str, *, focus: bool = False) -> Block:
    return text_element(action_id, multiline=True, longest=LONGEST, focus=focus)
