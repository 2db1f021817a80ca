# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person reads of blocks, mrkdwn and rich text."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.reading import Reading
from bot.practice.records import Json
from bot.practice.sample import sample_workspace


def read(*blocks: Json, person: str = "U0DANA") -> list[str]:
    return Reading(sample_workspace(), person).blocks(list(blocks)).split("\n")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def test_mentions_links_and_dates_are_read_as_people_read_them() -> None:
    reading = Reading(sample_workspace(), "U0DANA")

    assert reading.text("<@U0LENA> in <#C0LEGAL|x> and <!subteam^S0OSPO>") == "@lena in #legal-room and @ospo"
    assert reading.text("<https://example.com|the page> <https://example.com>") == "the page https://example.com"
    assert reading.text("<!date^1795000000^{date_short}|22 Nov> <!channel> <@U0X>") == "22 Nov @channel @U0X"
    assert reading.text("&lt;!channel&gt; &amp;lt;") == "<!channel> &lt;"


@given(st.text(max_size=60))
def test_escaped_text_reads_as_it_was_written(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert Reading(sample_workspace(), "U0DANA").text(escaped) == words


def test_plain_text_is_read_letter_by_letter() -> None:
    assert read({"type": "header", "text": plain("<@U0LENA> &amp;")}) == ["<@U0LENA> &amp;"]


def test_a_section_is_its_text_its_fields_and_its_accessory() -> None:
    menu = {"type": "overflow", "action_id": "m", "options": [{"text": plain("More…"), "value": "m"}]}
    block = {"type": "section", "text": marked("Hello"), "fields": [marked("one"), plain("two")], "accessory": menu}

    assert read(block) == ["Hello", "one", "two", "[More…]"]


def test_a_field_is_its_label_its_element_and_its_hint() -> None:
    element = {"type": "plain_text_input", "action_id": "n", "placeholder": plain("https://…")}
    block = {"type": "input", "label": plain("Project"), "element": element, "hint": plain("A URL"), "optional": True}

    assert read(block) == ["Project (optional): [https://…]", "A URL"]


def test_tables_and_charts_are_read_as_rows() -> None:
    cell = {"type": "raw_text", "text": "license"}
    number = {"type": "raw_number", "value": 3, "text": "3"}
    rich = {"type": "rich_text", "elements": [section({"type": "text", "text": "MIT"})]}
    point = {"label": "Mon", "value": 1}
    bars = {"type": "bar", "series": [{"name": "asked", "data": [point]}], "axis_config": {"categories": ["Mon"]}}

    assert read({"type": "data_table", "caption": "Counts", "rows": [[cell, number], [rich, number]]}) == [
        "Counts",
        "license | 3",
        "MIT | 3",
    ]
    pie = {"type": "pie", "segments": [point]}
    assert read({"type": "data_visualization", "title": "Lanes", "chart": pie}) == ["Lanes", "Mon: 1"]
    assert read({"type": "data_visualization", "title": "Week", "chart": bars}) == ["Week", "asked Mon: 1"]


def test_rich_text_resolves_people_groups_and_channels() -> None:
    parts: list[dict[str, Any]] = [
        {"type": "user", "user_id": "U0LENA"},
        {"type": "text", "text": " of "},
        {"type": "usergroup", "usergroup_id": "S0LEGAL"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "C0LEGAL"},
        {"type": "emoji", "name": "tada"},
        {"type": "link", "url": "https://example.com"},
    ]
    items = {"type": "rich_text_list", "style": "bullet", "elements": [section(parts[0]), section(parts[2])]}

    assert read({"type": "rich_text", "elements": [section(*parts), items]}) == [
        "@lena of @legal in #legal-room:tada:https://example.com",
        "@lena",
        "@legal",
    ]


def test_cards_containers_and_alerts_are_read_with_what_they_hold() -> None:
    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    hidden = button | {"text": plain("Approve"), "visible_to_user_ids": ["U0LENA"]}
    card = {"type": "card", "title": marked("OSPO-1"), "body": marked("waits"), "actions": [button, hidden]}
    container = {"type": "container", "title": plain("Queue"), "child_blocks": [card]}

    assert read(container) == ["Queue", "OSPO-1", "waits", "[Go]"]
    assert read(container, person="U0LENA")[-1] == "[Go] [Approve]"
    assert read({"type": "carousel", "elements": [card]}) == ["OSPO-1", "waits", "[Go]"]
    assert read({"type": "alert", "text": marked("Careful"), "level": "warning"}) == ["Careful"]
    assert read({"type": "image", "alt_text": "A chart", "image_url": "x", "title": plain("Chart")}) == [
        "Chart",
        "A chart",
    ]
    assert read({"type": "markdown", "text": "**bold**"}, {"type": "divider"}) == ["**bold**"]
