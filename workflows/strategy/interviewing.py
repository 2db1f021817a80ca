# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do in the interview: start a round, answer, decline, pass on, end it; each gives entries to be saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workflows.errors import TextNeeded
from workflows.facts import Answer
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing, Done
from workflows.registers.entry import Content, Entry
from workflows.registers.register import Register
from workflows.registers.rights import Actor
from workflows.strategy.interviews import WHOLE, Asked, Question, Round, Step, to_ask
from workflows.strategy.refusals import NotAskedYou, QuestionClosed, RoundRuns
from workflows.text import cleaned

#: Days that somebody has for an answer, as a form offers them first, and at least and at most.
DAYS, LEAST_DAYS, MOST_DAYS = 10, 1, 90
LONGEST_REASON = 300
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Interviewing:
    """One act in the interview: by whom, when, and which day it is at the office. ``office``: they are of the OSPO."""

    register: Register
    person: Person
    now: datetime
    today: date
    office: bool = False

    def doing(self) -> Doing:
        """The act as one on an entry: who may do it was looked at by the interview's own rules."""
        actor = Actor(self.person, frozenset(self.register.editors))
        return Doing(self.register, self.person.workspace, actor, self.now, self.today)


@dataclass(frozen=True, slots=True)
class Moved:
    """What an act leaves: the entries to save, in order, and the questions that are put to somebody by it."""

    done: tuple[Done, ...]
    asked: tuple[Entry, ...] = ()


def start(
    act: Interviewing, rounds: Sequence[Round], questions: Sequence[Question], people: Mapping[str, str], days: int
) -> Moved:
    """Start a round: ``people`` is the user id of who is asked, by question; the others are left out.

    The first question of each person is put at once. Raises RoundRuns, and TextNeeded where nobody is named.
    """
    running = next((one for one in rounds if one.runs), None)
    if running is not None:
        raise RoundRuns(running.number)
    if not any(people.get(one.name) for one in questions):
        raise TextNeeded("at least one person to ask")
    number, busy, done = (rounds[-1].number + 1 if rounds else 1), set[str](), list[Done]()
    for one in sorted(questions, key=lambda one: one.place):
        person = people.get(one.name, "")
        put = _put(act, days) if person and person not in busy else {}
        busy.add(person)
        done.append(_planned(act, number, one, person, put))
    whole = _made(act, f"round-{number}", f"Round {number}", _values(number, WHOLE, 0) | {"days": days}, act.person)
    return Moved((whole, *done), tuple(entry for entry, _ in done if entry.values["step"] == Step.ASKED.value))


def answer(act: Interviewing, round_: Round, name: str, text: str, named: Iterable[str], made: Iterable[str]) -> Moved:
    """Answer a question. The next one of the same person is put at once.

    Raises NotAskedYou, QuestionClosed, TextNeeded.
    """
    asked = _open(act, round_, name, by_office=False)
    if not cleaned(text):
        raise TextNeeded("an answer in your own words")
    values: dict[str, Answer] = {"answered_on": act.today.isoformat(), "step": Step.ANSWERED.value}
    values |= {"named": "\n".join(named), "made": "\n".join(made)}
    return _moved(act, round_, asked, values, text=text, note="Answered")


def decline(act: Interviewing, round_: Round, name: str, reason: str) -> Moved:
    """Decline a question with a reason. Raises NotAskedYou, QuestionClosed, TextNeeded."""
    asked = _open(act, round_, name, by_office=False)
    if not cleaned(reason):
        raise TextNeeded("why, in a few words: the OSPO will ask somebody else")
    values = {"step": Step.DECLINED.value, "reason": cleaned(reason)[:LONGEST_REASON]}
    return _moved(act, round_, asked, values, note="Declined")


def pass_on(act: Interviewing, round_: Round, name: str, to: Person, reason: str) -> Moved:
    """Pass a question on to somebody else, who is asked once they have no other open. The OSPO may do it at any time.

    Also one that was declined or left out. Raises NotAskedYou, QuestionClosed.
    """
    asked = _open(act, round_, name, by_office=True)
    busy = any(one.person == to.id and one.step is Step.ASKED for one in round_.asked if one.name != name)
    put: dict[str, Answer] = {"step": Step.PLANNED.value, "due": ""} if busy else _put(act, _days(round_))
    values: dict[str, Answer] = {"passes": asked.passes + 1, "reason": cleaned(reason)[:LONGEST_REASON]}
    return _moved(act, round_, asked, put | values, owner=to, note="Passed on")


def end(act: Interviewing, round_: Round) -> Moved:
    """End a round: what has no answer is left out."""
    values = {"step": Step.SKIPPED.value, "reason": "The round was ended."}
    done = tuple(_changed(act, one.entry, values, note="The round was ended") for one in round_.asked if one.open)
    return Moved((*done, *_touched(act, round_)))


def _open(act: Interviewing, round_: Round, name: str, *, by_office: bool) -> Asked:
    asked = round_.find(name)
    if asked is None:
        raise QuestionClosed("gone")
    if asked.person != act.person.id and not (by_office and act.office):
        raise NotAskedYou
    if asked.step is Step.PLANNED and not by_office:
        raise QuestionClosed(_WORDS[asked.step])
    again = by_office and act.office and asked.step in {Step.DECLINED, Step.SKIPPED}
    if not asked.open and not again:
        raise QuestionClosed(_WORDS[asked.step])
    return asked


def _moved(
    act: Interviewing,
    round_: Round,
    asked: Asked,
    values: Mapping[str, Answer],
    *,
    text: str | None = None,
    owner: Person | None = None,
    note: str,
) -> Moved:
    """The question changed, then whoever is free now is asked their next one."""
    entry = replace(asked.entry, owner=owner) if owner is not None else asked.entry
    done = _changed(act, entry, values, text=text, note=note)
    others = tuple(_asked(done[0]) if one.name == asked.name else one for one in round_.asked)
    put = [_changed(act, one.entry, _put(act, _days(round_)), note="Asked") for one in to_ask(others)]
    entries = [done[0], *(entry for entry, _ in put)]
    asked_now = tuple(one for one in entries if one.values["step"] == Step.ASKED.value)
    return Moved((done, *put, *_touched(act, round_)), asked_now)


def _touched(act: Interviewing, round_: Round) -> tuple[Done, ...]:
    """The round as a whole, one step on: of two acts at once on its questions only one is saved, the other looks again.

    Without it two people could each put a question to the same third one.
    """
    if round_.whole is None:
        return ()
    passes = round_.whole.values.get("passes")
    steps = passes if type(passes) is int else 0
    return (_changed(act, round_.whole, {"passes": steps + 1}, note="Moved on"),)


def _put(act: Interviewing, days: int) -> dict[str, Answer]:
    due = act.today + timedelta(days=days)
    return {"step": Step.ASKED.value, "asked_on": act.today.isoformat(), "due": due.isoformat()}


def _planned(act: Interviewing, number: int, question: Question, person: str, put: Mapping[str, Answer]) -> Done:
    step = Step.PLANNED if person else Step.SKIPPED
    values = {**_values(number, question.name, question.place), "step": step.value, **put}
    owner = Person(act.person.workspace, person) if person else None
    return _made(act, f"round-{number}-{question.name}"[:_LONGEST_NAME], question.title, values, owner, question.petal)


def _values(number: int, question: str, place: int) -> dict[str, Answer]:
    values: dict[str, Answer] = {"round": number, "question": question, "step": Step.PLANNED.value}
    return values | ({"place": place} if place else {})


def _made(
    act: Interviewing, name: str, title: str, values: Mapping[str, Answer], owner: Person | None, petal: str = ""
) -> Done:
    content = Content(title=title, values=values, petal=petal)
    entry, change = acts.make(act.doing(), content, name=name, owner=owner)
    return replace(entry, owner=owner), change


def _changed(
    act: Interviewing, entry: Entry, values: Mapping[str, Answer], *, text: str | None = None, note: str
) -> Done:
    kept = {name: value for name, value in {**entry.values, **values}.items() if value not in ("", ())}
    content = replace(entry.content, values=kept, text=entry.text if text is None else text)
    return acts.change(act.doing(), entry, content, note=note)


def _asked(entry: Entry) -> Asked:
    values = entry.values
    number, place = values.get("round"), values.get("place")
    return Asked(
        entry,
        number if type(number) is int else 0,
        str(values.get("question", "")),
        place if type(place) is int else 0,
        Step(str(values["step"])),
    )


def _days(round_: Round) -> int:
    days = round_.whole.values.get("days") if round_.whole else None
    return days if type(days) is int and LEAST_DAYS <= days <= MOST_DAYS else DAYS


_WORDS = {
    Step.PLANNED: "planned for later",
    Step.ASKED: "open",
    Step.ANSWERED: "answered",
    Step.DECLINED: "declined",
    Step.SKIPPED: "left out",
}
