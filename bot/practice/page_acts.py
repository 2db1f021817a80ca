# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person does on the browser page, as acts of that person in the practice workspace."""

from base64 import b64decode
from collections.abc import Awaitable, Callable
from typing import Any

from bot.practice.answers import TROUBLE_CONNECTING
from bot.practice.fields import chosen
from bot.practice.forms import VALUES, elements, offered_options
from bot.practice.messages import Message
from bot.practice.modals import View
from bot.practice.offered import OSPO
from bot.practice.page_state import PageState
from bot.practice.person import Person, Place
from bot.practice.practice import Practice
from bot.practice.reading import visible_elements
from bot.practice.records import Json
from bot.practice.sending import Answer

Outcome = Answer | Message | View | list[Json] | None


class PageActs:
    """One method per act; `given` is what the page sent. LookupError and KeyError mean that it is not there (now)."""

    def __init__(self, practice: Practice, state: PageState) -> None:
        self._practice = practice
        self._workspace = practice.workspace
        self._state = state
        self._acts: dict[str, Callable[[Person, Json], Awaitable[Outcome]]] = {
            "command": self._command,
            "write": self._write,
            "home": self._home,
            "shortcut": self._shortcut,
            "click": self._click,
            "fill": self._fill,
            "options": self._options,
            "submit": self._submit,
            "close": self._close,
            "read": self._read,
        }

    async def act(self, name: str, person: Person, given: Json) -> Json:
        """Do one act and return what the page needs at once: trouble with the bot, open modals, offered options."""
        outcome = await self._acts[name](person, given)
        shown: Json = self._state.modals(person) | {"trouble": ""}
        if isinstance(outcome, Answer) and not outcome.ok and name not in {"command", "submit"}:
            shown["trouble"] = TROUBLE_CONNECTING  # commands and submissions show their own trouble in place
        return shown | ({"options": outcome} if isinstance(outcome, list) else {})

    async def _command(self, person: Person, given: Json) -> Outcome:
        command, _, text = str(given["line"]).partition(" ")
        if command == OSPO.command:
            return await person.command(command, text.strip(), channel=given["channel"])
        words = f"{command} is not a valid command. In Slack, all commands start with a slash; here there is one: "
        self._practice.answers.slackbot(given["channel"], person.user.id, words + f"`{OSPO.command}`.")
        return None

    async def _write(self, person: Person, given: Json) -> Outcome:
        return await person.write(given["channel"], str(given["text"]), thread_ts=given.get("thread", ""))

    async def _home(self, person: Person, given: Json) -> Outcome:
        return await person.open_home("messages" if given.get("tab") == "messages" else "home")

    async def _shortcut(self, person: Person, given: Json) -> Outcome:
        message = self._message(person, given) if given.get("ts") else None
        return await person.shortcut(str(given["callback_id"]), message)

    async def _click(self, person: Person, given: Json) -> Outcome:
        place, block, element = self._touched(person, given)
        options = [one for one in offered_options(element) if one.get("value") == given.get("option")]
        return await person.act(place, block, element, {"selected_option": options[0]} if options else {})

    async def _fill(self, person: Person, given: Json) -> Outcome:
        place, block, element = self._touched(person, given)
        if element["type"] == "file_input":
            person.fill(place, block, element, self._files(person, given.get("value")))
            return None
        person.fill(place, block, element, _value(element, given.get("value")))
        dispatches = block["type"] != "input" or block.get("dispatch_action", False)
        return await person.dispatch(place, block, element) if dispatches and given.get("tell") else None

    def _files(self, person: Person, given: Any) -> list[Json] | None:
        """Take the uploaded file, and return the field's value: what Slack says of it."""
        if not given:
            return None
        content = b64decode(given["content"], validate=True)
        return [self._practice.uploaded(person.user.id, str(given["name"]), content).as_input()]

    async def _options(self, person: Person, given: Json) -> Outcome:
        return await person.options(str(given["action_id"]), str(given.get("typed", "")))

    async def _submit(self, person: Person, given: Json) -> Outcome:
        self._on_top(person, given)
        return await person.submit()

    async def _close(self, person: Person, given: Json) -> Outcome:
        self._on_top(person, given)
        return await person.close(everything=bool(given.get("everything")))

    async def _read(self, person: Person, given: Json) -> Outcome:
        self._state.mark_read(person, str(given["channel"]), str(given.get("thread", "")))
        return None

    def _touched(self, person: Person, given: Json) -> tuple[Place, Json, Json]:
        place = self._message(person, given) if given.get("ts") else self._view(person, given)
        named = [
            (block, element)
            for block, element in elements(place.blocks)
            if element.get("action_id") == given["action_id"] and visible_elements([element], person.user.id)
        ]
        there = [one for one in named if one[0]["block_id"] == given["block_id"]]
        # An edit gives every block a new id: what does the same with the same value is what was clicked.
        same = [one for one in named if _stands_for(one[1], given)]
        for block, element in there or same:
            return place, block, element
        raise LookupError("This has changed meanwhile. Please look again.")

    def _message(self, person: Person, given: Json) -> Message:
        channel, ts = str(given["channel"]), str(given["ts"])
        person.messages(channel)  # refuses a channel that the person does not see
        found = self._workspace.message(channel, ts) or self._workspace.ephemeral(channel, ts)
        if found is None or found.seen_by not in {"", person.user.id}:
            raise LookupError("That message is gone.")
        return found

    def _view(self, person: Person, given: Json) -> View:
        views = [*person.modals, *([person.home] if person.home else [])]
        found = next((one for one in views if one.id == given["view"]), None)
        if found is None:
            raise LookupError("That form is closed.")
        return found

    def _on_top(self, person: Person, given: Json) -> None:
        if self._view(person, given) is not person.modals[-1]:
            raise LookupError("Another form stands on top of that one.")


def _stands_for(element: Json, given: Json) -> bool:
    """Say whether a button has the value, or a menu the option, that was clicked."""
    clicked = given.get("carries") or given.get("option")
    return bool(clicked) and clicked in {element.get("value"), *(one.get("value") for one in offered_options(element))}


def _value(element: Json, given: Any) -> Any:
    """Return what the page's value means for the element: options travel by their value, all else as it is."""
    if given in (None, "", []):
        return None
    if "options" not in element and "option_groups" not in element:
        return given
    options = {one["value"]: one for one in offered_options(element)}
    missing = next((one for one in (given if VALUES[element["type"]].many else [given]) if one not in options), None)
    if missing is not None:
        raise LookupError("That choice is no longer offered.")
    return chosen(element, [options[one] for one in given] if isinstance(given, list) else options[given])
