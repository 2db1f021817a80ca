# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form of any kind of request, made from the kind's data; what comes back from it is read in submissions.py."""

from collections.abc import Iterator, Mapping

from messages.blocks import VIEW_BLOCKS, Block, context, modal
from messages.inputs import field_input
from messages.previews import preview_blocks
from messages.submissions import (
    FormContext,
    context_of,
    field_errors,
    fields_in,
    metadata_of,
    raw_answers,
    whole_form_error,
)
from messages.text import escape
from workflows.facts import Answers
from workflows.policy import Policy
from workflows.preview import Preview

CALLBACK = "form:submit"
_NOTHING: Mapping[str, str] = {}


def request_modal(
    policy: Policy,
    answers: Answers,
    *,
    context: FormContext,
    preview: Preview | None,
    problems: Mapping[str, str] = _NOTHING,
    hints: Mapping[str, str] = _NOTHING,
) -> Block:
    """The form with the fields that these answers show, filled with them, and the preview of the route.

    ``problems`` are shown under their fields (the answer to a submission that lacked a hidden field); ``hints``
    replace the hint of a field, such as where its value was taken from. Block ids are the same at every call.
    """
    kind = policy.kind
    shown = policy.shown(answers)
    questions = list(_questions(policy, answers, problems, hints))
    elsewhere = [_problem(sentence) for name, sentence in problems.items() if name not in shown]
    following = preview_blocks(preview)
    room = VIEW_BLOCKS - len(following) - 1
    return modal(
        kind.title,
        [_about(policy, context), *(elsewhere + questions)[:room], *following],
        callback_id=CALLBACK,
        metadata=metadata_of(context),
        submit="Save changes" if context.request else "Submit",
        close="Cancel",
    )


def _about(policy: Policy, form: FormContext) -> Block:
    summary = escape(policy.kind.summary)
    if form.request:
        return context(f"{summary}. Reviews of groups that a change affects start again.")
    return context(f"{summary}.")


def _questions(
    policy: Policy, answers: Answers, problems: Mapping[str, str], hints: Mapping[str, str]
) -> Iterator[Block]:
    shown = policy.shown(answers)
    for field in policy.kind.fields:
        if field.name in shown:
            yield field_input(field, answers.get(field.name, field.default), hints.get(field.name, ""))
            if field.name in problems:
                yield _problem(problems[field.name])


def _problem(sentence: str) -> Block:
    return context(f":warning: *Please look at this:* {escape(sentence)}")


__all__ = [
    "CALLBACK",
    "FormContext",
    "context_of",
    "field_errors",
    "fields_in",
    "raw_answers",
    "request_modal",
    "whole_form_error",
]
