# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The things of a workspace: team, people, channels, messages, user groups, files, each with its shape in JSON."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace (T…)."""

    id: str
    name: str
    domain: str

    def as_json(self) -> Json:
        """Return what team.info shows."""
        return {"id": self.id, "name": self.name, "domain": self.domain, "email_domain": "", "icon": {}}


@dataclass(slots=True)
class User:
    """A person or bot (U…); `stranger` marks somebody of another workspace, seen through a shared channel."""

    id: str
    name: str
    real_name: str
    team: str
    title: str = ""
    email: str = ""
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    is_bot: bool = False
    guest: bool = False
    stranger: bool = False
    deleted: bool = False
    status: str = ""

    def as_json(self, *, email: bool, locale: bool = False) -> Json:
        """Return what users.info shows; the address only with the scope users:read.email."""
        profile: Json = {
            "title": self.title,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "status_text": self.status,
            "status_emoji": "",
            "team": self.team,
        }
        if email and self.email:
            profile["email"] = self.email
        shown: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "profile": profile,
            "is_admin": False,
            "is_owner": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }
        if self.stranger:
            shown["is_stranger"] = True
        if locale:
            shown["locale"] = self.locale
        return shown


@dataclass(slots=True)
class Channel:
    """A channel (C…, or G… when old and private) or the direct messages of one person with the app (D…)."""

    id: str
    name: str
    created: int
    creator: str
    private: bool = False
    archived: bool = False
    shared: bool = False
    topic: str = ""
    user: str = ""
    members: set[str] = field(default_factory=set)

    @property
    def is_im(self) -> bool:
        """Say whether these are direct messages."""
        return bool(self.user)

    @property
    def type(self) -> str:
        """Return the channel type as message events name it."""
        return "im" if self.is_im else "group" if self.private else "channel"

    @property
    def command_name(self) -> str:
        """Return the name that slash commands and interactions carry (private names are withheld there)."""
        return "directmessage" if self.is_im else "privategroup" if self.private else self.name

    def as_json(self, *, member: bool) -> Json:
        """Return what conversations.info shows to somebody who is (not) a member."""
        common: Json = {"id": self.id, "created": self.created, "is_archived": self.archived, "updated": self.created}
        if self.is_im:
            return common | {"is_im": True, "user": self.user, "is_org_shared": False, "is_open": True}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "creator": self.creator,
            "is_channel": not self.private,
            "is_group": self.private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.private,
            "is_general": self.name == "general",
            "is_member": member,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_org_shared": False,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }


@dataclass(slots=True)
class UserGroup:
    """A user group (S…) with its handle and members."""

    id: str
    handle: str
    name: str
    users: list[str]
    disabled: bool = False

    def as_json(self, team: str, *, include_users: bool) -> Json:
        """Return what usergroups.list shows."""
        shown: Json = {
            "id": self.id,
            "team_id": team,
            "is_usergroup": True,
            "name": self.name,
            "handle": self.handle,
            "description": "",
            "is_external": False,
            "date_delete": 1 if self.disabled else 0,
            "user_count": len(self.users),
        }
        if include_users:
            shown["users"] = list(self.users)
        return shown


@dataclass(slots=True)
class File:
    """A file (F…): announced, uploaded, completed, and from ``ready_at`` (epoch seconds) on processed."""

    id: str
    name: str
    length: int
    alt_text: str = ""
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    owner: str = ""
    address: str = ""
    ready_at: float = 0.0

    def as_input(self) -> Json:
        """Return the shape that `files` of a view's state and files.info show."""
        kind = "json" if self.name.endswith(".json") else "text"
        return self.as_json() | {
            "user": self.owner,
            "mimetype": "application/json" if kind == "json" else "text/plain",
            "filetype": kind,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "file_access": "visible",
            "url_private": self.address,
            "url_private_download": f"{self.address}/download",
        }

    def as_json(self) -> Json:
        """Return the short shape that completeUploadExternal and messages show."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": self.length,
            "alt_txt": self.alt_text,
        }


@dataclass(slots=True)
class Canvas:
    """A canvas (F…): its title, what it says, and who was given which access, by user or channel id."""

    id: str
    title: str
    markdown: str
    access: dict[str, str] = field(default_factory=dict)
