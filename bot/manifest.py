# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Slack app manifest: what the app asks a workspace for. The listeners answer exactly to what stands here."""

from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from bot.settings import SettingsProblem

#: What the bot hears. `message.im` is Slack's name for a message in the app's own direct messages.
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "subteam_members_changed",
    "subteam_updated",
    "tokens_revoked",
    "user_change",
)
#: What it hears besides, only where the organization wants threads to be kept.
THREAD_EVENTS = ("message.channels", "message.groups")
COMMANDS = MappingProxyType(
    {
        "/ospo": {
            "description": "Ask the Open Source Program Office",
            "usage_hint": (
                "contribute [repository] · release [repository] · license [MIT saas] · ask [question] · status · queue"
                " · maturity · register · digest · away [until friday] · settings"
            ),
        }
    }
)
SHORTCUTS = MappingProxyType(
    {
        "shortcut:new-request": {
            "name": "New OSPO request",
            "type": "global",
            "description": "Ask the Open Source Program Office for a clearance",
        },
        "shortcut:ask-about": {
            "name": "Ask the OSPO about this",
            "type": "message",
            "description": "Ask a person of legal about a license in this message",
        },
    }
)
#: Each scope with the reason that docs/connect.md gives, in the order of that page.
SCOPES = MappingProxyType(
    {
        "commands": "offer `/ospo` and the shortcut",
        "chat:write": "post cards, questions and decisions, and edit them in place",
        "im:write": "open the direct message in which a requester follows a request",
        "im:history": "hear what people write to the bot directly, and look before posting again there",
        "app_mentions:read": "answer where somebody mentions the bot, because commands do not work in threads",
        "users:read": "tell members of the company from guests, bots and people of other companies",
        "usergroups:read": "know who is in the user groups that decide",
        "channels:read": "tell that a public channel for cards exists and the bot is in it",
        "groups:read": "tell the same of private channels, such as the legal room",
        "channels:history": "look whether a card arrived before posting it again, after an unclear answer of Slack",
        "groups:history": "look the same in private channels",
    }
)
OPTIONAL_SCOPES = MappingProxyType(
    {
        "files:write": "send evidence as a file, and add pictures to digests; without it those are tables",
        "files:read": "read an inventory or a license text that is given as a file; without it only pasted ones",
        "canvases:write": "keep the strategy as a canvas; without it only as a file",
    }
)
REQUEST_PATH = "/slack/events"


def manifest(*, url: str = "", with_optional: bool = False, threads: bool = False) -> dict[str, Any]:
    """The manifest of an app that Slack reaches at ``url`` (https), or over a websocket (Socket Mode) without one.

    ``threads``: it also hears messages in the channels that it is in (``[threads] sync``).

    Raises SettingsProblem when the address is none that Slack could call.
    """
    address = _request_url(url) if url else ""
    return {
        "_metadata": {"major_version": 1},
        "display_information": {
            "name": "OSPO Bot",
            "description": "Runs the Open Source Program Office: requests, reviews and clearances.",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "OSPO Bot", "always_online": True},
            "shortcuts": [{**facts, "callback_id": callback} for callback, facts in SHORTCUTS.items()],
            "slash_commands": [
                {"command": command, **facts, "should_escape": True, **({"url": address} if address else {})}
                for command, facts in COMMANDS.items()
            ],
        },
        "oauth_config": {"scopes": _scopes(with_optional=with_optional)},
        "settings": {
            "event_subscriptions": {
                **_called_at(address),
                "bot_events": [*EVENTS, *(THREAD_EVENTS if threads else ())],
            },
            "interactivity": {"is_enabled": True, **_called_at(address)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def _scopes(*, with_optional: bool) -> dict[str, list[str]]:
    if not with_optional:
        return {"bot": list(SCOPES)}
    return {"bot": [*SCOPES, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)}


def _called_at(address: str) -> dict[str, str]:
    return {"request_url": address} if address else {}


def _request_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise SettingsProblem("--url has to be the address at which Slack reaches the office: https://HOST")
    return url.rstrip("/").removesuffix(REQUEST_PATH) + REQUEST_PATH
