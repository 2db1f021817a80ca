# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages and forms of advice, polls and reading stay within Slack's limits, whatever people wrote."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.blockkit import problems
from messages.blocks import too_large
from messages.reading import shelf_modal
from messages.recommendations import advice_message, advice_modal, dismiss_modal
from messages.values import forms, news, overview
from workflows.reading.next_read import Reading, Wish
from workflows.recommendations.advising import Advice, Stands
from workflows.recommendations.rules import Rule
from workflows.registers.entry import LONGEST_TEXT, Content, Entry, EntryState
from workflows.values.acknowledging import Standing
from workflows.values.poll import Ballot, Poll, Statement
from workflows.values.polled import Polled

TODAY = date(2026, 11, 23)
WORDS = st.sampled_from(["x", "<!channel> & <@U0OMAR>", "*_~`> [a](javascript:x)", "\u202egnp\U0001f600" * 40])
LONG = st.builds(lambda words: (words * LONGEST_TEXT)[:LONGEST_TEXT], WORDS)
TITLE = st.builds(lambda words: (words * 150)[:150], WORDS)


def entry(title: str, text: str) -> Entry:
    content = Content(title=title, text=text, values={"agreed_on": "use"})
    return Entry(workspace="T1", register="principles", name="one", content=content, state=EntryState.PUBLISHED)


@settings(max_examples=12, deadline=None)
@given(TITLE, LONG)
def test_every_view_and_message_is_one_that_slack_takes(title: str, text: str) -> None:
    rule = Rule("late", title, text, text[:600], "ospo", "facts.open > 1", "action", title, "", 3)
    told = [
        (
            Advice(rule=f"late-{number}", title=title, petal="ospo", stands=stands, since=TODAY, figures=(title,) * 20),
            rule,
        )
        for number, stands in enumerate([Stands.OPEN] * 15 + [Stands.DISMISSED] * 15)
    ]
    units = {f"unit-{number}": title[:60] for number in range(120)}
    statements = tuple(Statement(f"s-{number}", title) for number in range(8))
    poll = Poll("T1", "poll", TODAY, statements, units, "C0GENERAL", "U0OMAR")
    ballot = Ballot("unit-1", {"s-1": 5}, "s-1")
    standings = [Standing(name, title[:60], "U0MIKA", 1, TODAY) for name in units]
    readings = [Reading(f"r-{n}", title, text, title, "https://example.com/x", "", "ospo", (), 5) for n in range(40)]
    polled = Polled(office=True, poll=poll, may_answer=True, last=entry(title, text))
    views = [
        advice_modal(told),
        dismiss_modal(told[0][0]),
        forms.begin_modal(statements, units, {"unit-1": "U0MIKA"}, TODAY),
        forms.answer_modal(poll, "", ballot),
        overview.overview_modal(polled, standings, 3),
        shelf_modal(readings, readings, Wish(), {}),
    ]
    for view in views:
        assert problems("modal", view) == (), json.dumps(view)[:300]
        assert not too_large(view)
    messages = [
        advice_message(told[0][0], rule),
        news.result(entry(title, text)),
        news.follow(title, [entry(title, text)] * 20, "unit-1 abc", followed_on="", again=True),
        news.asked(poll, "unit-1", reminder=False),
    ]
    for message in messages:
        assert problems("message", dict(message)) == (), message["text"][:300]
        assert "<!channel>" not in message["text"]
