# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shape that every payload of Slack has (slack.md §9), so that Bolt and the listeners can rely on it."""

from collections.abc import Iterable, Mapping
from typing import Any

#: What has to be an object, and what a text, where it is there and not null.
_OBJECTS = ("user", "team", "enterprise", "view", "container", "message", "event", "state")
_TEXTS = (
    "type", "team_id", "user_id", "enterprise_id", "trigger_id", "response_url", "text", "channel_id", "callback_id",
)  # fmt: skip
_OBJECT = (dict, type(None))
_KINDS = dict.fromkeys(_OBJECTS, _OBJECT) | dict.fromkeys(_TEXTS, (str, type(None)))
#: What must not be missing, by the type of the payload.
_NEEDED = {
    "block_actions": ("trigger_id", "actions"),
    "shortcut": ("trigger_id", "callback_id"),
    "message_action": ("trigger_id", "callback_id"),
    "view_submission": ("trigger_id", "view"),
    "view_closed": ("view",),
    "event_callback": ("event",),
}
_TEXTS_OF_VIEW = ("id", "type", "callback_id", "hash")
_TEXTS_OF_ACTION = ("action_id", "block_id", "type")
_OBJECTS_OF_EVENT = ("message", "previous_message")


def well_formed(body: Mapping[str, Any]) -> bool:
    """Whether Slack could have sent this. What people typed and chose is looked at elsewhere."""
    for name, value in body.items():
        if name in _KINDS and not isinstance(value, _KINDS[name]):
            return False
    if any(body.get(name) in (None, "", []) for name in _NEEDED.get(body.get("type") or "", ())):
        return False
    view, actions, event = body.get("view"), body.get("actions") or [], body.get("event")
    return (
        (view is None or _are(view, _TEXTS_OF_VIEW, str))
        and isinstance(actions, list)
        and all(isinstance(one, dict) and _are(one, _TEXTS_OF_ACTION, str) for one in actions)
        and (event is None or _are(event, _OBJECTS_OF_EVENT, _OBJECT))
    )


def _are(body: Mapping[str, Any], names: Iterable[str], kind: Any) -> bool:
    return all(isinstance(body.get(name), kind) for name in names)
