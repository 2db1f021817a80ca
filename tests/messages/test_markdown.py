# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Markdown becomes rich text that says the same, mentions nobody and leads only to the web."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.blockkit import problems
from messages.blocks import divider, message, modal
from messages.inline import shown_text
from messages.markdown import excerpt, rich_text_of

WRITTEN = """# How to ask

Write to **the office** or _anybody_ in it, see [the page](https://example.com/a_b) or `ospo ask`.

- first
  - deeper
1. one

> quoted
> twice

```
code <!channel>
```
| A | B |
|---|---|
| 1 | 2 |
"""


def _parts(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for block in rich_text_of(text, 12_000):
        for element in block["elements"]:
            inner = element["elements"]
            found += [part for one in inner for part in one["elements"]] if "list" in element["type"] else inner
    return found


def _text(text: str) -> str:
    return "".join(shown_text(part) for part in _parts(text))


def test_headings_lists_quotes_code_and_tables_are_what_they_were() -> None:
    [block] = rich_text_of(WRITTEN, 12_000)
    assert [one["type"].removeprefix("rich_text_") for one in block["elements"]] == [
        "section", "section", "list", "list", "list", "quote", "preformatted", "section", "section",
    ]  # fmt: skip
    assert block["elements"][0]["elements"][0] == {"type": "text", "text": "How to ask", "style": {"bold": True}}
    assert [one["indent"] for one in block["elements"][2:4]] == [0, 1]
    assert block["elements"][4]["style"] == "ordered"
    assert {"type": "link", "url": "https://example.com/a_b", "text": "the page"} in _parts(WRITTEN)
    assert {"type": "text", "text": "the office", "style": {"bold": True}} in _parts(WRITTEN)
    assert {"type": "text", "text": "anybody", "style": {"italic": True}} in _parts(WRITTEN)
    assert _text(WRITTEN).endswith("A · B1 · 2")


def test_steps_keep_their_numbers_and_boxes_to_tick_are_boxes() -> None:
    [block] = rich_text_of("1. Ask\n2. Wait\n\nThen:\n\n10. Do\n\n- [ ] open\n- [x] done", 3_000)
    lists = [one for one in block["elements"] if one["type"] == "rich_text_list"]
    assert [one.get("offset", 0) for one in lists] == [0, 1, 9, 0, 0]
    assert [one["elements"][0]["elements"][0]["text"] for one in lists[3:]] == ["☐ open", "☑ done"]


def test_what_mentions_or_commands_stays_text() -> None:
    for text in ("<!channel> look", "<@U0DANA>", "@here", "&lt;!here&gt;"):
        assert {part["type"] for part in _parts(text)} <= {"text", "link"}
        assert _text(text) == text
    assert _parts("<https://example.com|click>")[1]["url"] == "https://example.com"


def test_a_link_leads_to_the_web_and_says_where_it_leads() -> None:
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://me:secret@example.com", "slack://x", "/x"):
        assert all(part["type"] == "text" for part in _parts(f"[here]({address})")), address
        assert _text(f"[here]({address})") in {f"here ({address})", f"[here]({address})"}
    [spoofed] = _parts("[https://bank.example](https://evil.example/x)")
    assert spoofed == {"type": "link", "url": "https://evil.example/x"}
    assert _parts("[bank.example](https://evil.example/x)") == [spoofed]
    assert [part["type"] for part in _parts("See https://example.com/a, and more.")] == ["text", "link", "text"]


def test_names_with_underscores_and_stars_in_sums_are_no_emphasis() -> None:
    assert _parts("use snake_case_names and 2 * 3 * 4") == [
        {"type": "text", "text": "use snake_case_names and 2 * 3 * 4"}
    ]
    assert _text(r"\*not\* \_this\_") == "*not* _this_"


def test_a_wrapped_line_flows_on_and_a_short_one_ends() -> None:
    long = "word " * 14
    assert _text(f"{long}\nend") == f"{long.strip()} end"
    assert _text("Dear all\nend") == "Dear all\nend"


def test_an_excerpt_is_one_plain_line() -> None:
    assert excerpt(WRITTEN, 40) == "Write to the office or anybody in it, s…"
    assert excerpt("# Only a heading", 40) == ""
    assert excerpt("Yes, with care:\n\n- one\n- two\n\nMore.", 40) == "Yes, with care: one; two"
    assert excerpt("- one\n- two", 40) == "one"
    assert excerpt("", 40) == ""


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab \n*_~`[]()<>#-1.>|\\!h") | st.characters(), max_size=400), st.integers(1, 40))
def test_whatever_is_written_slack_takes_it(text: str, times: int) -> None:
    blocks = rich_text_of(text * times, 12_000)
    view = modal("x", [divider(), *blocks], close="Close")
    assert problems("modal", view) == ()
    assert len(json.dumps(blocks)) < 240_000
    assert message("x", blocks)
