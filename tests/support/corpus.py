# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The corpus of Block Kit that Slack takes and refuses, written out."""

from typing import Any


def expanded(node: Any) -> Any:
    """Write out what the corpus abbreviates: {"$text": n} is n characters, {"$times": n, "$of": x} is n items x."""
    if isinstance(node, list):
        items: list[Any] = []
        for one in node:
            repeated = isinstance(one, dict) and "$times" in one
            items += [expanded(one["$of"]) for _ in range(one["$times"])] if repeated else [expanded(one)]
        return items
    if isinstance(node, dict):
        if "$text" in node:
            return "x" * node["$text"]
        return {key: expanded(value) for key, value in node.items()}
    return node
