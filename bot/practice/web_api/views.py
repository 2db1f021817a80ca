# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""views.*: opening, pushing and updating modals, publishing Home tabs."""

from collections.abc import Callable

from bot.practice.blockkit import problems
from bot.practice.grants import GrantRefused, Trigger
from bot.practice.modals import View, ViewRefused
from bot.practice.records import Json
from bot.practice.web_api.call import ApiError, Call, Method, invalid_arguments
from bot.practice.web_api.contents import pointed, size_of
from bot.practice.web_api.places import known_user

VIEW_BYTES = 250 * 1024
"""views.* answer view_too_large above 250 KB (slack.md §1)."""


def open_view(call: Call) -> Json:
    """Open a modal for the person whose trigger id is given."""
    trigger = _trigger(call)
    view = _placed(lambda: call.workspace.modals.open(trigger.user, checked_view(call, "modal")))
    trigger.used = True
    return _shown(call, view)


def push(call: Call) -> Json:
    """Put a modal on top of the one that the trigger id came from."""
    trigger = _trigger(call)
    if not trigger.view:
        raise ApiError("invalid_trigger_id")
    view = _placed(lambda: call.workspace.modals.push(trigger.user, checked_view(call, "modal")))
    trigger.used = True
    return _shown(call, view)


def update(call: Call) -> Json:
    """Replace the content of an open modal."""
    if not call.text("view_id") and not call.text("external_id"):
        raise invalid_arguments("missing required field: view_id")
    modals = call.workspace.modals
    view = _placed(lambda: modals.find(call.text("view_id"), call.text("external_id")))
    content = checked_view(call, "modal")
    return _shown(call, _placed(lambda: modals.update(view, content, call.text("hash"))))


def publish(call: Call) -> Json:
    """Set the Home tab of a person."""
    user = known_user(call, call.text("user_id"))
    content = checked_view(call, "home")
    return _shown(call, _placed(lambda: call.workspace.modals.publish_home(user.id, content, call.text("hash"))))


def checked_view(call: Call, surface: str) -> Json:
    """Return the view if Slack would show it there.

    Raises view_too_large or invalid_arguments with the places.
    """
    view = call.object("view") or {}
    refuse_invalid_view(view, surface)
    if any((block.get("element") or {}).get("type") == "file_input" for block in view["blocks"]):
        call.need_scope("files:read")
    return view


def refuse_invalid_view(view: Json, surface: str) -> None:
    """Raise view_too_large, or invalid_arguments with the places, when Slack would not show the view there."""
    if size_of(view) > VIEW_BYTES:
        raise ApiError("view_too_large")
    found = problems(surface, view)
    if found:
        raise invalid_arguments(*pointed(found, "/view"))


def _trigger(call: Call) -> Trigger:
    try:
        trigger: Trigger = call.workspace.grants.usable_trigger(call.text("trigger_id"))
    except GrantRefused as refused:
        raise ApiError(refused.error) from refused
    return trigger


def _placed(place: Callable[[], View]) -> View:
    try:
        return place()
    except ViewRefused as refused:
        raise ApiError(refused.error) from refused


def _shown(call: Call, view: View) -> Json:
    return {"view": view.as_json(call.workspace, with_state=False)}


METHODS = (
    Method("views.open", open_view, {"trigger_id": "text!", "view": "object!"}),
    Method("views.push", push, {"trigger_id": "text!", "view": "object!"}),
    Method("views.update", update, {"view_id": "text", "external_id": "text", "view": "object!", "hash": "text"}),
    Method("views.publish", publish, {"user_id": "text!", "view": "object!", "hash": "text"}),
)
