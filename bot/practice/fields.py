# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Finding what a person means in a view or message: a field by its label or id, an option or button by its text."""

import re
from typing import Any, TypeVar

from bot.practice.forms import VALUES, elements, is_empty, offered_options
from bot.practice.reading import visible_elements
from bot.practice.records import Json

REQUIRED = "Please complete this required field."
FORMS = {
    "email_text_input": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "Please enter a valid email address."),
    "url_text_input": (re.compile(r"https?://[^\s/]+\S*"), "Please enter a valid URL."),
}
LONGEST_TEXT = 3000

T = TypeVar("T")
Found = tuple[Json, Json]
"""A block and the element in it."""


def field(blocks: list[Json], name: str) -> Found:
    """Return the one field with that block id, action id or label.

    Raises LookupError when there is none or more than one; the sentence lists what is there.
    """
    offered = [(block, element) for block, element in elements(blocks) if element["type"] in VALUES]
    matches = [one for one in offered if name in {one[0]["block_id"], one[1]["action_id"], label(one[0])}]
    return _only(matches, name, [f"{label(block)} ({block['block_id']})" for block, _ in offered])


def label(block: Json) -> str:
    """Return what stands beside the element: an input's label or a section's text."""
    text = block.get("label") or block.get("text") or {}
    return str(text.get("text", ""))


def clickable(blocks: list[Json], name: str, person: str, *, unseen: bool = False) -> tuple[Json, Json, Json]:
    """Return block, element and what the action carries, for a button or overflow option by text, value or action id.

    `unseen` finds buttons that are hidden from the person too: a forged click. Raises LookupError.
    """
    matches: list[tuple[Json, Json, Json]] = []
    offered: list[str] = []
    for block, element in elements(blocks):
        if not unseen and not visible_elements([element], person):
            continue
        if element["type"] == "overflow":
            for option in element["options"]:
                offered.append(option["text"]["text"])
                if name in {option["text"]["text"], option.get("value")}:
                    matches.append((block, element, {"selected_option": option}))
        elif element["type"] in {"button", "workflow_button"}:
            offered.append(element["text"]["text"])
            if name in {element["text"]["text"], element["action_id"]}:
                matches.append((block, element, {}))
    return _only(matches, name, offered)


def chosen(element: Json, wanted: Any) -> Any:
    """Return the value that choosing `wanted` gives: an option by text or value, several as a list, ids as they are.

    Raises LookupError when an option is not offered.
    """
    value = VALUES[element["type"]]
    if value.key not in {"selected_option", "selected_options"} or wanted is None:
        return wanted
    if value.many:
        return [_option(element, one) for one in wanted]
    return _option(element, wanted)


def problem_of(block: Json, element: Json, kept: Json) -> str:
    """Return what Slack's client says under a field before it submits, or ""."""
    if is_empty(kept):
        return "" if block.get("optional") else REQUIRED
    value = kept[VALUES[element["type"]].key]
    if element["type"] == "plain_text_input":
        return _length_problem(element, value)
    if element["type"] == "number_input":
        return _number_problem(element, value)
    form, sentence = FORMS.get(element["type"], (None, ""))
    return sentence if form and not form.fullmatch(value) else ""


def _length_problem(element: Json, value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", LONGEST_TEXT)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(value) > most else ""


def _number_problem(element: Json, value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""


def _option(element: Json, wanted: Any) -> Json:
    if isinstance(wanted, dict):
        return wanted
    options = offered_options(element)
    matches = [option for option in options if wanted in {option["value"], option["text"]["text"]}]
    return _only(matches, str(wanted), [option["text"]["text"] for option in options])


def _only(matches: list[T], name: str, offered: list[str]) -> T:
    if len(matches) == 1:
        return matches[0]
    number = "more than one" if matches else "no"
    raise LookupError(f"there is {number} {name!r}; there is: {', '.join(offered) or 'nothing'}")
