# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""users.*, usergroups.* and team.info: who is there."""

from bot.practice.records import Json
from bot.practice.web_api.call import ApiError, Call, Method
from bot.practice.web_api.conversations import PAGED, page
from bot.practice.web_api.places import known_user


def user_info(call: Call) -> Json:
    """Return one person."""
    user = known_user(call, call.text("user"))
    return {"user": user.as_json(email=_may_see_email(call), locale=call.flag("include_locale"))}


def users_list(call: Call) -> Json:
    """Return a page of the people of the workspace; strangers of shared channels are not listed."""
    found = [user for user in call.workspace.users.values() if not user.stranger]
    shown, cursor = page(call, found)
    members = [user.as_json(email=_may_see_email(call), locale=call.flag("include_locale")) for user in shown]
    return {"members": members, "cache_ts": int(call.workspace.now()), "response_metadata": {"next_cursor": cursor}}


def usergroups_list(call: Call) -> Json:
    """Return the user groups."""
    wanted = [one for one in call.workspace.usergroups.values() if call.flag("include_disabled") or not one.disabled]
    team, users = call.workspace.team.id, call.flag("include_users")
    return {"usergroups": [one.as_json(team, include_users=users) for one in wanted]}


def usergroup_users(call: Call) -> Json:
    """Return the members of a user group."""
    group = call.workspace.usergroups.get(call.text("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    if group.disabled and not call.flag("include_disabled"):
        raise ApiError("subteam_disabled")
    return {"users": list(group.users)}


def team_info(call: Call) -> Json:
    """Return the workspace."""
    return {"team": call.workspace.team.as_json()}


def _may_see_email(call: Call) -> bool:
    return call.token is not None and "users:read.email" in call.token.scopes


TEAM = {"team_id": "text"}
METHODS = (
    Method("users.info", user_info, {"user": "text!", "include_locale": "flag"}, ("users:read",)),
    Method("users.list", users_list, PAGED | TEAM | {"include_locale": "flag"}, ("users:read",)),
    Method(
        "usergroups.list",
        usergroups_list,
        TEAM | {"include_count": "flag", "include_disabled": "flag", "include_users": "flag"},
        ("usergroups:read",),
    ),
    Method(
        "usergroups.users.list",
        usergroup_users,
        TEAM | {"usergroup": "text!", "include_disabled": "flag"},
        ("usergroups:read",),
    ),
    Method("team.info", team_info, {"team": "text"}, ("team:read",)),
)
