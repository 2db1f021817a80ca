# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Views of the practice workspace: Home tabs and the stack of up to three modals that a person has open."""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.practice.changes import Change
from bot.practice.filled_blocks import filled, filled_text
from bot.practice.forms import FormState, carried_state, initial_state
from bot.practice.records import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

STACK_LIMIT = 3


class ViewRefused(Exception):
    """A view that may not be opened, pushed or updated; `error` is Slack's name for the reason."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(slots=True)
class View:
    """A Home tab or modal as Slack keeps it; `state` is what the person has filled in so far."""

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str = ""
    state: FormState = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks, ids filled in."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    def as_json(self, workspace: "Workspace", *, with_state: bool) -> Json:
        """Return the view in Slack's JSON, with every key that real payloads show."""
        given = self.content
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": workspace.team.id,
            "type": given["type"],
            "blocks": given["blocks"],
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "state": {"values": self.state if with_state else {}},
            "hash": self.hash,
            "title": given.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "close": given.get("close"),
            "submit": given.get("submit"),
            "previous_view_id": self.previous or None,
            "root_view_id": self.root,
            "app_id": workspace.app_id,
            "external_id": given.get("external_id", ""),
            "app_installed_team_id": workspace.team.id,
            "bot_id": workspace.bot_id,
        }
        if given["type"] == "modal":
            shown["submit_disabled"] = given.get("submit_disabled", False)
        return shown


class Modals:
    """The open modals of each person, root first, and the published Home tabs."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[View]] = {}

    def stack(self, user: str) -> list[View]:
        """Return the open modals of a person, root first."""
        return self._stacks.setdefault(user, [])

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """Return the open modal with that id or external id.

        Raises ViewRefused("not_found") when it was closed or never opened.
        """
        for stack in self._stacks.values():
            for view in stack:
                if (view_id and view.id == view_id) or (external_id and view.content.get("external_id") == external_id):
                    return view
        raise ViewRefused("not_found")

    def open(self, user: str, content: Json) -> View:
        """Open a first modal; another one that was open gives way, as in Slack's client."""
        self._refuse_taken_external_id(content)
        view_id = self._workspace.mint("V")
        view = self._view(view_id, user, content, root=view_id)
        self._stacks[user] = [view]
        self._tell(user)
        return view

    def push(self, user: str, content: Json) -> View:
        """Put a modal on top of the open ones.

        Raises ViewRefused("push_limit_reached") above three (slack.md §1).
        """
        stack = self.stack(user)
        if not stack:
            raise ViewRefused("not_found")
        if len(stack) >= STACK_LIMIT:
            raise ViewRefused("push_limit_reached")
        self._refuse_taken_external_id(content)
        view = self._view(self._workspace.mint("V"), user, content, root=stack[0].root, previous=stack[-1].id)
        stack.append(view)
        self._tell(user)
        return view

    def update(self, view: View, content: Json, given_hash: str = "") -> View:
        """Replace the content of an open modal; typed values stay where block and action id are the same.

        Raises ViewRefused("hash_conflict") when `given_hash` is not the current one.
        """
        if given_hash and given_hash != view.hash:
            raise ViewRefused("hash_conflict")
        kept = self._kept(content)
        view.state = carried_state(view.state, view.blocks, kept["blocks"])
        view.content = kept
        view.hash = self._new_hash()
        view.errors, view.trouble = {}, ""
        self._tell(view.user)
        return view

    def close(self, view: View) -> None:
        """Close one modal; the one below it shows again."""
        self.stack(view.user).remove(view)
        self._tell(view.user)

    def clear(self, user: str) -> None:
        """Close all modals of a person."""
        if self.stack(user):
            self.stack(user).clear()
            self._tell(user)

    def publish_home(self, user: str, content: Json, given_hash: str = "") -> View:
        """Set a person's Home tab.

        Raises ViewRefused("hash_conflict") when `given_hash` is not the current one.
        """
        old = self._workspace.homes.get(user)
        if given_hash and (old is None or old.hash != given_hash):
            raise ViewRefused("hash_conflict")
        view_id = old.id if old else self._workspace.mint("V")
        view = self._view(view_id, user, content, root=view_id)
        if old:
            view.state = carried_state(old.state, old.blocks, view.blocks)
        self._workspace.homes[user] = view
        self._workspace.changes.publish(Change("home", person=user))
        return view

    def _view(self, view_id: str, user: str, content: Json, *, root: str, previous: str = "") -> View:
        kept = self._kept(content)
        return View(view_id, user, kept, self._new_hash(), root, previous, initial_state(kept["blocks"]))

    def _kept(self, content: Json) -> Json:
        texts = {key: filled_text(content[key]) for key in ("title", "submit", "close") if content.get(key)}
        return content | texts | {"blocks": filled(content["blocks"], self._workspace.mint_block_id)}

    def _new_hash(self) -> str:
        return f"{int(self._workspace.now())}.{secrets.token_hex(4)}"

    def _refuse_taken_external_id(self, content: Json) -> None:
        external_id = content.get("external_id")
        taken = (view.content.get("external_id") for stack in self._stacks.values() for view in stack)
        if external_id and external_id in taken:
            raise ViewRefused("duplicate_external_id")

    def _tell(self, user: str) -> None:
        self._workspace.changes.publish(Change("modal", person=user))
