# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Block elements: buttons, menus, pickers and inputs, and which of them each kind of block may hold."""

from collections.abc import Mapping

from bot.practice.blockkit.checks import (
    Check,
    Findings,
    Shape,
    boolean,
    exactly_one,
    integer,
    many,
    one_of,
    pattern,
    text,
)
from bot.practice.blockkit.objects import (
    CONFIRM,
    DATE,
    DISPATCH,
    FILTER,
    ID,
    INSTANT,
    LINK_OPTION,
    MARKED_OPTION,
    OPTION_GROUP,
    PAGES,
    PEOPLE,
    PLAIN_OPTION,
    SLACK_FILE,
    TIME,
    WEB_ADDRESS,
    any_text,
    chosen_are_offered,
    ordered,
    plain_text,
)
from bot.practice.records import Json

NUMERAL = pattern(r"-?\d+(\.\d+)?", "a number written as a string")
POSITIVE = integer(1)


def _page(name: str) -> str:
    return f"{PAGES}/block-elements/{name}-element"


def _focus(findings: Findings, pointer: str, value: Json) -> None:
    """At most one element of a view takes the focus when it opens."""
    if value.get("focus_on_load"):
        findings.focused += 1
        if findings.focused > 1:
            findings.add(f"{pointer}/focus_on_load", "too_many", "only one element may be true")


def _input(page: str, required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check) -> Shape:
    common: dict[str, Check] = {"action_id": ID, "placeholder": plain_text(150), "focus_on_load": boolean}
    return Shape(_page(page), required, {**common, **optional}, (*rules, _focus))


def _menu(page: str, optional: Mapping[str, Check], *rules: Check) -> Shape:
    return _input(page, {}, {"confirm": CONFIRM, **optional}, *rules)


def _options(page: str, one: Check, initial: str, initial_check: Check, more: Mapping[str, Check]) -> Shape:
    offered = {"options": many(one, 1, 100), "option_groups": many(OPTION_GROUP, 1, 100), initial: initial_check}
    return _menu(page, {**offered, **more}, exactly_one("options", "option_groups"), chosen_are_offered(initial))


def _choices(page: str, initial: str, initial_check: Check) -> Shape:
    """Radio buttons and checkboxes: no placeholder, at most ten options."""
    common: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean, initial: initial_check}
    rules = (chosen_are_offered(initial), _focus)
    return Shape(_page(page), {"options": many(MARKED_OPTION, 1, 10)}, common, rules)


SELECT, MULTI = "select-menu", "multi-select-menu"
LARGEST: Mapping[str, Check] = {"max_selected_items": POSITIVE}
QUERY: Mapping[str, Check] = {"min_query_length": integer(0)}
RESPONSE: Mapping[str, Check] = {"response_url_enabled": boolean}
CONVERSATIONS: Mapping[str, Check] = {"default_to_current_conversation": boolean, "filter": FILTER}
TYPED: Mapping[str, Check] = {"dispatch_action_config": DISPATCH}
BUTTON: Mapping[str, Check] = {
    "action_id": ID,
    "value": text(0, 2000),
    "confirm": CONFIRM,
    "accessibility_label": text(0, 75),
}
FEEDBACK = Shape(
    "",
    {"text": plain_text(75), "value": text(0, 2000)},
    {"accessibility_label": text(0, 75)},
)

ELEMENTS: Mapping[str, Check] = {
    "button": Shape(
        _page("button"),
        {"text": plain_text(75)},
        {
            **BUTTON,
            "url": WEB_ADDRESS,
            "style": one_of("primary", "danger"),
            "visible_to_user_ids": many(text(1), 1),
            "agent_prompt": text(1, 4000),
            "agent_prompt_display": text(1),
        },
    ),
    "icon_button": Shape(
        _page("icon-button"),
        {"icon": one_of("trash"), "text": plain_text(75)},
        {**BUTTON, "visible_to_user_ids": many(text(1), 1, 10)},
    ),
    "workflow_button": Shape(
        _page("workflow-button"),
        {
            "text": plain_text(75),
            "workflow": Shape(
                "",
                {
                    "trigger": Shape(
                        "",
                        {"url": WEB_ADDRESS},
                        {"customizable_input_parameters": many(Shape("", {"name": text(1), "value": text()}))},
                    )
                },
            ),
        },
        {"action_id": ID, "style": one_of("primary", "danger"), "accessibility_label": text(0, 75)},
    ),
    "feedback_buttons": Shape(
        _page("feedback-buttons"), {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {"action_id": ID}
    ),
    "overflow": Shape(
        _page("overflow-menu"), {"options": many(LINK_OPTION, 1, 5)}, {"action_id": ID, "confirm": CONFIRM}
    ),
    "image": Shape(
        _page("image"),
        {"alt_text": text(0, 2000)},
        {"image_url": WEB_ADDRESS, "slack_file": SLACK_FILE},
        (exactly_one("image_url", "slack_file"),),
    ),
    "static_select": _options(SELECT, PLAIN_OPTION, "initial_option", PLAIN_OPTION, {}),
    "multi_static_select": _options(MULTI, PLAIN_OPTION, "initial_options", many(PLAIN_OPTION, 1), LARGEST),
    "external_select": _menu(SELECT, {"initial_option": PLAIN_OPTION, **QUERY}),
    "multi_external_select": _menu(MULTI, {"initial_options": many(PLAIN_OPTION, 1), **QUERY, **LARGEST}),
    "users_select": _menu(SELECT, {"initial_user": text(1)}),
    "multi_users_select": _menu(MULTI, {"initial_users": PEOPLE, **LARGEST}),
    "conversations_select": _menu(SELECT, {"initial_conversation": text(1), **CONVERSATIONS, **RESPONSE}),
    "multi_conversations_select": _menu(MULTI, {"initial_conversations": PEOPLE, **CONVERSATIONS, **LARGEST}),
    "channels_select": _menu(SELECT, {"initial_channel": text(1), **RESPONSE}),
    "multi_channels_select": _menu(MULTI, {"initial_channels": PEOPLE, **LARGEST}),
    "radio_buttons": _choices("radio-button-group", "initial_option", MARKED_OPTION),
    "checkboxes": _choices("checkboxes", "initial_options", many(MARKED_OPTION, 1)),
    "datepicker": _menu("date-picker", {"initial_date": DATE}),
    "timepicker": _menu("time-picker", {"initial_time": TIME, "timezone": text(1)}),
    "datetimepicker": _menu("datetime-picker", {"initial_date_time": INSTANT}),
    "plain_text_input": _input(
        "plain-text-input",
        {},
        {
            **TYPED,
            "initial_value": text(0, 3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        ordered("min_length", "max_length"),
    ),
    "email_text_input": _input("email-input", {}, {**TYPED, "initial_value": text()}),
    "url_text_input": _input("url-input", {}, {**TYPED, "initial_value": text()}),
    "number_input": _input(
        "number-input",
        {"is_decimal_allowed": boolean},
        {**TYPED, "initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL},
        ordered("min_value", "max_value"),
    ),
    "rich_text_input": _input(
        "rich-text-input",
        {},
        {**TYPED, "initial_value": Shape(), "min_lines": POSITIVE, "max_lines": POSITIVE},
        ordered("min_lines", "max_lines"),
    ),
    "file_input": Shape(
        _page("file-input"), {}, {"action_id": ID, "filetypes": many(text(1)), "max_files": integer(1, 10)}
    ),
    "plain_text": plain_text(3000),
    "mrkdwn": any_text(3000),
}

SELECTS = frozenset({"static_select", "external_select", "users_select", "conversations_select", "channels_select"})
MULTI_SELECTS = frozenset(f"multi_{kind}" for kind in SELECTS)
CHOICES = frozenset({"radio_buttons", "checkboxes"})

IN_SECTION = SELECTS | MULTI_SELECTS | CHOICES | {
    "button", "workflow_button", "overflow", "image", "datepicker", "timepicker",
}  # fmt: skip
IN_ACTIONS = SELECTS | CHOICES | {
    "button", "workflow_button", "overflow", "datepicker", "timepicker", "datetimepicker",
}  # fmt: skip
IN_INPUT = SELECTS | MULTI_SELECTS | CHOICES | {
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
    "datepicker", "timepicker", "datetimepicker",
}  # fmt: skip
IN_CONTEXT = frozenset({"image", "plain_text", "mrkdwn"})
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
IN_CARD = frozenset({"button", "workflow_button"})
