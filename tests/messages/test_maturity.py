# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people read of maturity: the board, one item, its forms, and messages about it; what its buttons carry."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from messages.answers import help_message
from messages.maturity.about import About, Act, about, value_of
from messages.maturity.board import Place, board_modal, stage_line
from messages.maturity.forms import Known, act_modal, filled, has_form
from messages.maturity.goals import goals_modal
from messages.maturity.item import item_modal
from messages.maturity.news import gone, news
from tests.messages.samples import NASTY, action_ids, check, said
from tests.support.office import organization
from workflows.errors import UnknownForm
from workflows.figures import NAMED_PERSON, Holder, QueueFigures
from workflows.items import REQUESTER
from workflows.maturity import entries
from workflows.maturity.boards import Board, Claim, ItemState, Standing
from workflows.maturity.evidence import Evidence, Proof
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.maturity.spreads import Spread
from workflows.notice import Notice

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
FIRST = Stage(
    name="first", title="First", items=(Item(id="a", text="Say A & B", hint="A page"), Item(id="b", text="B"))
)
SECOND = Stage(
    name="second", title="Second", target=50, items=(Item(id="c", text="C", needs=("b",)), Item(id="d", text="D"))
)
MODEL = MaturityModel(name="own", title="Own", stages=(FIRST, SECOND))
LINK = Evidence(date(2026, 11, 1), link="https://example.org/x?a=1&b=2", by="U0A", confirmed_by="U0B")
ALONE = replace(LINK, confirmed_by="U0A", alone=True)
FACTS = Evidence(TODAY, proof=Proof("requests_tracked", 1200, 0, TODAY, TODAY, "requests that were made", holds=True))
RENEW: tuple[Act, ...] = ("renew",)
CLAIM = Claim(7, "U0A", NOW, LINK)


def standing(item: str, state: ItemState = ItemState.UNKNOWN, **more: Any) -> Standing:
    return Standing(MODEL.items[item], MODEL.stage_of[item], state, **more)


def board(*known: Standing) -> Board:
    found = {one.item.id: one for one in known}
    return Board(MODEL, NOW, tuple(found.get(id_, standing(id_)) for id_ in MODEL.items))


def notice(kind: str, to: str = "U0A", **detail: int) -> Notice:
    said_of: dict[str, str | int] = {"about": kind, "model": "own", "unit": "", "item": "a", **detail}
    return Notice(key="k", workspace="T1", lane="l", message="m", template="maturity", to=to, detail=said_of)


def test_a_board_that_nobody_looked_at_says_so_and_makes_up_no_figure() -> None:
    words = said(check(board_modal(board(), [Place("own", "Own")]), "modal"))
    assert "nobody has looked at any item yet" in words
    assert "0 of 2 evidenced: not enough data" in words
    assert "%)" not in words


def test_a_stage_says_counts_before_the_percentage_and_what_is_lost() -> None:
    found = board(standing("a", ItemState.EVIDENCED, evidence=LINK), standing("b", ItemState.STALE, evidence=LINK))
    line = stage_line(found.scores[0])
    assert line == "`●✕`  *First*\n1 of 2 evidenced (50\N{NO-BREAK SPACE}%) · target 100\N{NO-BREAK SPACE}% · 1 lost"


def test_what_one_person_said_alone_is_counted_apart_and_looks_different() -> None:
    found = board(standing("a", ItemState.EVIDENCED, evidence=ALONE), standing("b", ItemState.CLAIMED, claim=CLAIM))
    line = stage_line(found.scores[0])
    assert "`◒◐`  *First*\n0 of 2 evidenced (0\N{NO-BREAK SPACE}%)" in line
    assert "1 waits for a second person · 1 by one person alone" in line


def test_the_board_shows_the_stage_of_the_next_best_step_until_another_is_chosen() -> None:
    done = [standing(id_, ItemState.EVIDENCED, evidence=LINK) for id_ in ("a", "b")]
    shown = check(board_modal(board(*done), [Place("own", "Own"), Place("use", "Engagement", "x", "Team X")]), "modal")
    assert "First is complete" in said(shown)
    assert "Next best step:* C\n_Because it is the first" in said(shown)
    assert said(shown).count("Engagement: Team X") == 1
    assert about(shown["private_metadata"]) == About("own", "", "second")
    first = check(board_modal(board(*done), [Place("own", "Own")], "first"), "modal")
    assert about(first["private_metadata"]).stage == "first"
    assert "maturity:place" not in action_ids(first), "there is one board only"


@pytest.mark.parametrize(
    "evidence, words",
    [
        (LINK, "A link alone, which is weaker:* https://example.org/x?a=1&amp;b=2, as of 1 Nov 2026, by <@U0A>"),
        (ALONE, "by <@U0A> alone: there was no second person"),
        (replace(LINK, link="", number=12), "A request of the record:* OSPO-12"),
        (replace(LINK, link="", note=NASTY), "&lt;!channel&gt;"),
        (replace(LINK, people=12), "a training of 12 people"),
        (FACTS, "From the office's own records:* 1,200 (requests that were made), 23 Nov 2026"),
    ],
)  # fmt: skip
def test_evidence_says_where_it_comes_from(evidence: Evidence, words: str) -> None:
    shown = standing("a", ItemState.EVIDENCED, evidence=evidence, until=NOW, owner="U0A", due_on=TODAY, since=NOW)
    for view in (board_modal(board(shown), [Place("own", "Own")]), item_modal(board(shown), shown, RENEW)):
        assert words in said(check(view, "modal"))
        assert ("It counts until 23 Nov 2026" in said(view)) is (evidence.proof is None)


def test_an_item_shows_only_the_buttons_that_this_person_may_use() -> None:
    open_ = standing("c")
    shown = check(item_modal(board(), open_, ("start", "claim", "assign")), "modal")
    assert action_ids(shown) == ["maturity:ask:claim", "maturity:do:start", "maturity:ask:assign", "maturity:show"]
    assert "Comes after: B" in said(shown)
    assert action_ids(item_modal(board(), open_, ())) == ["maturity:show"]


@pytest.mark.parametrize("act", [one for one in get_args(Act) if has_form(one)])
def test_every_form_carries_its_item_and_its_act(act: Act) -> None:
    of = About("own", "", "first", "a", 7, act)
    view = check(act_modal(of, NASTY, "A page", Known(TODAY, "U0A", TODAY)), "modal")
    assert filled(view | {"state": {"values": {}}}).about == of


def test_a_board_of_the_longest_texts_stays_within_slacks_limits() -> None:
    items = tuple(Item(id=f"i{n}", text=(NASTY * 20)[:300], hint=(NASTY * 50)[:500]) for n in range(150))
    stage = Stage(name="s" * 40, title=(NASTY * 9)[:60], items=items)
    more = [Stage(name=f"t{n}", title=f"Stage {n} " * 5, items=(Item(id=f"x{n}", text="X"),)) for n in range(40)]
    model = MaturityModel(name="m" * 40, title=(NASTY * 9)[:60], stages=(stage, *more))
    shown = replace(LINK, note=NASTY * 100)
    standings = tuple(Standing(one, stage, ItemState.EVIDENCED, evidence=shown, reason=NASTY * 100) for one in items)
    found = Board(model, NOW, standings, unit="u" * 40)
    places = [Place("m" * 40, "M", f"unit-{n}".ljust(40, "x")) for n in range(120)]
    shown_board = said(check(board_modal(found, places, stage.name), "modal"))
    assert "more are not shown here" in shown_board
    assert shown_board.count("Stage 39 Stage 39") >= 1, "no stage is cut from the picture"
    check(item_modal(found, standings[0], get_args(Act)), "modal")


def test_messages_ask_once_and_keep_a_stamp() -> None:
    claimed = standing("a", ItemState.CLAIMED, claim=CLAIM, owner="U0A")
    asked = check(news(notice("claim", "C0", claim=7), board(claimed), claimed))
    assert action_ids(asked) == ["maturity:do:confirm", "maturity:ask:refuse", "maturity:item"]
    assert about(asked["blocks"][-1]["elements"][0]["value"]).seen == 7
    newer = check(news(notice("claim", "C0", claim=3), board(claimed), claimed))
    assert action_ids(newer) == ["maturity:item"], "of an older claim nobody decides any more"
    back = standing("a", ItemState.IN_PROGRESS, reason=NASTY, reason_of=entries.Act.REFUSED, owner="U0A")
    assert "&lt;!channel&gt;" in said(check(news(notice("refused"), board(back), back)))
    assert "maturity:ask:waive" in action_ids(check(news(notice("refused", aside=1), board(back), back)))
    assert "maturity:ask:claim" in action_ids(check(news(notice("owner"), board(back), back)))
    assert "Somebody else owns" in said(check(news(notice("owner", "U0B"), board(back), back)))
    assert "/ospo maturity" in said(check(gone()))


def test_the_question_of_a_week_asks_what_is_not_known_and_is_stamped_once_answered() -> None:
    open_ = standing("a", owner="U0A", asked_at=NOW)
    lost = standing("a", ItemState.STALE, owner="U0A", asked_at=NOW, evidence=LINK)
    done = replace(lost, looked_at=NOW)
    asked = [action_ids(check(news(notice("week"), board(one), one))) for one in (open_, lost, done)]
    figures = standing("a", ItemState.STALE, owner="U0A", asked_at=NOW, evidence=FACTS)
    of_figures = action_ids(check(news(notice("week"), board(figures), figures)))
    assert of_figures == ["maturity:ask:claim", "maturity:ask:reopen", "maturity:ask:waive", "maturity:item"]
    assert asked == [
        ["maturity:ask:claim", "maturity:do:later", "maturity:ask:waive", "maturity:item"],
        ["maturity:do:still", "maturity:ask:reopen", "maturity:item"],
        ["maturity:item"],
    ]


@pytest.mark.parametrize(
    "forged",
    ["", "{}", "[]", "null", '{"m":"Own"}', '{"m":"own","x":1}', '{"m":"own","a":"delete"}', '{"m":"own","k":"7"}',
     '{"m":"own","k":-1}', '{"m":"' + "x" * 41 + '"}', "{" * 999, None, 7],
)  # fmt: skip
def test_what_is_forged_is_no_form_of_ours(forged: Any) -> None:
    with pytest.raises(UnknownForm):
        about(forged)


def test_a_value_comes_back_as_it_was_written() -> None:
    of = About("own", "unit-1", "first", "a", 9, "claim")
    assert about(value_of(of)) == of


def test_without_a_model_goals_and_queues_stand_in_its_place_with_both_sides_of_the_debate() -> None:
    goals = [
        {"text": "Publish <principles>", "due": "2026-11-01"},
        {"text": "Train 50", "owner": "legal", "done": True},
    ]
    house = organization(settings={"maturity": {"model": "none"}, "goals": goals})
    queues = QueueFigures(NOW, 3, 1, 1, waiting_on=(Holder("ospo", 2), Holder(NAMED_PERSON, 1), Holder(REQUESTER, 1)))
    words = said(check(goals_modal(house, queues, TODAY, [Place("use", "Engagement", "x", "Team X")]), "modal"))
    assert "Goals (1 of 2 reached)" in words
    assert "○ *Publish &lt;principles&gt;*\nOpen · the OSPO, was due 1 Nov 2026" in words
    assert "3 requests are open, 1 overdue, 1 due within two days." in words
    assert "Waiting on the OSPO (2), somebody named in person (1) and their requesters (1)." in words
    assert "*For a model:*" in words
    assert "*Against one:*" in words
    assert "*For a model:*" in said(check(help_message({}, house)))
    assert "*For a model:*" not in said(help_message({}, organization()))
    assert "No goals are written down yet" in said(
        check(goals_modal(organization(), QueueFigures(NOW), TODAY), "modal")
    )


def test_the_board_of_a_unit_shows_how_far_the_units_are_apart() -> None:
    found = Spread({"first": ("x", "y")}, ("z",), ("w",), None, FIRST)
    places = [Place("use", "Engagement", "x", "Team X")]
    words = said(check(board_modal(board(), places, spread=found), "modal"))
    assert "below First: 1 (z) · First: 2 (Team X, y) · not assessed yet: 1 (w)" in words
