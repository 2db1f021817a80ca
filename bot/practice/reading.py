# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks and mrkdwn as the plain text that a person reads, mentions resolved and hidden buttons left out."""

import re
from collections.abc import Iterator
from typing import Any

from bot.practice.records import Json
from bot.practice.workspace import Workspace

MARKUP = re.compile(r"<([^<>]+)>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def visible_elements(found: list[Json], person: str) -> list[Json]:
    """Return the elements that the person sees: `visible_to_user_ids` hides buttons from everybody else."""
    return [one for one in found if not one.get("visible_to_user_ids") or person in one["visible_to_user_ids"]]


class Reading:
    """Reads for one person."""

    def __init__(self, workspace: Workspace, person: str) -> None:
        self._workspace = workspace
        self._person = person

    def text(self, text: str) -> str:
        """Return mrkdwn as read: <@U…> as @name, links by their label, entities resolved."""
        read = MARKUP.sub(lambda found: self._resolved(found[1]), text)
        for entity, character in ENTITIES:
            read = read.replace(entity, character)
        return read

    def blocks(self, blocks: list[Json]) -> str:
        """Return blocks as lines of text; buttons as [Approve], menus as [… | …], fields as label and element."""
        return "\n".join(line for block in blocks for line in self._block(block) if line)

    def _resolved(self, inside: str) -> str:
        target, _, label = inside.partition("|")
        if target.startswith("@"):
            user = self._workspace.users.get(target[1:])
            return f"@{user.name}" if user else f"@{label or target[1:]}"
        if target.startswith("#"):
            channel = self._workspace.channels.get(target[1:])
            return f"#{channel.name}" if channel else f"#{label or target[1:]}"
        if target.startswith("!subteam^"):
            group = self._workspace.usergroups.get(target.removeprefix("!subteam^"))
            return f"@{group.handle}" if group else label
        if target.startswith("!date^"):
            return label
        return label or (f"@{target[1:]}" if target.startswith("!") else target)

    def _object(self, text: Any) -> str:
        if not isinstance(text, dict):
            return str(text or "")
        return self.text(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])

    def _block(self, block: Json) -> Iterator[str]:
        kind = block["type"]
        if kind == "section":
            yield self._object(block.get("text"))
            yield from (self._object(field) for field in block.get("fields", []))
            yield self._elements([block["accessory"]] if "accessory" in block else [])
        elif kind == "input":
            optional = " (optional)" if block.get("optional") else ""
            yield f"{self._object(block['label'])}{optional}: {self._elements([block['element']])}"
            yield self._object(block.get("hint"))
        elif kind in {"actions", "context_actions", "context"}:
            yield self._elements(block["elements"])
        elif kind == "markdown":
            yield str(block["text"])
        elif kind in {"table", "data_table"}:
            yield str(block.get("caption", ""))
            yield from (" | ".join(self._cell(cell) for cell in row) for row in block["rows"])
        else:
            yield from self._other(block)

    def _other(self, block: Json) -> Iterator[str]:
        for key in ("title", "subtitle", "text", "body", "alt_text"):
            yield self._object(block.get(key))
        if block["type"] == "data_visualization":
            yield from self._chart(block["chart"])
        if block["type"] == "rich_text":
            yield self._rich(block)
        elif "elements" in block:
            yield self.blocks(block["elements"])
        yield self.blocks(block.get("child_blocks", []))
        yield self._elements(block["actions"] if isinstance(block.get("actions"), list) else [])

    def _elements(self, found: list[Json]) -> str:
        return " ".join(filter(None, (self._element(one) for one in visible_elements(found, self._person))))

    def _element(self, element: Json) -> str:
        kind = element["type"]
        if kind in {"mrkdwn", "plain_text"}:
            return self._object(element)
        if kind == "image":
            return str(element["alt_text"])
        if kind in {"button", "workflow_button", "icon_button"}:
            return f"[{self._object(element['text'])}]"
        if "options" in element:
            return "[" + " | ".join(self._object(option["text"]) for option in element["options"]) + "]"
        return f"[{self._object(element.get('placeholder')) or kind}]"

    def _chart(self, chart: Json) -> Iterator[str]:
        points = [(segment, "") for segment in chart.get("segments", [])]
        points += [(point, f"{series['name']} ") for series in chart.get("series", []) for point in series["data"]]
        yield from (f"{name}{point['label']}: {point['value']}" for point, name in points)

    def _cell(self, cell: Json) -> str:
        if cell["type"] == "rich_text":
            return self._rich(cell)
        return str(cell.get("text", cell.get("value", "")))

    def _rich(self, node: Json) -> str:
        ids = {"user": ("user_id", "@"), "usergroup": ("usergroup_id", "!subteam^"), "channel": ("channel_id", "#")}
        if node["type"] in ids:
            key, mark = ids[node["type"]]
            return self._resolved(mark + node[key])
        if node["type"] == "emoji":
            return f":{node['name']}:"
        joint = "\n" if node["type"] in {"rich_text", "rich_text_list"} else ""
        inside = joint.join(self._rich(part) for part in node.get("elements", []))
        return inside or str(node.get("text") or node.get("url") or node.get("fallback") or "")
