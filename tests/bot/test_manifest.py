# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The manifest keeps Slack's limits, asks for what the house says, and fits both ways of reaching the office."""

import pytest

from bot.manifest import COMMANDS, EVENTS, OPTIONAL_SCOPES, SCOPES, SHORTCUTS, THREAD_EVENTS, manifest
from bot.settings import SettingsProblem

#: The scopes that design and documentation promise to need, and no other.
REQUIRED = (
    "chat:write commands app_mentions:read users:read im:write im:history channels:history groups:history "
    "channels:read groups:read usergroups:read"
)


def test_the_required_scopes_are_the_promised_ones() -> None:
    assert set(SCOPES) == set(REQUIRED.split())
    assert manifest()["oauth_config"] == {"scopes": {"bot": list(SCOPES)}}


def test_optional_scopes_are_asked_for_only_on_wish_and_stay_optional() -> None:
    scopes = manifest(with_optional=True)["oauth_config"]["scopes"]
    assert scopes["bot_optional"] == list(OPTIONAL_SCOPES)
    assert set(scopes["bot"]) == {*SCOPES, *OPTIONAL_SCOPES}
    assert SCOPES.keys().isdisjoint(OPTIONAL_SCOPES)


def test_every_event_has_the_scope_that_slack_wants_for_it() -> None:
    wanted = {
        "app_mention": "app_mentions:read",
        "message.im": "im:history",
        "subteam_members_changed": "usergroups:read",
        "user_change": "users:read",
        "subteam_updated": "usergroups:read",
        "app_home_opened": None,
        "app_uninstalled": None,
        "tokens_revoked": None,
    }
    assert set(EVENTS) == set(wanted)
    assert {scope for scope in wanted.values() if scope} <= set(SCOPES)


def test_messages_in_channels_are_heard_only_where_threads_are_kept() -> None:
    assert manifest()["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    heard = manifest(threads=True)["settings"]["event_subscriptions"]["bot_events"]
    assert heard == [*EVENTS, *THREAD_EVENTS]


@pytest.mark.parametrize(
    "url", ["https://ospo.example.com", "https://ospo.example.com/", "https://ospo.example.com/slack/events"]
)
def test_over_http_command_events_and_clicks_all_go_to_one_address(url: str) -> None:
    made = manifest(url=url)
    assert [command["url"] for command in made["features"]["slash_commands"]] == [
        "https://ospo.example.com/slack/events"
    ]
    for part in ("event_subscriptions", "interactivity"):
        assert made["settings"][part]["request_url"] == "https://ospo.example.com/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False


def test_in_socket_mode_no_address_is_named() -> None:
    made = manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in made["features"]["slash_commands"][0]
    assert "https://" not in str(made)


@pytest.mark.parametrize(
    "url", ["http://ospo.example.com", "ospo.example.com", "https://", "https://u:p@h/", "https://h/?a=b"]
)
def test_an_address_that_slack_could_not_call_is_refused(url: str) -> None:
    with pytest.raises(SettingsProblem, match="--url has to be the address"):
        manifest(url=url)


def test_slack_s_limits_are_kept() -> None:
    made = manifest(url="https://ospo.example.com", with_optional=True)
    shown, features = made["display_information"], made["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["shortcuts"]) <= 10
    assert len(features["slash_commands"]) <= 50
    assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100
    assert len(made["oauth_config"]["scopes"]["bot"]) <= 255
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
        assert shortcut["type"] == {"shortcut:ask-about": "message"}.get(shortcut["callback_id"], "global")
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["usage_hint"]) <= 1000
        assert len(command["description"]) <= 2000
        assert command["should_escape"] is True


def test_people_find_the_office_in_its_home_and_its_messages() -> None:
    home = manifest()["features"]["app_home"]
    assert home == {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    assert set(COMMANDS) == {"/ospo"}
    assert set(SHORTCUTS) == {"shortcut:new-request", "shortcut:ask-about"}
