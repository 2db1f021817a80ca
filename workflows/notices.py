# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which notices a change of a request calls for: the card, the steps in its thread, the requester's messages.

Only ids and names of groups travel in a notice; text is rendered from the record when the notice is sent.
"""

from collections.abc import Iterator
from typing import Literal

from workflows import reminding
from workflows.condition import listed, parts
from workflows.discussing import DISCUSSION
from workflows.duty import on_duty, turn_of
from workflows.embargoing import EMBARGO_EVENTS
from workflows.items import REQUESTER
from workflows.notice import Notice
from workflows.obligations import Obligation, Reminder
from workflows.organization import Organization
from workflows.owing import HAPPENINGS
from workflows.placing import Placing
from workflows.reminder_notices import ended
from workflows.request import Question, Request, Step
from workflows.staffing import Staff

#: What changes nothing that people read: whoever does it writes its own notices, for the few whom it concerns.
QUIET = frozenset({"noted", "held", "released", "erased"}) | EMBARGO_EVENTS | DISCUSSION | reminding.HAPPENINGS


def after(request: Request, before: Request | None, organization: Organization, staff: Staff) -> tuple[Notice, ...]:
    """The notices of everything that has ``happened`` to ``request`` since ``before`` (None: it is new)."""
    writing = _Writing(request, organization, staff)
    if writing.happened and writing.happened <= QUIET:
        return ()
    if writing.happened and writing.happened <= HAPPENINGS:  # the rest of what people read stays as it is
        return (*writing.decision(), *writing.suspension(before), *writing.obligations(before))
    wanted = (
        *writing.card(before),
        *writing.steps(before),
        *writing.gone_steps(before),
        *writing.thread_news(before),
        *writing.answers(before),
        *writing.precedents(before),
        *writing.inventory(before),
        *writing.requester(before),
        *writing.overturned(before),
        *writing.obligations(before),
        *ended(request, before, organization, staff),
    )
    # Without a channel the same people may be reached as a step that is there and as one that is gone.
    return tuple({notice.key: notice for notice in reversed(wanted)}.values())[::-1]


class _Writing(Placing):
    """The notices about one request at one version."""

    def card(self, before: Request | None) -> Iterator[Notice]:
        """The card: made for requests that somebody reviews; a card that was made is edited for ever."""
        had_card = before is not None and self._has_card(before)
        if self.channel and (self._has_card(self.request) or had_card):
            yield self._notice(self.root, "card", self.channel)

    def steps(self, before: Request | None) -> Iterator[Notice]:
        """A message for each step that is new or has changed; one whose stage has not come yet has none."""
        known = {step.name: step for step in before.steps} if before else {}
        moved = before is not None and (before.revision != self.request.revision or before.confidential)
        given = {one.data["step"]: one.actor for one in self.request.happened if one.kind == "reviewed"}
        for step in self.request.steps:
            if not step.never_asked and (moved or step.name not in known or known[step.name] != step):
                yield from self._step(step, given_by=given.get(step.name))

    def gone_steps(self, before: Request | None) -> Iterator[Notice]:
        """An edit of the messages of steps that a new route does not have, or asks for in another room."""
        if before is None:
            return
        there = {step.name for step in self.request.steps}
        moved = self.request.confidential != before.confidential
        for step in before.steps:
            if not step.never_asked and (step.name not in there or moved):
                yield from self._step(step, private=before.confidential, gone=True)

    def thread_news(self, before: Request | None) -> Iterator[Notice]:
        """What the thread is told in a message of its own: revisions.

        When the request becomes confidential, what the thread was told so far is edited to say no more than its number.
        """
        request = self.request
        if not self.channel:
            return
        if self._has_card(request):
            revisions = [request.revision] if "revised" in self.happened else []
        elif before is not None and self._has_card(before):
            revisions = list(range(2, before.revision + 1))
        else:
            return
        for revision in revisions:
            detail = {"revived": 1} if "revived" in self.happened else {}
            name = f"revised:{request.id}:{revision}"
            yield self._notice(name, "revised", self.channel, thread=self.root, detail=detail)

    def answers(self, before: Request | None) -> Iterator[Notice]:
        """An answer is told where the question was asked from; a private one never leaves that place.

        What was answered in the open is edited there when the request becomes confidential.
        """
        request = self.request
        new = {int(one.data["question"]) for one in request.happened if one.kind == "answered"}
        shrinks = before is not None and self._has_card(before) and not self._has_card(request)
        steps = {step.name: step for step in (*(before.steps if before else ()), *request.steps)}
        for question in request.questions:
            if question.number in new or (shrinks and question.answer and not question.private):
                yield from self._answer(question, steps.get(question.step))

    def precedents(self, before: Request | None) -> Iterator[Notice]:
        """The message of the step that answered says which precedent holds; that one has expired is told beside it."""
        request = self.request
        if before is None or before.precedent == request.precedent:
            return
        expired = any(one.data.get("ending") == "expired" for one in request.happened)
        for step in (step for step in request.steps if step.reviews):
            yield from self._step(step)
            name = f"precedent:{before.precedent}:{request.id}:{step.name}"
            for message, to, thread in self._beside(name, step.name, step, private=True) if expired else ():
                detail: dict[str, str | int] = {"step": step.name, "precedent": before.precedent}
                yield self._notice(message, "precedent", to, thread=thread, detail=detail, key=message)

    def inventory(self, before: Request | None) -> Iterator[Notice]:
        """The table of a new inventory: in the card's thread, or where a confidential request is reviewed.

        Those in the thread are edited to say no more than the number when the request becomes confidential.
        """
        request = self.request
        if request.inventory is None:
            return
        if before is not None and self._has_card(before) and not self._has_card(request) and self.channel:
            for number in range(1, request.inventory.number + 1):
                yield self._notice(f"inventory:{request.id}:{number}", "inventory", self.channel, thread=self.root)
        if "inventory" not in self.happened:
            return
        name = f"inventory:{request.id}:{request.inventory.number}"
        if self._has_card(request) and self.channel:
            yield self._notice(name, "inventory", self.channel, thread=self.root)
            return
        for step in request.open_steps:
            one = f"{name}:{step.name}"
            for message, to, thread in self._beside(one, step.name, step, private=request.confidential):
                yield self._notice(message, "inventory", to, thread=thread, detail={"private": 1})

    def requester(self, before: Request | None) -> Iterator[Notice]:
        """The requester's own messages, which need no membership of any channel."""
        request, to = self.request, self.request.requester.id
        if request.steps or (before is not None and before.steps):  # nobody had to wait for what was decided at once
            yield self._notice(f"progress:{request.id}", "progress", to)
        for question in request.questions:
            if any(one.data.get("question") == question.number for one in request.happened) or (
                question.answered_at == request.changed_at
            ):
                message = f"question:{request.id}:{question.number}"
                yield self._notice(message, "question", to, detail={"question": question.number})
        if "revived" in self.happened:  # the message that said that it had expired
            past = len(request.taken_back)
            name = self._decision_name(request.revived - 1) + (f":{past}" if past else "")
            yield self._notice(name, "decision", to, detail={"revived": 1})
        yield from self.decision()

    def decision(self) -> Iterator[Notice]:
        """How it ended, with what is owed since, which is edited there."""
        request = self.request
        if request.decision is not None and request.state != "withdrawn":
            yield self._decision(len(request.taken_back))

    def overturned(self, before: Request | None) -> Iterator[Notice]:
        """That something decided is open again: in the thread, and to the requester where it had come to an end.

        The message of the decision that was taken back is edited, and what said so once it is decided again.
        """
        request = self.request
        if not request.overturned:
            return
        for past, one in enumerate(request.taken_back):
            if "decided" in self.happened or one.at == request.changed_at:
                name = f"overturned:{request.id}:{one.number}:requester"
                own = {"overturning": one.number, "own": 1}
                yield self._notice(name, "overturned", request.requester.id, detail=own)
            if one.at == request.changed_at:
                yield self._decision(past)
        for one in request.overturned[len(before.overturned) if before else 0 :]:
            step = request.step(one.step)
            duty = on_duty(step, request.requester, self.staff, turn_of(request, step, self.organization))
            detail: dict[str, str | int] = {"overturning": one.number, "on_duty": duty.id if duty else ""}
            name = f"overturned:{request.id}:{one.number}"
            for message, to, thread in self._beside(name, one.step, step, private=request.confidential):
                yield self._notice(message, "overturned", to, thread=thread, detail=detail)

    def _decision(self, past: int) -> Notice:
        """The message of a decision: the first has the plain name, each after one that was taken back its own."""
        name, detail = self._decision_name(self.request.revived), {"past": past} if past else {}
        return self._notice(f"{name}:{past}" if past else name, "decision", self.request.requester.id, detail=detail)

    def _decision_name(self, revived: int) -> str:
        return f"decision:{self.request.id}" + (f":again{revived}" if revived else "")

    def obligations(self, before: Request | None) -> Iterator[Notice]:
        """A message to a group that owes something, and one for each reminder; all of them are edited when it ends.

        What the requester owes begins with the decision's own message.
        """
        if not self.request.obligations:
            return
        known = {one.id: one for one in before.obligations} if before else {}
        changed = [one for one in listed(self.request) if known.get(one.id) != one]
        for part in parts(self.request, changed):
            yield from self._conditions(listed(self.request)[0].condition_of, part)
        for owed in self.request.obligations:
            if known.get(owed.id) == owed:
                continue
            begin: tuple[Reminder | Literal[""], ...] = (
                ("",) if owed.owner != REQUESTER and not owed.condition_of else ()
            )
            for reminder in (*begin, *owed.reminded):
                yield from self._obligation(owed, reminder)

    def suspension(self, before: Request | None) -> Iterator[Notice]:
        """The card and the requester learn that the approval may not be used for now, and that it may again."""
        request = self.request
        if before is None or before.suspended == request.suspended:
            return
        if self.channel and self._has_card(request):
            yield self._notice(self.root, "card", self.channel)
        name = f"suspended:{request.id}:{request.version + 1}"
        yield self._notice(name, "suspended", request.requester.id)

    def _conditions(self, at: str, part: int) -> Iterator[Notice]:
        """A part of the list of conditions, beside the message of the step whose reviewer set the first."""
        request, detail = self.request, {"part": part} if part else {}
        name = f"conditions:{request.id}" + (f":{part}" if part else "")
        step = next((step for step in request.steps if step.name == at), None)
        for message, to, thread in self._beside(name, at, step, private=request.confidential):
            yield self._notice(message, "conditions", to, thread=thread, detail=detail)

    def _obligation(self, owed: Obligation, reminder: Reminder | Literal[""]) -> Iterator[Notice]:
        """To the requester, else in the card's thread, else in the group's room, else to each of its people."""
        request, name = self.request, f"obligation:{self.request.id}:{owed.id}"
        name += f":{reminder}" if reminder else ""
        detail = {"obligation": owed.id} | ({"reminder": reminder} if reminder else {})
        if owed.owner == REQUESTER:
            yield self._notice(name, "obligation", request.requester.id, detail=detail)
        elif self.channel and self._has_card(request):
            yield self._notice(name, "obligation", self.channel, thread=self.root, detail=detail)
        elif room := self._room_of(owed.owner):
            yield self._notice(name, "obligation", room, detail=detail)
        else:
            for person in sorted(self.staff.members.get(owed.owner, ())):
                yield self._notice(f"{name}:{person.id}", "obligation", person.id, detail=detail)

    def _answer(self, question: Question, step: Step | None) -> Iterator[Notice]:
        name = f"answer:{self.request.id}:{question.number}" + (":private" if question.private else "")
        detail = {"question": question.number} | ({"private": 1} if question.private else {})
        for message, to, thread in self._beside(name, question.step, step, private=question.private):
            yield self._notice(message, "answer", to, thread=thread, detail=detail)
