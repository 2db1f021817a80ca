# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody types behind `/ospo queue`."""

from collections.abc import Mapping

from messages.queues import waiting_lanes
from workflows.errors import Refusal
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.queue import Wanted

_MOST_PAGES = 9_999


def wanted_by(typed: str, kinds: Mapping[str, RequestKind], organization: Organization) -> Wanted:
    """What is to be shown, by words in any order: kinds, groups, lanes, *overdue*, *mine*, and the number of a page.

    Raises Refusal for a word that is none of these.
    """
    verbs = {kind.verb: name for name, kind in kinds.items()}
    said: dict[str, str] = {}
    overdue = mine = False
    page = 0
    for word in typed.lower().split():
        if word in {"overdue", "mine"}:
            overdue, mine = overdue or word == "overdue", mine or word == "mine"
        elif word in kinds or word in verbs:
            said["kind"] = verbs.get(word, word)
        elif word in organization.groups:
            said["group"] = word
        elif word in waiting_lanes(kinds):
            said["lane"] = word
        elif word.isascii() and word.isdigit() and 0 < int(word) <= _MOST_PAGES:
            page = int(word) - 1
        else:
            raise Refusal(
                "I can narrow the queue by a kind, a group of yours, a lane, `overdue` or `mine`, and show a page by "
                "its number, such as `/ospo queue legal overdue 2`. Please try it with one of these."
            )
    return Wanted(**said, overdue=overdue, mine=mine, page=page)
