# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of files in blocks: Slack shows only images that it has, and only once it has processed them.

It refuses others in these words (python-slack-sdk issues 1658, 1797), also while an upload is still processed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.practice.records import File
from bot.practice.web_api.call import ApiError
from bot.practice.workspace import Workspace

_SHOWN = {".png", ".jpg", ".jpeg", ".gif"}


def refuse_unknown_pictures(workspace: Workspace, blocks: list[Any], root: str = "/blocks") -> None:
    """Raise invalid_blocks when a block shows a file that is no image, is not there, or is not processed yet."""
    messages = [
        f"invalid slack file [json-pointer:{root}{pointer}]"
        for pointer, shown in _files(blocks)
        if not _can_be_shown(workspace, str(shown.get("id", "")))
    ]
    if messages:
        metadata = {"messages": [f"[ERROR] {one}" for one in messages]}
        raise ApiError("invalid_blocks", errors=messages, response_metadata=metadata)


def _can_be_shown(workspace: Workspace, file_id: str) -> bool:
    file: File | None = workspace.files.get(file_id)
    if file is None or Path(file.name).suffix.lower() not in _SHOWN:
        return False
    return file.completed and file.ready_at <= workspace.now()


def _files(node: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file that something in the blocks shows, and where that stands."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from _files(one, f"{pointer}/{number}")
    elif isinstance(node, dict):
        for name, one in node.items():
            if name == "slack_file" and isinstance(one, dict):
                yield f"{pointer}/{name}", one
            else:
                yield from _files(one, f"{pointer}/{name}")
