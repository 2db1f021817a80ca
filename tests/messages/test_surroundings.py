# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Home, direct answers, and which notice becomes which message."""

from dataclasses import replace
from typing import Any

import pytest

from messages import answers
from messages.blocks import button, fields, image, message, modal, option, section
from messages.home import home
from messages.render import render
from tests.messages.samples import (
    ADOPTED,
    DEVELOPER,
    KIND,
    NASTY,
    NOW,
    ORGANIZATION,
    PRIVATE,
    STAFF,
    action_ids,
    approved,
    asked,
    check,
    nine_steps,
    said,
    submitted,
)
from workflows import lifecycle, notices, reviewing
from workflows.home import Visit
from workflows.notice import Notice
from workflows.organization import Channels, Organization, Program
from workflows.queue import Waiting
from workflows.registers.register import Register
from workflows.request import Request

KINDS = {KIND.name: KIND}
GROUPS = frozenset({"legal", "ospo"})
WITH_CHANNEL = ORGANIZATION.model_copy(update={"channels": Channels(requests="C0REQUESTS")})


def test_home_shows_first_what_waits_for_me_then_mine_then_what_i_can_start() -> None:
    view = check(
        home(Visit(Waiting([submitted(number=7)], 31, GROUPS), [submitted(number=8)]), KINDS, ORGANIZATION), "home"
    )
    words = said(view)
    assert words.index("Waiting for you (31)") < words.index("OSPO-7") < words.index("Your requests")
    assert words.index("Your requests") < words.index("OSPO-8") < words.index("Start something")
    assert "1 to 1 of 31, oldest first." in words
    assert action_ids(view) == [
        "queue:narrow:kind",
        "queue:narrow:group",
        "queue:narrow:lane",
        "queue:narrow:show",
        "request:open",
        "queue:later",
        "request:open",
        "form:start:contribution",
        "ask:open",
        "register:registers",
        "settings:open",
    ]
    assert "not yet adopted by your company" in words


def test_an_empty_home_says_so() -> None:
    words = said(check(home(Visit(Waiting([], 0, GROUPS)), {}, ADOPTED), "home"))
    assert "Nothing waits for you in legal and the OSPO." in words
    assert "You have no requests yet." in words
    assert "shipped default" not in words


def test_a_full_home_of_hostile_titles_fits() -> None:
    request, kind, organization = nine_steps()
    view = check(
        home(Visit(Waiting([request] * 10, 40, GROUPS), [request] * 40), {kind.name: kind}, organization), "home"
    )
    assert len(view["blocks"]) <= 100


def test_help_lists_every_kind_and_command() -> None:
    shown = check(answers.help_message(KINDS, ORGANIZATION))
    assert "`/ospo contribute`: Send a change" in said(shown)
    assert action_ids(shown) == ["form:start:contribution"]
    assert "legal advice" in said(shown)
    check(answers.help_message({}, Organization(program=Program(name=NASTY))))


def test_help_names_the_lists_that_have_a_verb_of_their_own_and_are_for_everybody() -> None:
    own = Register(name="events", title="Events", one="event", verb="events", about="Where <we> speak.", petal="ospo")
    closed = own.model_copy(update={"name": "budget", "verb": "budget", "readers": ("ospo",)})
    explained = own.model_copy(update={"name": "upstreams", "verb": "upstreams"})
    words = said(check(answers.help_message(KINDS, ORGANIZATION, [own, closed, explained])))
    assert "`/ospo events`: where &lt;we&gt; speak" in words
    assert "/ospo budget" not in words
    assert words.count("`/ospo upstreams`") == 1


def test_an_unknown_verb_is_named_with_the_nearest_and_cannot_end_its_code() -> None:
    shown = check(answers.unknown_verb("c`o<!channel>*", "contribute"))
    assert shown["text"].startswith("There is no `/ospo c'o&lt;!channel&gt;*`. Did you mean `/ospo contribute`?")
    assert "Did you mean" not in check(answers.unknown_verb("x" * 3000, ""))["text"]


def test_refusals_and_failures_say_what_to_do_next() -> None:
    assert said(check(answers.refusal("No. `/ospo status` shows it."))).startswith("No.")
    assert "`3f2a`" in check(answers.failure("3f2a"))["text"]


@pytest.mark.parametrize("private", [False, True])
def test_every_notice_of_a_requests_life_becomes_a_message(private: bool) -> None:
    first = submitted(PRIVATE) if private else submitted()
    life: list[Request] = [first]
    if not private:
        question = asked(first.forget_happened())
        life += [question, reviewing.answer(question.forget_happened(), 1, "Me", by=DEVELOPER, now=NOW)]
        life.append(approved(life[-1].forget_happened()))
    else:
        life.append(lifecycle.withdraw(first.forget_happened(), by=DEVELOPER, now=NOW))
    before: Request | None = None
    templates = set()
    for request in life:
        for notice in notices.after(request, before, WITH_CHANNEL, STAFF):
            check(render(notice, request, KIND, WITH_CHANNEL))
            templates.add(notice.template)
            if private and notice.to != DEVELOPER.id:
                assert not notice.thread
        before = request
    assert templates >= ({"progress", "step"} if private else {"card", "step", "progress", "question", "answer"})


def _notice(template: Any, **detail: str | int) -> Notice:
    where = {"key": "k", "workspace": "T1", "lane": "R1", "message": "m", "to": "C0REQUESTS"}
    return Notice(template=template, detail=detail, **where)


def test_a_plain_notice_is_escaped_and_a_revision_is_told() -> None:
    request = submitted()
    assert "&lt;!channel&gt;" in check(render(_notice("plain", text=NASTY), request, KIND, ORGANIZATION))["text"]
    assert "revision 1" in check(render(_notice("revised"), request, KIND, ORGANIZATION))["text"]


def test_a_step_in_a_thread_is_open_and_elsewhere_closed() -> None:
    request = submitted()
    closed = _notice("step", step="legal", on_duty="U0LEGAL1")
    threaded = replace(closed, thread="card:R1")
    assert "SECRET-COPY" in said(check(render(closed, request, KIND, ORGANIZATION)))
    assert "SECRET-COPY" not in said(check(render(threaded, request, KIND, ORGANIZATION)))


def test_too_many_blocks_give_way_and_the_buttons_stay() -> None:
    blocks = [section(f"line {number}") for number in range(80)]
    acting = {"type": "actions", "elements": [button("Go", "a:b")]}
    shown = check(message("Many", [*blocks, acting]))
    assert len(shown["blocks"]) == 50
    assert action_ids(shown) == ["a:b"]


def test_too_many_characters_give_way_to_a_pointer_to_the_details() -> None:
    shown = check(message("Long", [section("short"), section("x" * 3000), *[section("y" * 2500)] * 4]))
    assert "short" in said(shown)
    assert "open the details" in said(shown)


def test_what_cannot_be_cut_without_meaning_something_else_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="too long for a button"):
        button("Go", "a:b", "x" * 2001)
    with pytest.raises(ValueError, match="too long for an option"):
        option("x" * 151, "Choice")
    with pytest.raises(ValueError, match="private metadata"):
        modal("T", [], metadata="x" * 3001, close="Close")


def test_fields_and_pictures_keep_the_limits() -> None:
    pairs = [(NASTY, "<@U0DEV>")] * 12
    check(message("Fields", [fields(pairs), image("https://example.com/a.png", NASTY * 100)]))
