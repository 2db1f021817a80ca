# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""canvases.*: documents in Markdown that the app makes, changes as a whole and shares (docs.slack.dev/reference)."""

from typing import Any

from bot.practice.records import Canvas, Json
from bot.practice.web_api.call import ApiError, Call, Method, invalid_arguments

MARKDOWN = 1_048_576
"""Characters of Markdown that a canvas takes."""
SCOPE = ("canvases:write",)
OPERATIONS = frozenset({"insert_after", "insert_before", "insert_at_start", "insert_at_end", "replace", "delete"})


def create(call: Call) -> Json:
    """Make a canvas that belongs to the app."""
    if call.workspace.free_plan and not call.text("channel_id"):
        raise ApiError("free_teams_cannot_create_non_tabbed_canvases")
    canvas = Canvas(call.workspace.mint("F"), call.text("title"), _markdown(call.object("document_content")))
    call.workspace.canvases[canvas.id] = canvas
    return {"canvas_id": canvas.id}


def edit(call: Call) -> Json:
    """Change a canvas; of the operations the ones on a whole canvas are known here."""
    canvas, changes = _canvas(call), call.array("changes")
    if not changes:
        raise invalid_arguments("must have at least one change [json-pointer:/changes]")
    for change in changes:
        operation = change.get("operation") if isinstance(change, dict) else None
        if operation not in OPERATIONS:
            raise invalid_arguments("must be a known operation [json-pointer:/changes/operation]")
        if operation not in {"replace", "insert_at_end"} or change.get("section_id"):
            raise ApiError("canvas_editing_failed", detail="the practice workspace changes whole canvases only")
        added = _markdown(change.get("document_content"))
        canvas.markdown = added if operation == "replace" else canvas.markdown + added
    return {}


def set_access(call: Call) -> Json:
    """Let people or channels read or write a canvas whose address they were sent."""
    canvas, level = _canvas(call), call.text("access_level")
    users, channels = (_ids(call.text(name)) for name in ("user_ids", "channel_ids"))
    if bool(users) == bool(channels):
        raise ApiError("invalid_parameters")
    if level not in {"read", "write", "owner"}:
        raise invalid_arguments("must be read, write or owner [json-pointer:/access_level]")
    for user in users:
        if user not in call.workspace.users:
            raise ApiError("user_not_found")
        if not _was_sent(call, canvas, user):
            raise ApiError("failed_to_update_user_ids", failed_to_update_user_ids=[user])
    canvas.access |= dict.fromkeys((*users, *channels), level)
    return {}


def _canvas(call: Call) -> Canvas:
    if call.workspace.free_plan:
        raise ApiError("free_teams_cannot_edit_standalone_canvases")
    canvas: Canvas | None = call.workspace.canvases.get(call.text("canvas_id"))
    if canvas is None:
        raise ApiError("canvas_not_found")
    return canvas


def _was_sent(call: Call, canvas: Canvas, user: str) -> bool:
    """Slack gives access only to somebody who was sent the canvas directly."""
    place = call.workspace.direct_messages(user).id
    return any(canvas.id in message.text for message in call.workspace.messages(place))


def _markdown(content: Any) -> str:
    if content is None:
        return ""
    if (
        not isinstance(content, dict)
        or content.get("type") != "markdown"
        or not isinstance(content.get("markdown"), str)
    ):
        raise invalid_arguments("must be of type markdown with a text [json-pointer:/document_content]")
    if len(content["markdown"]) > MARKDOWN:
        raise ApiError("canvas_creation_failed", detail=f"more than {MARKDOWN} characters")
    return str(content["markdown"])


def _ids(text: str) -> list[str]:
    return [one for one in text.split(",") if one]


METHODS = (
    Method("canvases.create", create, {"title": "text", "document_content": "object", "channel_id": "text"}, SCOPE),
    Method("canvases.edit", edit, {"canvas_id": "text!", "changes": "array!"}, SCOPE),
    Method(
        "canvases.access.set",
        set_access,
        {"canvas_id": "text!", "access_level": "text!", "user_ids": "text", "channel_ids": "text"},
        SCOPE,
    ),
)
