# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The validator refuses each payload of the corpus for the rule it breaks, and takes what Slack takes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View

from bot.practice.blockkit import problems
from bot.practice.blockkit.blocks import BLOCKS, SURFACES
from tests.support.corpus import expanded

CORPUS = Path(__file__).parent / "corpus"


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in json.loads((CORPUS / f"{name}.json").read_text("utf-8"))]


@pytest.mark.parametrize("case", cases("invalid"))
def test_a_payload_that_breaks_a_rule_is_refused_for_that_rule(case: dict[str, Any]) -> None:
    found = problems(case["surface"], expanded(case["payload"]))

    assert [(one.pointer, one.code) for one in found] == [(case["pointer"], case["code"])]


@pytest.mark.parametrize("case", cases("valid"))
def test_a_payload_that_slack_takes_is_taken(case: dict[str, Any]) -> None:
    assert problems(case["surface"], expanded(case["payload"])) == ()


def test_the_corpus_is_large_and_each_refusal_names_its_source() -> None:
    invalid, valid = cases("invalid"), cases("valid")
    assert len(invalid) >= 60
    assert len(valid) >= 30
    for case in (one.values[0] for one in invalid):
        assert case["rule"]
        assert case["source"].startswith(("docs.slack.dev/", "github.com/"))


def test_every_block_has_its_surfaces() -> None:
    assert set(BLOCKS) == set(SURFACES)


def text(words: str = "Text") -> sdk.PlainTextObject:
    return sdk.PlainTextObject(text=words)


OPTION = sdk.Option(label="A", value="a")
SDK_BLOCKS = [
    sdk.SectionBlock(text="Hello", fields=["one", "two"], accessory=sdk.ImageElement(image_url="u", alt_text="a")),
    sdk.HeaderBlock(text="Head"),
    sdk.DividerBlock(),
    sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="x")]),
    sdk.ImageBlock(image_url="https://example.com/a.png", alt_text="a", title="t"),
    sdk.ActionsBlock(
        elements=[
            sdk.ButtonElement(
                text="Go", action_id="go", value="1", style="primary", confirm=sdk.ConfirmObject(title="t", text="x")
            ),
            sdk.SelectElement(action_id="s", options=[OPTION], placeholder="Pick"),
            sdk.UserSelectElement(action_id="u", placeholder="Who"),
            sdk.DatePickerElement(action_id="d", initial_date="2026-11-22"),
            sdk.OverflowMenuElement(action_id="o", options=[OPTION]),
        ]
    ),
    sdk.InputBlock(label="Name", element=sdk.PlainTextInputElement(action_id="n", multiline=True), hint="h"),
    sdk.InputBlock(label="Who", element=sdk.UserMultiSelectElement(action_id="w", max_selected_items=2)),
    sdk.InputBlock(label="How", element=sdk.RadioButtonsElement(action_id="h", options=[OPTION])),
    sdk.MarkdownBlock(text="**x**"),
    sdk.TableBlock(rows=[[sdk.RawTextObject(text="a"), sdk.RawNumberObject(value=1, text="1")]]),
    sdk.CardBlock(title="Title", body="Body", actions=[sdk.ButtonElement(text="Go", action_id="go")]),
    sdk.CarouselBlock(elements=[sdk.CardBlock(title="Title")]),
    sdk.ContainerBlock(title="Title", child_blocks=[sdk.DividerBlock()]),
    sdk.PlanBlock(title="Plan", tasks=[sdk.TaskCardBlock(task_id="1", title="T", status="pending")]),
    sdk.RichTextBlock(
        elements=[sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="x", style={"bold": True})])]
    ),
]


@pytest.mark.parametrize("block", SDK_BLOCKS, ids=lambda block: block.type)
def test_what_the_sdk_builds_is_taken(block: sdk.Block) -> None:
    payload = json.loads(json.dumps(block.to_dict(), default=lambda part: part.to_dict()))

    assert problems("message", {"blocks": [payload]}) == ()


def test_a_view_that_the_sdk_builds_is_taken() -> None:
    field = sdk.InputBlock(label="Name", element=sdk.PlainTextInputElement(action_id="n"))
    view = View(type="modal", title=text(), submit=text("Send"), blocks=[field, sdk.AlertBlock(text="Careful")])

    assert problems("modal", view.to_dict()) == ()


def test_a_problem_says_where_what_and_by_which_rule() -> None:
    (found,) = problems("message", {"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]})

    assert found.pointer == "/blocks/0/text/text"
    assert found.message == "must be less than 151 characters"
    assert found.rule.startswith("docs.slack.dev/reference/block-kit/blocks/header-block: text")


BROKEN: list[Any] = [
    None,
    True,
    1,
    "",
    "x",
    [],
    [None],
    [[]],
    ["x"],
    [{}],
    {},
    {"type": None},
    {"type": "mrkdwn"},
    {"text": 1},
]


@given(
    kind=st.sampled_from(sorted(BLOCKS)),
    keys=st.dictionaries(
        st.sampled_from(["text", "elements", "element", "rows", "chart", "title", "fields", "accessory"]),
        st.sampled_from(BROKEN),
    ),
)
def test_no_block_however_broken_breaks_the_validator(kind: str, keys: dict[str, Any]) -> None:
    for one in problems("message", {"blocks": [{**keys, "type": kind}]}):
        assert one.pointer.startswith("/blocks")
