# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The table of docs/maturity.md, walked cell by cell against the code, and who may do what."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.house import ROOT
from workflows.errors import FormProblems, Refusal, TextNeeded
from workflows.maturity import acts
from workflows.maturity.acts import Move
from workflows.maturity.boards import Board, ItemState, Standing
from workflows.maturity.entries import Act, Entry
from workflows.maturity.evidence import Evidence, Proof, written_proof
from workflows.maturity.facts import trained
from workflows.maturity.folding import board_at
from workflows.maturity.models import Item, MaturityModel, Rule, Stage
from workflows.maturity.possible import possible
from workflows.maturity.refusals import NotYourItem, NotYoursToConfirm, SecondPersonNeeded
from workflows.maturity.rights import Circle

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
RULE = Rule(fact="requests_tracked")
ITEM = Item(id="a", text="A", evidence=RULE)
MODEL = MaturityModel(name="own", title="Own", stages=(Stage(name="first", title="First", items=(ITEM,)),))
MEMBERS = {"ospo": frozenset({"U1", "U2"}), "legal": frozenset({"U3"})}
SHOWN = Evidence(TODAY, link="https://example.org/x")
Doing: TypeAlias = Callable[["Log"], None]


class Log:
    """A log that is acted on; the first of the OSPO owns and claims, the second confirms."""

    def __init__(self, members: dict[str, frozenset[str]] = MEMBERS) -> None:
        self.entries: list[Entry] = []
        self.now = NOW
        self.members = members

    @property
    def board(self) -> Board:
        return board_at(MODEL, self.entries, self.now)

    @property
    def standing(self) -> Standing:
        return self.board.standings[0]

    @property
    def claim(self) -> int:
        return self.standing.claim.sequence if self.standing.claim else 0

    def circle(self, person: str) -> Circle:
        return Circle(person, self.members)

    def move(self, person: str = "U1") -> Move:
        return Move(self.board, "a", self.circle(person), self.now, self.now.date())

    def take(self, entry: Entry | None) -> "Log":
        if entry is not None:
            self.entries.append(replace(entry, sequence=len(self.entries) + 1))
        return self

    def facts(self, value: int, *, holds: bool) -> "Log":
        proof = Proof("requests_tracked", value, 0, TODAY - timedelta(days=90), self.now.date(), "people", holds)
        return self.take(Entry("own", Act.FACTS, self.now, "a", data=written_proof(proof)))

    def claimed(self) -> "Log":
        return self.take(acts.claim(self.move(), SHOWN))

    def confirmed(self) -> "Log":
        return self.claimed().take(acts.confirm(self.move("U2"), self.claim))


def _lost() -> Log:
    log = Log().confirmed()
    log.now += timedelta(days=200)
    return log


def _aside() -> Log:
    log = Log().take(acts.set_aside(Log().move(), "Not for us"))
    return log.take(acts.confirm(log.move("U2"), log.claim))


STATES: dict[str, Callable[[], Log]] = {
    "not looked at yet": Log,
    "not started": lambda: Log().take(acts.look(Log().move())),
    "in progress": lambda: Log().take(acts.start(Log().move())),
    "claimed": lambda: Log().claimed(),
    "evidenced": lambda: Log().confirmed(),
    "lost": _lost,
    "not applicable": _aside,
}
ACTS: dict[str, Doing] = {
    "start": lambda log: _do(log, acts.start(log.move())),
    "not yet": lambda log: _do(log, acts.look(log.move())),
    "assign": lambda log: _do(log, acts.assign(log.move(), "U9")),
    "due": lambda log: _do(log, acts.schedule(log.move(), log.now.date())),
    "claim": lambda log: _do(log, acts.claim(log.move(), Evidence(log.now.date(), link="https://example.org/y"))),
    "renew": lambda log: _do(log, acts.renew(log.move(), log.now.date())),
    "set aside": lambda log: _do(log, acts.set_aside(log.move(), "Not for us any more")),
    "confirm": lambda log: _do(log, acts.confirm(log.move("U2"), log.claim)),
    "refuse": lambda log: _do(log, acts.refuse(log.move("U2"), log.claim, "No")),
    "reopen": lambda log: _do(log, acts.reopen(log.move(), "No")),
    "figures hold": lambda log: _do(log.facts(9, holds=True), None),
    "figures hold no more": lambda log: _do(log.facts(0, holds=False), None),
}


def _do(log: Log, entry: Entry | None) -> None:
    log.take(entry)


def _cells() -> Iterator[tuple[str, str, str]]:
    rows = (ROOT / "docs" / "maturity.md").read_text().partition("| Act |")[2].splitlines()
    states = [cell.strip() for cell in rows[0].strip("|").split("|")]
    for row in rows[2:]:
        if not row.startswith("|"):
            return
        act, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        yield from ((act, state, cell) for state, cell in zip(states, cells, strict=True))


CELLS = list(_cells())


def test_the_table_has_every_state_and_every_act() -> None:
    assert {state for _, state, _ in CELLS} == set(STATES) == {state.words for state in ItemState}
    assert {act for act, _, _ in CELLS} == set(ACTS)


@pytest.mark.parametrize("act, state, follows", CELLS, ids=str)
def test_a_cell_of_the_table_is_what_the_code_does(act: str, state: str, follows: str) -> None:
    log = STATES[state]()
    if follows not in STATES:
        with pytest.raises(Refusal, match=r"\.$") as refused:
            ACTS[act](log)
        assert refused.typename == follows
        assert len(refused.value.sentence) <= 300
    else:
        ACTS[act](log)
        assert log.standing.state.words == follows


_OFFERED = {"start": "start", "later": "not yet", "assign": "assign", "due": "due", "claim": "claim", "renew": "renew",
            "waive": "set aside", "reopen": "reopen"}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_what_would_not_be_refused_or_without_effect(state: str) -> None:
    offered = possible(STATES[state]().standing, Circle("U1", MEMBERS))
    for name, act in _OFFERED.items():
        log = STATES[state]()
        before = len(log.entries)
        try:
            ACTS[act](log)
        except Refusal:
            done = False
        else:
            done = len(log.entries) > before
        assert (name in offered) == done, act


def test_a_claim_is_confirmed_by_somebody_who_neither_claimed_nor_owns_it() -> None:
    log = Log().claimed()
    with pytest.raises(SecondPersonNeeded):
        acts.confirm(log.move("U1"), log.claim)
    log.take(acts.assign(log.move("U1"), "U2"))
    with pytest.raises(SecondPersonNeeded):
        acts.confirm(log.move("U2"), log.claim)
    assert log.take(acts.confirm(log.move("U3"), log.claim)).standing.counts, "nobody else of the OSPO is left"


def test_another_group_confirms_where_the_office_has_one_person_and_nobody_else_does() -> None:
    log = Log({"ospo": frozenset({"U1"}), "legal": frozenset({"U3"})}).claimed()
    with pytest.raises(NotYoursToConfirm):
        acts.confirm(log.move("U7"), log.claim)
    assert log.take(acts.confirm(log.move("U3"), log.claim)).standing.counts
    with pytest.raises(NotYoursToConfirm):
        acts.confirm(Log().claimed().move("U3"), 1)


def test_where_there_is_nobody_else_the_claimer_confirms_alone_and_that_is_counted_apart() -> None:
    log = Log({"ospo": frozenset({"U1"}), "legal": frozenset({"U1"})}).claimed()
    assert "confirm" in possible(log.standing, log.circle("U1"))
    log.take(acts.confirm(log.move("U1"), log.claim))
    assert (log.standing.alone, log.standing.counts, log.board.scores[0].evidenced) == (True, False, 0)


def test_a_second_click_changes_nothing_and_is_no_error() -> None:
    log = Log().take(acts.start(Log().move()))
    assert acts.start(log.move()) is None
    log.claimed()
    assert acts.claim(log.move(), SHOWN) is None
    of = log.claim
    log.take(acts.confirm(log.move("U2"), of))
    assert acts.confirm(log.move("U2"), of) is None
    assert acts.assign(log.move(), log.standing.owner) is None


def test_a_button_of_an_older_claim_confirms_no_newer_one() -> None:
    log = Log().claimed()
    old = log.claim
    log.take(acts.claim(log.move(), Evidence(TODAY, number=7)))
    with pytest.raises(Refusal):
        acts.confirm(log.move("U2"), old)


def test_somebody_who_owns_nothing_reads_and_an_owner_claims() -> None:
    log = Log()
    for act in (acts.start, acts.look):
        with pytest.raises(NotYourItem):
            act(log.move("U7"))
    log.take(acts.assign(log.move(), "U7"))
    assert possible(log.standing, log.circle("U7")) == {"start", "later", "claim", "waive"}
    assert log.take(acts.claim(log.move("U7"), SHOWN)).standing.state is ItemState.CLAIMED
    with pytest.raises(NotYourItem):
        acts.assign(log.move("U7"), "U8")
    assert acts.set_aside(log.move("U7"), "Not for us") is not None, "a second person looks at that too"


def test_the_lead_of_a_unit_acts_for_it() -> None:
    move = Move(Log().board, "a", Circle("U8", MEMBERS, lead=True), NOW, TODAY)
    assert acts.claim(move, SHOWN) is not None
    assert acts.assign(move, "U9") is not None


@pytest.mark.parametrize(
    "shown, field",
    [
        (Evidence(TODAY), "link"),
        (Evidence(TODAY, link="http://example.org"), "link"),
        (Evidence(TODAY, link="https://name:word@example.org/x"), "link"),
        (Evidence(TODAY, link="javascript:alert(1)"), "link"),
        (Evidence(TODAY, link="https://nowhere"), "link"),
        (Evidence(TODAY + timedelta(days=1), number=1), "on"),
        (Evidence(TODAY - timedelta(days=180), number=1), "on"),
        (Evidence(TODAY, number=1, note="x" * 501), "note"),
        (Evidence(TODAY, number=1, people=-1), "people"),
    ],
)
def test_evidence_that_cannot_be_taken_comes_back_under_its_field(shown: Evidence, field: str) -> None:
    with pytest.raises(FormProblems) as refused:
        acts.claim(Log().move(), shown)
    assert set(refused.value.problems) == {field}


def test_a_day_that_is_over_and_a_reason_without_words_are_refused() -> None:
    with pytest.raises(FormProblems):
        acts.schedule(Log().move(), TODAY - timedelta(days=1))
    with pytest.raises(TextNeeded):
        acts.set_aside(Log().move(), " \n")


def test_what_the_figures_show_is_nobody_s_to_claim_until_they_do_not_show_it() -> None:
    log = Log().facts(9, holds=True)
    assert log.standing.counts
    assert possible(log.standing, log.circle("U1")) == {"assign", "due", "waive"}
    with pytest.raises(Refusal):
        acts.claim(log.move(), SHOWN)
    log.now += timedelta(days=1)
    log.facts(0, holds=False)
    assert (log.standing.state, log.standing.until) == (ItemState.STALE, log.now)
    assert log.confirmed().standing.counts


def test_what_the_figures_showed_is_people_s_again_once_the_model_has_no_rule_for_it() -> None:
    log = Log().facts(9, holds=True)
    plain = ITEM.model_copy(update={"evidence": None})
    by_people = MaturityModel(name="own", title="Own", stages=(Stage(name="first", title="First", items=(plain,)),))
    board = board_at(by_people, log.entries, log.now)
    assert board.standings[0].counts
    offered = possible(board.standings[0], log.circle("U1"))
    assert offered == {"assign", "due", "waive", "claim", "reopen"}
    move = Move(board, "a", log.circle("U1"), log.now, TODAY)
    assert acts.claim(move, SHOWN) is not None
    log.take(acts.reopen(move, "Nobody does it"))
    assert board_at(by_people, log.entries, log.now).standings[0].state is ItemState.NOT_STARTED


def test_what_is_renewed_early_goes_on_counting_and_ends_with_its_own_day() -> None:
    log = Log().confirmed()
    log.now += timedelta(days=100)
    log.take(acts.renew(log.move(), log.now.date()))
    assert log.standing.counts
    assert log.standing.claim is not None
    assert log.standing.claim.renewal
    log.now += timedelta(days=79)
    assert log.standing.counts
    log.now += timedelta(days=1)
    assert log.standing.state is ItemState.CLAIMED
    assert log.take(acts.confirm(log.move("U2"), log.claim)).standing.until == datetime(
        2026, 11, 23, tzinfo=UTC
    ) + timedelta(days=280)


def test_who_takes_their_own_claim_back_needs_nobody() -> None:
    log = Log().claimed()
    log.take(acts.refuse(log.move("U1"), log.claim, "A mistake"))
    assert (log.standing.state, log.standing.reason) == (ItemState.IN_PROGRESS, "A mistake")
    assert log.standing.sent_back
    log.confirmed().take(acts.reopen(log.move(), "It does not hold"))
    assert (log.standing.reason, log.standing.sent_back) == ("It does not hold", False)


def test_a_training_is_recorded_by_the_office_alone() -> None:
    log = Log().take(acts.assign(Log().move(), "U7"))
    with pytest.raises(FormProblems):
        acts.claim(log.move("U7"), Evidence(date(2026, 11, 20), number=1, people=12))
    log.take(acts.claim(log.move("U1"), Evidence(date(2026, 11, 20), number=1, people=12)))
    assert log.standing.claim is not None
    assert log.standing.claim.evidence is not None
    assert log.standing.claim.evidence.people == 12


_STEPS = st.lists(st.tuples(st.sampled_from([*ACTS]), st.integers(0, 120)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(_STEPS)
def test_whatever_is_done_only_what_a_second_person_or_the_figures_showed_counts(steps: list[tuple[str, int]]) -> None:
    log, boards = Log(), list[Board]()
    for act, days in steps:
        log.now += timedelta(days=days, seconds=1)
        try:
            ACTS[act](log)
        except Refusal:
            continue
        boards.append(log.board)
        standing = log.standing
        if standing.counts:
            shown = standing.evidence
            assert shown is not None
            assert (shown.proof is not None and shown.proof.holds) or shown.confirmed_by not in {"", shown.by}
            assert standing.until is not None
            assert standing.until > log.now
        later = board_at(MODEL, log.entries, log.now + timedelta(days=400)).standings[0]
        assert not later.counts, "time alone never makes anything count"
    assert [board_at(MODEL, log.entries, one.at) for one in boards] == boards, "the past stays what it was"


def test_a_training_that_is_renewed_is_not_recorded_a_second_time() -> None:
    log = Log()
    log.take(acts.claim(log.move(), replace(SHOWN, people=30)))
    log.take(acts.confirm(log.move("U2"), log.claim))
    log.take(acts.assign(log.move(), "U9"))
    log.now += timedelta(days=30)
    log.take(acts.renew(log.move("U9"), log.now.date()))
    log.take(acts.confirm(log.move("U2"), log.claim))
    assert log.standing.counts
    assert trained(log.entries, TODAY - timedelta(days=90), log.now.date()).value == 30
