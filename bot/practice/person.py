# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can do in the practice workspace: the layer under the browser page and the journey tests."""

from typing import TYPE_CHECKING, Any

from bot.practice.fields import chosen, clickable, field, problem_of
from bot.practice.forms import VALUES, FormState, elements, initial_state
from bot.practice.messages import Message
from bot.practice.modals import View
from bot.practice.records import File, Json, User
from bot.practice.sending import Answer
from bot.practice.sight import Place, Sight

if TYPE_CHECKING:
    from bot.practice.practice import Practice

__all__ = ["Person", "Place"]


class Person(Sight):
    """One person in front of Slack. Methods raise LookupError when what they name is not there to be seen."""

    def __init__(self, practice: "Practice", user: User) -> None:
        super().__init__(practice, user)
        self._typed: dict[tuple[str, str], FormState] = {}

    # Commands, messages, Home and shortcuts

    async def command(self, command: str, text: str = "", *, channel: str = "") -> Answer:
        """Type a slash command in a channel, or in the direct messages with the app when none is given."""
        place = self._place(channel)
        grants = self._workspace.grants
        url = grants.response_url(self.user.id, place.id)
        if self.user.stranger:  # commands of an app exist only in the workspaces that installed it
            self._practice.answers.slackbot(place.id, self.user.id, f"{command} is not a valid command.")
            return Answer()
        trigger = grants.trigger(self.user.id)
        payload = self._practice.payloads.command(self.user, place, (command, text), (trigger, url))
        answer = await self._practice.sending.deliver("commands", payload)
        self._practice.answers.to_command(answer, command, url)
        return answer

    async def write(self, channel: str, text: str, *, thread_ts: str = "") -> Message:
        """Write a message; wait until the bot was told, if its subscriptions say so."""
        place = self._place(channel)
        if place.archived:
            raise LookupError(f"#{place.name} is archived")
        message = Message(place.id, self._workspace.next_ts(), self.user.id, self.user.team, text, thread_ts=thread_ts)
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        message.blocks = [{"type": "rich_text", "elements": [section]}]
        self._workspace.post(place.id, message)
        await self._practice.settled()
        return message

    async def open_home(self, tab: str = "home") -> View | None:
        """Visit the app's Home (or its messages tab); return the Home tab as published."""
        channel = self._workspace.direct_messages(self.user.id)
        event: Json = {"type": "app_home_opened", "user": self.user.id, "channel": channel.id, "tab": tab}
        if tab == "home" and self.home:
            event["view"] = self.home.as_json(self._workspace, with_state=True)
        self._practice.events.send(event)
        await self._practice.settled()
        return self.home

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Answer:
        """Use a global shortcut, or a message shortcut on a message."""
        grants, payloads = self._workspace.grants, self._practice.payloads
        trigger = grants.trigger(self.user.id)
        if message is None:
            payload = payloads.shortcut(self.user, callback_id, trigger)
        else:
            url = grants.response_url(self.user.id, message.channel, message_ts=message.ts)
            payload = payloads.message_shortcut(self.user, callback_id, message, (trigger, url))
        return await self._interact(payload)

    # Buttons and fields

    async def click(self, at: Place, what: str, *, confirm: bool = True, unseen: bool = False) -> Answer | None:
        """Click a button or overflow option, by its text or action id.

        Nothing is sent when the element asks for confirmation and `confirm` is False. `unseen` clicks a button that is
        hidden from this person: a forged click.
        """
        block, element, value = clickable(at.blocks, what, self.user.id, unseen=unseen)
        if "confirm" in element and not confirm:
            return None
        return await self.act(at, block, element, value)

    async def press(self, what: str, *, confirm: bool = True) -> Answer | None:
        """Click a button in the open modal."""
        return await self.click(self._open_modal(), what, confirm=confirm)

    async def open_row(self, words: str) -> Answer | None:
        """Click the button beside a text of the open modal that has these words."""
        view = self._open_modal()
        rows = [one for one in view.blocks if one.get("accessory") and words in one.get("text", {}).get("text", "")]
        if not rows:
            raise LookupError(f"no row of the modal says {words!r}")
        return await self.act(view, rows[-1], rows[-1]["accessory"], {})

    async def choose(self, name: str, wanted: Any, *, at: Place | None = None) -> Answer | None:
        """Choose in a select, radio buttons, checkboxes or a date field; None empties it.

        `name` is the field's label, block id or action id; `wanted` an option's text or value, a list of them for a
        multi-select, or an id or date. The bot is told when the element dispatches.
        """
        place = at or self._open_modal()
        block, element = field(place.blocks, name)
        self.fill(place, block, element, chosen(element, wanted))
        dispatches = block["type"] != "input" or block.get("dispatch_action", False)
        return await self.dispatch(place, block, element) if dispatches else None

    async def type(self, name: str, text: str, *, enter: bool = False, at: Place | None = None) -> Answer | None:
        """Type into a text field (replacing what was there), and press Enter if asked.

        The bot is told on Enter, or on each change when the element says on_character_entered.
        """
        place = at or self._open_modal()
        block, element = field(place.blocks, name)
        self.fill(place, block, element, text or None)
        triggers = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        told = "on_character_entered" in triggers or (enter and "on_enter_pressed" in triggers)
        return await self.dispatch(place, block, element) if told and block.get("dispatch_action") else None

    def attach(self, name: str, filename: str, content: bytes) -> File:
        """Upload a file into a file field of the open modal, replacing what was there."""
        block, element = field(self._open_modal().blocks, name)
        file = self._practice.uploaded(self.user.id, filename, content)
        self.fill(self._open_modal(), block, element, [file.as_input()])
        return file

    async def submit(self, *, unchecked: bool = False) -> Answer | None:
        """Submit the open modal; None when the client itself found a field wrong and sent nothing.

        `unchecked` sends it anyway, as a forged request would.
        """
        view = self._open_modal()
        if not view.content.get("submit"):
            raise LookupError("the modal has no submit button")
        if not unchecked:
            view.errors, view.trouble = self._client_side_errors(view), ""
            if view.errors:
                return None
        trigger = self._workspace.grants.trigger(self.user.id, view=view.id)
        payload = self._practice.payloads.submission(self.user, view, trigger)
        answer = await self._practice.sending.deliver("interactions", payload)
        self._practice.answers.to_submission(answer, view)
        return answer

    async def close(self, *, everything: bool = False) -> Answer | None:
        """Close the open modal with its X or Cancel; `everything` (or clear_on_close) closes the whole stack."""
        view = self._open_modal()
        cleared = everything or bool(view.content.get("clear_on_close"))
        told = [one for one in reversed(self.modals if cleared else [view]) if one.content.get("notify_on_close")]
        if cleared:
            self._workspace.modals.clear(self.user.id)
        else:
            self._workspace.modals.close(view)
        answer = None
        for one in told:
            answer = await self._interact(self._practice.payloads.closed(self.user, one, cleared=cleared))
        return answer

    async def options(self, name: str, typed: str = "") -> list[Json]:
        """Type into an external select of the open modal and return the options that the bot offers."""
        view = self._open_modal()
        block, element = field(view.blocks, name)
        place = (block["block_id"], element["action_id"])
        payload = self._practice.payloads.suggestion(self.user, view, place, typed)
        answer = await self._practice.sending.deliver("interactions", payload)
        body = answer.body if answer.ok and isinstance(answer.body, dict) else {}
        groups = body.get("option_groups") or []
        return list(body.get("options") or [option for group in groups for option in group["options"]])

    # The same with the very block and element, for a page that knows which one was touched

    def fill(self, place: Place, block: Json, element: Json, value: Any) -> None:
        """Keep a value in a field, in the shape that the element's type sends; None empties it."""
        shape = VALUES[element["type"]]
        kept = {"type": element["type"], shape.key: shape.empty if value is None else value}
        self._state(place).setdefault(block["block_id"], {})[element["action_id"]] = kept

    async def dispatch(self, place: Place, block: Json, element: Json) -> Answer:
        """Tell the bot what a field holds now."""
        kept = self._state(place)[block["block_id"]][element["action_id"]]
        return await self.act(place, block, element, {key: value for key, value in kept.items() if key != "type"})

    async def act(self, place: Place, block: Json, element: Json, value: Json) -> Answer:
        """Tell the bot of a click; `value` is what was chosen with it, such as {"selected_option": …}."""
        payloads, grants = self._practice.payloads, self._workspace.grants
        action = payloads.action(block, element, value)
        if isinstance(place, View):
            if place.content["type"] == "modal" and place not in self.modals:
                raise LookupError("the modal is closed")
            modal_id = place.id if place.content["type"] == "modal" else ""
            trigger = grants.trigger(self.user.id, view=modal_id)
            return await self._interact(payloads.view_action(self.user, place, action, trigger))
        trigger, about = grants.trigger(self.user.id), {"message_ts": place.ts, "thread_ts": place.thread_ts}
        url = grants.response_url(self.user.id, place.channel, **about, ephemeral=bool(place.seen_by))
        state = self._state(place)
        return await self._interact(payloads.message_action(self.user, place, action, (trigger, url), state))

    # Inside

    def _state(self, place: Place) -> FormState:
        if isinstance(place, View):
            return place.state
        return self._typed.setdefault((place.channel, place.ts), initial_state(place.blocks))

    async def _interact(self, payload: Json) -> Answer:
        answer = await self._practice.sending.deliver("interactions", payload)
        self._practice.answers.to_interaction(answer, self.user.id)
        return answer

    def _client_side_errors(self, view: View) -> dict[str, str]:
        found = {
            block["block_id"]: problem_of(block, element, view.state[block["block_id"]][element["action_id"]])
            for block, element in elements(view.blocks)
            if block["type"] == "input"
        }
        return {block_id: problem for block_id, problem in found.items() if problem}
