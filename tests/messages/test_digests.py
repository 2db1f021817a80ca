# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What digests say, word for word, in full, quiet, first and goal-led weeks, and to executives."""

from dataclasses import replace
from typing import Any

from messages.digests import monthly, weekly, weekly_thread
from messages.digests.lines import plain
from tests.messages.samples import KIND
from tests.support.digests import FIGURES, GOALS, NOTHING, PROGRESS, QUEUE, UNSEEN, ZONE
from workflows.digests.document import Digest, UnitLevels
from workflows.digests.monthly import summarise_for_executives
from workflows.digests.weekly import summarise
from workflows.figures import Count, PersonFigures, ProgramFigures, Times
from workflows.organization import Group, Organization
from workflows.program import Goal

OFFICE = Organization(groups={"legal": Group(members=("U0A",), title="Legal"), "security": Group(members=("U0S",))})
KINDS = {"contribution": KIND}
PEOPLE = {
    "legal": frozenset({"U0A"}),
    "ospo": frozenset({"U0B", "U0C", "U0D", "U0E"}),
    "security": frozenset(f"U0S{n}" for n in range(6)),
}


def _posted(figures: ProgramFigures = FIGURES, **more: Any) -> str:
    return plain(*weekly.post_lines(summarise(figures, OFFICE, zone=ZONE, **more), OFFICE, KINDS))


def test_a_full_week_is_told_in_eight_lines_each_with_its_cause() -> None:
    assert (
        _posted(progress=PROGRESS)
        == """\
Pre-stage is complete; 2 items done, 1 expired and 1 reopened; 3 of 12 open requests are overdue. Open Source Office, \
16 to 23 November 2026.
• Done: “Say what we stand for”, confirmed by a second person; “Keep an inventory”, the office's \
own records show it; and 1 more.
• Expired: “Train developers”, nobody has looked since 2026-05-20.
• Reopened: “Write a guide”, somebody opened it again.
• Checklist changed: added “Score security”, the model asks for it now.
• Stage: Pre-stage is complete, new in this digest; Stage 1 has 2 of 4 items evidenced (target 3), 1 lost, 1 more on \
one person's word.
• Next best step: “Train developers”: it counted until its evidence lapsed: a new look brings it back, in Stage 1.
• Queue: 12 open (3 overdue); 14 came in, 11 decided; half of people's 9 decisions within 28 hours."""
    )


def test_the_thread_tells_the_rest_of_a_full_week() -> None:
    last = summarise(replace(FIGURES, arrivals=9, wall=Times(6, 3000, 9000)), OFFICE, zone=ZONE)
    told = summarise(FIGURES, OFFICE, zone=ZONE, progress=PROGRESS, last=last)
    _, text = weekly_thread.text_of(told, OFFICE, KINDS).split("\n\n", 1)
    assert (
        text
        == """\
Open requests
• By state: 9 in review and 3 waiting for the requester.
• Late: 3 overdue; 2 due within 48 hours.
• Waiting on: Legal 6 (2 overdue); the OSPO 4 (1 overdue); requesters 3; people asked by name 1.
• Oldest: OSPO-101 (34 days), OSPO-117 (20 days), OSPO-130 (1 day).
• Without an answer: 1 license question.

Came in and decided
• Requests: 14 came in, 11 were decided (the time before: 9 and 11).
• Outcomes: 10 approved and 1 declined.
• At once, by policy: 2 of 11 decisions (18%).
• Time to decision, by people: half within 28 hours, 9 of 10 within 5 days (9 decisions); the time before: half within \
2.1 days (6 decisions).
• Of that, on the groups: half within 6.5 working hours, 9 of 10 within 35 working hours (9 decisions); the time \
of the requester's answers is left out.
• Within the promised time: 14 of 18 decisions by people (78%).
• Edited before the decision: 2 of 9 decisions by people (22%), 3 edits in all.

About to end
• Clearances: 7 standing clearances end within 30 days, first OSPO-12, OSPO-15, OSPO-19.
• Evidence that will be too old: “Name the budget” on 3 December 2026.

What it was about
• Kinds: Contribute upstream 10; license-question 3; release 1.
• Licenses asked about: MIT 3; GPL-3.0-only 2.

OSPO checklist
• Pre-stage has 4 of 4 items evidenced (target reached).
• Stage 1 has 2 of 4 items evidenced (target 3), 1 lost, 1 more on one person's word.
• Stage 2 has not enough data: 3 items not looked at yet.
• Counted apart: 1 item rests on the word of one person alone.

Stage      Evidenced  On one word  Lost  Not looked at  Wanted
Pre-stage          4            0     0              0       4
Stage 1            2            1     1              0       3
Stage 2            0            0     0              3       3"""
    )


def test_a_quiet_week_is_one_line_and_has_no_thread() -> None:
    calm = replace(NOTHING, queue=replace(QUEUE, open=2, overdue=0, due_soon=0))
    last = summarise(FIGURES, OFFICE, zone=ZONE, progress=PROGRESS)
    told = summarise(calm, OFFICE, zone=ZONE, progress=replace(PROGRESS, changes=()), last=last)
    assert not weekly.has_thread(told)
    assert (
        weekly_thread.text_of(told, OFFICE, KINDS)
        == "Quiet: nothing came in, nothing was decided, nothing changed; 2 requests open, none overdue. "
        "Open Source Office, 16 to 23 November 2026."
    )


def test_a_week_in_which_another_model_took_over_is_not_called_quiet() -> None:
    ours = replace(PROGRESS, changes=(), name="ours", model="Ours")
    for before in (replace(PROGRESS, name="ospo"), None):
        last = summarise(FIGURES, OFFICE, zone=ZONE, progress=before)
        told = _posted(NOTHING, progress=ours, last=last)
        assert "Quiet" not in told
        assert "another model than in the digest before: Ours." in told
    last = summarise(FIGURES, OFFICE, zone=ZONE, progress=ours)
    assert "Quiet" in _posted(NOTHING, progress=ours, last=last)
    older = summarise(FIGURES, OFFICE, zone=ZONE, progress=PROGRESS)
    assert "Quiet" in _posted(NOTHING, progress=ours, last=older), "it does not say which model it was"


def test_the_first_digest_of_an_empty_office_says_how_to_begin() -> None:
    unsafe = Organization(groups={"legal": Group(members=("U0A",)), "ospo": Group(members=("U0B",))})
    told = summarise(NOTHING, unsafe, zone=ZONE, progress=UNSEEN)
    assert (
        weekly_thread.text_of(told, unsafe, KINDS)
        == """\
How to begin: no request was made yet. Open Source Office.
• Name who handles vulnerabilities: give the group security people in organization.toml. Until then a request about an \
undisclosed vulnerability is refused. ospo check says what else is missing.
• Begin with: “Say what we stand for”. /ospo maturity shows the checklist and takes the evidence.
• Send a first request: type /ospo contribute. /ospo help shows everything else."""
    )


def test_a_second_digest_of_an_empty_office_is_a_quiet_one() -> None:
    first = summarise(NOTHING, OFFICE, zone=ZONE, progress=UNSEEN)
    assert "Quiet: " in _posted(NOTHING, progress=UNSEEN, last=first)


def test_an_office_without_a_model_is_told_of_its_goals() -> None:
    office = OFFICE.model_copy(update={"goals": GOALS})
    last = summarise(
        FIGURES, office.model_copy(update={"goals": (*GOALS[:2], Goal(text="Publish a policy"))}), zone=ZONE
    )
    told = summarise(FIGURES, office, zone=ZONE, last=last)
    assert (
        plain(*weekly.post_lines(told, office, KINDS))
        == """\
1 goal done, 1 goal overdue; 3 of 12 open requests are overdue. Open Source Office, 16 to 23 November 2026.
• Goals: 1 of 3 goals done.
• Done: “Publish a policy” (the OSPO).
• Overdue: “Train every team” (Legal, due 1 November 2026).
• Next: “Release two libraries” (the OSPO, due 1 December 2026).
• Queue: 12 open (3 overdue); 14 came in, 11 decided; half of people's 9 decisions within 28 hours."""
    )


def test_too_little_data_is_said_and_not_counted() -> None:
    few = replace(FIGURES, decisions=3, at_once=0, wall=Times(3), working=Times(3))
    text = weekly_thread.text_of(summarise(few, OFFICE, zone=ZONE, progress=UNSEEN), OFFICE, KINDS)
    assert "time to decision: not enough data (3 decisions by people; 5 are needed)" in text
    assert "Stage: not enough data: nobody has looked at any of 4 items." in text
    assert "At once, by policy: 0 of 3 decisions." in text


def test_windows_of_different_lengths_are_not_compared() -> None:
    longer = summarise(replace(FIGURES, since=FIGURES.since.replace(day=2)), OFFICE, zone=ZONE)
    assert summarise(FIGURES, OFFICE, zone=ZONE, last=longer).before is None


def test_people_are_told_of_only_where_the_organization_asked_for_it() -> None:
    def shown(told: Digest) -> str:
        return str(weekly_thread.thread(told, OFFICE, KINDS))

    assert "<@U" not in shown(summarise(FIGURES, OFFICE, zone=ZONE, progress=PROGRESS))
    asked = summarise(FIGURES, OFFICE, zone=ZONE, progress=PROGRESS, people=[PersonFigures("U0A", 4)])
    assert "<@U0A> 4" in shown(asked)


def test_executives_read_one_sentence_three_risks_and_the_decision_that_follows() -> None:
    told = summarise_for_executives(FIGURES, PEOPLE, zone=ZONE, progress=PROGRESS)
    assert (
        plain(*monthly.post_lines(told, OFFICE))
        == """\
Pre-stage is complete; 3 of 12 open requests are overdue; 3 risks stand out. Open Source Office, 16 to 23 November 2026.
• Stage: Pre-stage is complete, new in this digest; Stage 1 has 2 of 4 items evidenced (target 3), 1 lost, 1 more on \
one person's word.
• Changed: 2 items done, 1 expired and 1 reopened.
• Risk: Work is held up: 3 of 12 open requests are past the promised time.
• Risk: Deciding takes longer than promised: 14 of 18 decisions (78%) were within it.
• Risk: Requests stop when one person is away: Legal has one person.
• Trend: 50 came in and 38 were decided in the last 4 weeks; 34 came in and 22 were decided in the 4 before. Half of 9 \
decisions by people were made within 28 hours.
• Within the promised time: 14 of 18 decisions by people (78%).
• Decision: decide whether the groups that decide get more time for reviews, or whether the promised time becomes \
longer."""
    )


def test_executives_are_told_that_there_is_no_risk_when_there_is_none() -> None:
    told = summarise_for_executives(NOTHING, {"ospo": frozenset("ab")}, zone=ZONE)
    text = monthly.text_of(told, OFFICE)
    assert "Risks: none stands out" in text
    assert "Decision: none is asked of you now." in text
    assert "Within the promised time: not enough data (0 decisions by people; 5 are needed)." in text


def test_what_is_asked_follows_from_the_worst_risk() -> None:
    alone = summarise_for_executives(NOTHING, {"legal": frozenset("a"), "ospo": frozenset("bc")}, zone=ZONE)
    assert "Decision: name a second person for Legal." in monthly.text_of(alone, OFFICE)


def test_executives_read_of_large_groups_by_name_and_of_small_ones_together() -> None:
    people = PEOPLE | {"ospo": frozenset("abcde")}
    told = summarise_for_executives(FIGURES, people | {"ip": frozenset("vwxyz")}, zone=ZONE)
    assert "Waiting on: the OSPO 4, smaller groups together 6." in monthly.text_of(told, OFFICE)


def test_groups_of_one_are_named_with_each_other() -> None:
    people = {name: frozenset(name) for name in ("i", "l", "o", "s")} | {"last_resort": frozenset("x")}
    text = monthly.text_of(summarise_for_executives(NOTHING, people, zone=ZONE), OFFICE)
    assert "i, l, o and 1 other group have one person each." in text
    assert "Decision: name a second person for i, l, o and 1 other group, each." in text


def test_units_are_counted_by_their_level_and_not_named() -> None:
    units = UnitLevels((Count("Usage", 2), Count("Contribution", 1)), below=1, unassessed=3)
    text = weekly_thread.text_of(summarise(FIGURES, OFFICE, zone=ZONE, units=units), OFFICE, KINDS)
    assert "Engagement of units\n• 2 at Usage; 1 at Contribution; 1 below the first level; 3 not assessed." in text


def test_what_one_person_confirmed_alone_is_told_last_and_counted_apart() -> None:
    alone = [one for one in PROGRESS.changes if one.alone]
    post = _posted(progress=replace(PROGRESS, changes=(*alone, PROGRESS.changes[0])))
    assert post.startswith("Pre-stage is complete; 1 item done; ")
    assert "a second person; “Plan two years”, confirmed by its claimer alone and counted apart." in post


def test_the_thread_names_one_advice_who_does_not_follow_yet_and_what_to_read() -> None:
    told = replace(
        summarise(FIGURES, OFFICE, zone=ZONE, progress=PROGRESS),
        advice="Find out where <!channel> waits",
        unfollowed=("Payments", "Search", "Maps", "Labs", "Sales", "Parts"),
        reading="Porsche Open Source",
    )
    assert """\
Guidance
• Advice: Find out where <!channel> waits.
• Principles not acknowledged yet: Payments; Search; Maps; Labs; Sales; and 1 more.
• Next read: Porsche Open Source: /ospo reading.""" in weekly_thread.text_of(told, OFFICE, KINDS)
    assert "<!channel>" not in weekly_thread.thread(told, OFFICE, KINDS)["text"]
