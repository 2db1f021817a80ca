# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From a private request to an ordinary one: the answers with which its form opens once its embargo is lifted."""

from collections.abc import Iterator, Mapping

from workflows.facts import Answers, Fact
from workflows.policy import Policy


def disclosed(policy: Policy, answers: Answers, facts: Mapping[str, Fact]) -> Answers:
    """The answers without what made the request private; as they are, where it is not one answer that did.

    They are for the form of the requester alone, who edits and confirms them: nothing is stored or shown before.
    """
    given = dict(facts)
    wanted = (answers, *_without_one(policy, answers))  # as they are, where an edit under embargo took it away already
    return next((fewer for fewer in wanted if not policy.route(fewer, given).private), answers)


def _without_one(policy: Policy, answers: Answers) -> Iterator[Answers]:
    """The answers without one of the chosen options, or with a yes turned into a no."""
    for field in policy.kind.fields:
        answer = answers.get(field.name)
        if isinstance(answer, tuple):
            for option in answer:
                left = tuple(one for one in answer if one != option)
                yield {**answers, field.name: left or ((field.none_option,) if field.none_option else ())}
        elif answer is True:
            yield {**answers, field.name: False}
