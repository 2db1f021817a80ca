# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents as people read them: beside what policy says for who asks, with a button to use one for who answers."""

from collections.abc import Iterable, Iterator, Sequence

from messages.blocks import Block, Message, actions, button, confirm, context, message, paragraphs, section
from messages.buttons import Clicked, value_of
from messages.text import counted, escape, escaped_line, size
from workflows.kind import RequestKind
from workflows.licenses import tables
from workflows.nearest import Near
from workflows.precedents import Precedent, Subject
from workflows.request import Request, State, Step, Verdict

MAKE, WITHDRAW, APPLY = "precedent:make", "precedent:withdraw", "precedent:apply"
_NAME = 120
#: Room for each text, each condition and all conditions: in a form, where conditions are whole, and in a message.
_IN_FORM, _IN_MESSAGE = (2_900, 2_002, 30_000), (300, 300, 300)
_WORDS = {
    Verdict.APPROVE: "allowed",
    Verdict.APPROVE_WITH_CONDITIONS: "allowed under conditions",
    Verdict.DECLINE: "not allowed",
}
_DECIDES_NOTHING = "A precedent decides nothing by itself: if your facts differ, ask."


def near_blocks(near: Iterable[Near], policy_says: str, *, in_form: bool = False) -> list[Block]:
    """What people answered before, for who asks; where policy says otherwise, both are said side by side.

    A message has less room than a form; what is left out of it is counted.
    """
    found = [one.precedent for one in near]
    if not found:
        return []
    title = f"*Answered before* ({counted(len(found), 'precedent', 'precedents')})"
    room = _IN_FORM if in_form else _IN_MESSAGE
    blocks = [section(title), *(block for one in found for block in _whole(one, room))]
    return [*blocks, *_contrary(found, policy_says), context(_DECIDES_NOTHING)]


def reviewer_blocks(near: Iterable[Near], request: Request, step: Step, policy_says: str) -> list[Block]:
    """The same for who answers, each with a button that opens the answer filled with it."""
    found = [one.precedent for one in near]
    if not found:
        return []
    buttons = (
        button(
            f"Answer as in {one.name}",
            f"{APPLY}:{one.number}",
            value_of(Clicked(request.number, step.name, request.revision, precedent=one.number)),
            described=f"Answer {request.name} as in precedent {one.name}",
        )
        for one in found
    )
    shown = [block for one in found for block in _whole(one, _IN_MESSAGE)]
    return [section("*Precedents near to it*"), *shown, *_contrary(found, policy_says), actions(*buttons)]


def offer(request: Request, step: Step, kind: RequestKind) -> list[Block]:
    """Below an answer in the room of those who gave it: make a precedent of it, or withdraw the one that was made."""
    if kind.answer is None or request.private or request.state not in {State.APPROVED, State.DECLINED}:
        return []
    value = value_of(Clicked(request.number, step.name, request.revision, precedent=request.precedent))
    if not request.precedent:
        described = f"Make a precedent of the answer to {request.name}"
        return [actions(button("Make this a precedent", MAKE, value, described=described))]
    name = f"P-{request.precedent}"
    sure = confirm(f"Withdraw {name}?", "Nobody is shown it any more. The answer itself stays.", "Withdraw", "Keep it")
    withdraw = button(f"Withdraw {name}", WITHDRAW, value, confirm=sure, described=f"Withdraw precedent {name}")
    return [context(f"{name} is a precedent of this answer: others who ask the like are shown it."), actions(withdraw)]


def expired(request: Request, number: int) -> Message:
    """What tells those who answered that a precedent has come to its review date."""
    text = f"P-{number}, the precedent of {request.name}, has come to its review date, and nobody is shown it any more."
    again = "If the answer still holds, make it a precedent again from the message above, with a new date."
    return message(text, [section(f":alarm_clock: {text}"), context(again)])


def subject_words(subject: Subject) -> str:
    """The license and the use that a precedent is about, escaped."""
    known = [subject.usage, {"yes": "changed", "no": "unchanged"}.get(subject.modified, "")]
    known += [subject.link and f"linked: {subject.link}", subject.into and f"into {subject.into}"]
    use = ", ".join(escaped_line(one, _NAME) for one in known if one)
    license_ = escaped_line(subject.expression, _NAME) or "no license named"
    return f"{license_} ({use})" if use else license_


def _whole(precedent: Precedent, room: tuple[int, int, int]) -> Iterator[Block]:
    shown, (text, condition, conditions) = precedent.shown, room
    yield from paragraphs(
        (
            f"*{precedent.name}: {_WORDS[precedent.verdict]}* · {subject_words(precedent.subject)}",
            f"*Asked:* {escaped_line(shown.question, text)}",
            f"*Answered:* {escaped_line(shown.answer, text)}",
            *_conditions(shown.conditions, condition, conditions),
        )
    )
    scope = f"Holds for: {escaped_line(shown.scope, _NAME)}. " if shown.scope else ""
    yield context(
        f"{scope}To be looked at again on {shown.review_on:%Y-%m-%d}. Given under policy "
        f"{escape(precedent.policy_version)}."
    )


def _conditions(conditions: Sequence[str], longest: int, room: int) -> Iterator[str]:
    """The conditions as far as the room goes; of the others it is said how many there are."""
    for number, condition in enumerate(conditions):
        line = f"• Condition: {escaped_line(condition, longest)}"
        room -= size(line)
        if room < 0 and number:
            left = len(conditions) - number
            yield f"• And {counted(left, 'more condition', 'more conditions')}: `/ospo ask-legal` shows all of them."
            return
        yield line


def _contrary(found: Iterable[Precedent], policy_says: str) -> list[Block]:
    """That policy and people differ: policy's word is not set aside by a precedent, nor hidden by it."""
    against = ", ".join(one.name for one in found if _against(one, policy_says))
    if not against:
        return []
    policy = "Policy does not allow this" if policy_says == tables.Verdict.DENY else "Policy allows this"
    return [section(f":warning: *{policy}; {against} said otherwise.* Both stand here: ask which counts for you.")]


def _against(precedent: Precedent, policy_says: str) -> bool:
    if policy_says == tables.Verdict.DENY:
        return precedent.verdict is not Verdict.DECLINE
    return policy_says in {tables.Verdict.ALLOW, tables.Verdict.CONDITIONS} and precedent.verdict is Verdict.DECLINE
