# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Since when somebody has a turn, at which place of the queue, and until when that usually takes; and what follows."""

from collections.abc import Sequence

from messages.blocks import Block, context, section
from messages.text import capital, day, escape, joined, mention, moment
from workflows.items import REQUESTER
from workflows.organization import Organization
from workflows.request import Request, State, StepState
from workflows.turns import ENOUGH, Turn, Turns

_NTH = {1: "st", 2: "nd", 3: "rd"}
_TEENS = (11, 12, 13)


def turn_lines(turns: Turns | None, organization: Organization, requester: str = "the requester") -> tuple[str, ...]:
    """A line of mrkdwn for each turn; none where turns are not known."""
    return tuple(f"• {_turn(turn, organization, requester)}" for turn in turns.each) if turns else ()


def whose(request: Request, turns: Turns | None, organization: Organization) -> list[Block]:
    """Every turn and what follows, for those who are not the requester; nothing once the request is decided."""
    if turns is None or not request.state.open:
        return []
    return [section("\n".join((*turn_lines(turns, organization), f"*Next:* {follows(request, organization)}")))]


def turn_of_step(turns: Turns | None, step: str) -> list[Block]:
    """The same for the message of one step, as small print."""
    turn = turns.of_step(step) if turns else None
    if turns is None or turn is None:
        return []
    return [context(f"Waiting {'; '.join(_parts(turn))}. As of {moment(turns.at)}.")]


def as_of(turns: Turns | None) -> tuple[str, ...]:
    """When places were counted: a message stands while the queue moves on."""
    return (f"Places in queues as of {moment(turns.at)}",) if turns and any(one.place for one in turns.each) else ()


def turn_briefly(turns: Turns | None, organization: Organization) -> str:
    """The same for a row of a list, in days and with few words; empty when nothing is known.

    Of several places each says whose queue it is in; by when it is usually decided is not said once that has passed.
    """
    if turns is None or not turns.each:
        return ""
    placed = [turn for turn in turns.each if turn.place]
    several = len(placed) > 1
    places = [_place(turn) + (f" for {_holder(turn, organization)}" if several else "") for turn in placed]
    places[-1:] = [f"{place} in the queue{'s' if several else ''}" for place in places[-1:]]
    dates = [turn.expected for turn in turns.each if turn.expected]
    usual = [f"usually decided by {day(max(dates))}"] if dates and max(dates) > turns.at else []
    return ", ".join((f"since {day(min(turn.since for turn in turns.each))}", *places, *usual))


def follows(request: Request, organization: Organization) -> str:
    """What happens next, for those who are not the requester; empty when the request is decided."""
    if not request.state.open:
        return ""
    if request.state is State.WAITING_FOR_REQUESTER:
        return "it goes on when the requester answers."
    later = [step for step in request.steps if step.state is StepState.WAITING]
    if later:
        groups = dict.fromkeys(escape(organization.title_of(step.group)) for step in later)
        return f"then {joined(groups)} {'is' if len(groups) == 1 else 'are'} asked."
    if all(not step.open for step in request.steps):
        return "with the last open item of the checklist it is approved."
    return "with the last approval the requester gets the decision and what to do then."


def _turn(turn: Turn, organization: Organization, requester: str) -> str:
    return f"{_who(turn, organization, requester)}: {' · '.join(_parts(turn))}"


def _who(turn: Turn, organization: Organization, requester: str) -> str:
    return capital(requester if turn.holder == REQUESTER else _holder(turn, organization))


def _holder(turn: Turn, organization: Organization) -> str:
    """A person or a group that has a turn."""
    named = turn.holder.startswith("@")
    return mention(turn.holder.removeprefix("@")) if named else escape(organization.title_of(turn.holder))


def _parts(turn: Turn) -> Sequence[str]:
    parts = [f"since {moment(turn.since)}"]
    parts += [f"{_place(turn)} in the queue"] if turn.place else []
    if turn.expected:
        parts.append(f"usually decided by {moment(turn.expected)} (median of {turn.of:,})")
    elif turn.place:
        parts.append(f"not enough data for a date ({turn.of} of {ENOUGH} decisions)")
    return parts


def _place(turn: Turn) -> str:
    return f"{ordinal(turn.place.number)} of {turn.place.of:,}" if turn.place else ""


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    return f"{number:,}{'th' if number % 100 in _TEENS else _NTH.get(number % 10, 'th')}"
