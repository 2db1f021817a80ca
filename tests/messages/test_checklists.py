# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The checklist as people read it: within Slack's limits, escaped, and with a menu only where it helps."""

import json

from messages.blocks import MESSAGE_BLOCKS, OVERFLOW_OPTIONS, SECTION_TEXT, VIEW_BLOCKS, too_large
from messages.checklists import checklist_buttons, checklist_modal, lines, summary
from messages.requests import card
from tests.support.office import REQUESTER, contribution, item, organization, person, step, submitted
from workflows.items import ItemState, Mark
from workflows.request import Request

LONG = "<!channel> & *bold* " * 20
LEGAL = person("legal")


def full() -> Request:
    """As many items as a kind can have, and conditions besides, each as long as it can be."""
    mark = Mark(
        state=ItemState.NOT_APPLICABLE,
        by=LEGAL,
        role="legal",
        at=submitted(step("legal")).submitted_at,
        note=LONG,
        evidence="https://forge.example.org/" + "e" * 400,
    )
    items = [item(f"item-{n}", title="<t>" * 25, text="<x>" * 100, because="&" * 300) for n in range(40)]
    items = [one.model_copy(update={"mark": mark}) if n % 2 else one for n, one in enumerate(items)]
    conditions = [item(f"condition_1_{n}", text=LONG[:400], condition_of="legal") for n in range(30)]
    return submitted(step("legal"), checklist=(*items, *conditions))


def test_the_fullest_checklist_fits_into_a_view_and_its_card_into_a_message() -> None:
    request = full()
    view = checklist_modal(request, organization(), LEGAL, frozenset({"legal"}))
    assert len(view["blocks"]) <= VIEW_BLOCKS
    assert not too_large(view)
    assert all(len(block["text"]["text"]) <= SECTION_TEXT for block in view["blocks"] if block["type"] == "section")
    menus = [block["accessory"]["options"] for block in view["blocks"] if "accessory" in block]
    assert len(menus) == len(request.checklist)
    assert all(1 <= len(menu) <= OVERFLOW_OPTIONS for menu in menus)
    shown = card(request, contribution(), organization())
    assert len(shown["blocks"]) <= MESSAGE_BLOCKS
    assert "and 45 more" in json.dumps(shown)


def test_what_people_wrote_calls_nobody_and_marks_nothing() -> None:
    shown = json.dumps([checklist_modal(full(), organization(), LEGAL, frozenset()), lines(full(), organization())])
    assert "<!channel>" not in shown


def test_who_may_say_nothing_of_an_item_finds_no_menu() -> None:
    request = submitted(step("legal"), checklist=(item("rights"), item("files", "requester")))
    by_owner = {
        who: ["accessory" in block for block in checklist_modal(request, organization(), who, groups)["blocks"][1:]]
        for who, groups in (
            (REQUESTER, frozenset({"legal"})),
            (LEGAL, frozenset({"legal"})),
            (person("x"), frozenset()),
        )
    }
    assert list(by_owner.values()) == [[False, True], [True, False], [False, False]]


def test_a_request_without_a_checklist_shows_nothing_of_one() -> None:
    request = submitted(step("legal"))
    assert (summary(request), lines(request, organization()), checklist_buttons(request)) == ("", [], ())
