# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form in which a reviewer approves several requests at once, and what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from messages.blocks import Block, context, modal, option, section
from messages.buttons import Clicked, clicked, value_of
from messages.inputs import labelled
from messages.text import escape, user_line
from workflows.bulk import MOST
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request, Step

OPEN_BULK, BULK = "bulk:open", "bulk:approve"
_CHOSEN = "bulk:requests"
_TITLE = 55


def bulk_modal(
    pairs: Sequence[tuple[Request, Step]],
    kinds: Mapping[str, RequestKind],
    organization: Organization,
    metadata: str,
) -> Block:
    """The form: a box for each request of one group. None is ticked, so that each is a decision."""
    options = [_option(request, step, kinds) for request, step in pairs]
    boxes: Block = {"type": "checkboxes", "action_id": _CHOSEN, "options": options}
    group = escape(organization.title_of(pairs[0][1].group))
    blocks = [
        section(
            f"Approve for *{group}* what you have looked at. Each gets a review of its own, in your name and on the "
            "revision that you see here."
        ),
        labelled(_CHOSEN, "Requests to approve", boxes),
        context(
            "Not here: what carries a risk, a question or a condition, what is private, and kinds that want a look at "
            "each. To decline or to ask, open the request."
        ),
    ]
    return modal("Approve several", blocks, callback_id=BULK, metadata=metadata, submit="Approve", close="Cancel")


def chosen_in(view: Mapping[str, Any]) -> tuple[Clicked, ...]:
    """The ticked steps. Raises UnknownForm for what no form of ours says."""
    try:
        options = view["state"]["values"][_CHOSEN][_CHOSEN]["selected_options"]
        found = tuple(clicked(one["value"]) for one in options)
    except (KeyError, TypeError) as malformed:
        raise UnknownForm from malformed
    if not 0 < len(found) <= MOST or not all(one.step and one.revision for one in found):
        raise UnknownForm
    return found


def outcome_modal(outcomes: Iterable[tuple[str, str]]) -> Block:
    """What became of each, by number: sentences of mrkdwn."""
    lines = [section(said if said.startswith(name) else f"*{name}*: {said}") for name, said in outcomes]
    return modal("Approve several", lines, close="Close")


def _option(request: Request, step: Step, kinds: Mapping[str, RequestKind]) -> Block:
    value = value_of(Clicked(request.number, step=step.name, revision=request.revision))
    kind = kinds.get(request.kind)
    about = option(value, f"{request.name} · {user_line(request.title, _TITLE)}")
    return about | {"description": option("x", kind.title if kind else request.kind)["text"]}
