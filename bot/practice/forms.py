# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person has filled in: the state of inputs in a view or message, as Slack's client keeps and sends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.practice.records import Json

FormState = dict[str, dict[str, Json]]
"""`state.values`: block id -> action id -> {"type": …, and the value under the key of its type}."""


@dataclass(frozen=True, slots=True)
class Value:
    """Under which key an element's value travels, what an empty one looks like, and where its first value stands."""

    key: str
    initial: str
    many: bool = False

    @property
    def empty(self) -> Any:
        """Return what Slack sends when nothing was filled in: null, or an empty list."""
        return [] if self.many else None


VALUES = {
    "plain_text_input": Value("value", "initial_value"),
    "number_input": Value("value", "initial_value"),
    "email_text_input": Value("value", "initial_value"),
    "url_text_input": Value("value", "initial_value"),
    "rich_text_input": Value("rich_text_value", "initial_value"),
    "static_select": Value("selected_option", "initial_option"),
    "external_select": Value("selected_option", "initial_option"),
    "radio_buttons": Value("selected_option", "initial_option"),
    "users_select": Value("selected_user", "initial_user"),
    "conversations_select": Value("selected_conversation", "initial_conversation"),
    "channels_select": Value("selected_channel", "initial_channel"),
    "datepicker": Value("selected_date", "initial_date"),
    "timepicker": Value("selected_time", "initial_time"),
    "datetimepicker": Value("selected_date_time", "initial_date_time"),
    "checkboxes": Value("selected_options", "initial_options", many=True),
    "multi_static_select": Value("selected_options", "initial_options", many=True),
    "multi_external_select": Value("selected_options", "initial_options", many=True),
    "multi_users_select": Value("selected_users", "initial_users", many=True),
    "multi_conversations_select": Value("selected_conversations", "initial_conversations", many=True),
    "multi_channels_select": Value("selected_channels", "initial_channels", many=True),
    "file_input": Value("files", "", many=True),
}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each element that a person can act on, with its block: inputs, actions, accessories, cards, children."""
    for block in blocks:
        kind = block["type"]
        if kind == "input":
            yield block, block["element"]
        elif kind in {"actions", "context_actions"}:
            yield from ((block, element) for element in block["elements"])
        elif kind == "section" and "accessory" in block:
            yield block, block["accessory"]
        elif kind == "card":
            yield from ((block, element) for element in block.get("actions", []))
        elif kind == "carousel":
            yield from elements(block["elements"])
        elif kind == "container":
            yield from elements(block["child_blocks"])


def initial_state(blocks: list[Json]) -> FormState:
    """Return the state of a view that nobody has touched: first values where given, else empty ones."""
    state: FormState = {}
    for block, element in elements(blocks):
        if element["type"] in VALUES:
            state.setdefault(block["block_id"], {})[element["action_id"]] = _initial(element)
    return state


def carried_state(old: FormState, old_blocks: list[Json], new_blocks: list[Json]) -> FormState:
    """Return the state after an update.

    A value stays where block_id, action_id and type are the same, and a new initial value does not replace it
    (docs.slack.dev/reference/views/modal-views). An option that is no longer offered is dropped.
    """
    state = initial_state(new_blocks)
    before = {
        (block["block_id"], element.get("action_id", "")): element["type"] for block, element in elements(old_blocks)
    }
    for block, element in elements(new_blocks):
        block_id, action_id = block["block_id"], element.get("action_id", "")
        if element["type"] in VALUES and before.get((block_id, action_id)) == element["type"] and block_id in old:
            state[block_id][action_id] = _still_offered(old[block_id][action_id], element)
    return state


def is_empty(kept: Json) -> bool:
    """Say whether a state entry holds no value."""
    return kept[VALUES[kept["type"]].key] in (None, [], "")


def offered_options(element: Json) -> list[Json]:
    """Return the options of a static select, radio buttons, checkboxes or overflow, groups flattened."""
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options += group["options"]
    return options


def _initial(element: Json) -> Json:
    value = VALUES[element["type"]]
    first = element.get(value.initial) if value.initial else None
    return {"type": element["type"], value.key: value.empty if first is None else first}


def _still_offered(kept: Json, element: Json) -> Json:
    key = VALUES[element["type"]].key
    if element["type"].endswith("external_select") or not offered_options(element):
        return kept
    by_value = {option["value"]: option for option in offered_options(element)}
    if key == "selected_option":
        chosen = kept[key]
        return kept | {key: by_value.get(chosen["value"]) if chosen else None}
    return kept | {key: [by_value[chosen["value"]] for chosen in kept[key] if chosen["value"] in by_value]}
