# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Acting on entries: at once by a click, with a small form, or with the form that makes and changes them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.register_views import change_view, editing_of, entry_view, list_view, make_view, making
from bot.listeners.setup import show_step
from bot.listeners.views import open_over, present, show_beneath, update
from bot.services.registers import RegisterService
from bot.services.setup import SetupService
from messages.blocks import Block
from messages.registers.about import ASK, DO, About, about
from messages.registers.editing import EDIT, MORE, Editing, Typed, edit_modal, typed
from messages.registers.forms import FORM, Filled, act_modal, filled
from workflows.errors import UnknownForm
from workflows.people import Person
from workflows.registers import acts, consenting
from workflows.registers.acts import Doing, Done
from workflows.registers.checking import read
from workflows.registers.entry import Entry
from workflows.registers.refusals import EntryChanged, UnknownEntry

_Act: TypeAlias = Callable[[Doing, Entry], Done]


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of entries."""
    app.action(re.compile(rf"^{DO}:[a-z_]+$"))(do)
    app.action(re.compile(rf"^{ASK}:[a-z_]+$"))(ask)
    app.action(MORE)(more_room)
    app.view(FORM)(save)
    app.view(EDIT)(save_entry)


async def do(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Do at once what a button says, and show the entry as it is then. Where it stands in a message, that is edited."""
    of, person = about(value(body)), actor(body, installation)
    act = _AT_ONCE.get(of.act or "")
    if act is None:
        raise UnknownForm
    await registers.act(of.register, of.entry, act, by=person, seen=of.version, reminder=of.reminder)
    if body.get("view"):
        await update(await _shown(registers, person, of), body["view"]["id"], client)
    await ack()


async def ask(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Open the form that an act needs, over what is open or by itself."""
    of, person = about(value(body)), actor(body, installation)
    if of.act == "make":
        view = await make_view(registers, person, of)
    elif of.act == "change":
        view = await change_view(registers, person, of)
    else:
        seen = await registers.entry(of.register, of.entry, person)
        view = act_modal(seen.register, seen.entry, replace(of, version=seen.entry.version))
    await open_over(view, body, client)
    await ack()


async def more_room(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Give the text of a form one more box, with all that was typed."""
    said, person = typed(body.get("view")), actor(body, installation)
    view = await _again(said, person, registers, boxes=said.about.boxes + 1)
    await present(view, body, client)
    await ack()


async def save(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Do what a small form says, and show it in the entry beneath."""
    said, person = filled(body["view"]), actor(body, installation)
    of = said.about
    if of.act == "hand_over":
        await registers.hand_over(
            of.register, of.entry, said.owner, by=person, seen=of.version, note=said.note, reminder=of.reminder
        )
    else:
        await registers.act(of.register, of.entry, _with_note(said), by=person, seen=of.version, reminder=of.reminder)
    await _beneath(registers, person, of, body, client)
    await ack()


async def save_entry(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    registers: RegisterService,
    setup: SetupService,
) -> None:
    """Make or change an entry. Where somebody else changed it meanwhile, the form stays open and shows what."""
    said, person = typed(body["view"]), actor(body, installation)
    of = said.about
    raw = {**said.raw, "note": said.note}
    try:
        if of.act == "make":
            made = await registers.make(of.register, raw, by=person, draft=said.draft)
        else:
            made = await registers.change(of.register, of.entry, raw, by=person, seen=of.version, draft=said.draft)
    except EntryChanged:
        await ack(response_action="update", view=await _over(said, person, registers))
        return
    if of.step:  # it was opened over a step of the setup, which shows whether the gap is closed
        await show_step(of.step, person, body, client, setup)
    else:
        await _beneath(registers, person, replace(of, entry=made.name), body, client)
    await ack()


async def _over(said: Typed, person: Person, registers: RegisterService) -> Block:
    """The form again with all that was typed, and what somebody else changed meanwhile above it."""
    of = said.about
    seen, different = await registers.changed_since(of.register, of.entry, person, of.version)
    editing = replace(await editing_of(registers, person, seen), meanwhile=seen.entry, different=different)
    return edit_modal(_filled_in(editing, said), of)


async def _again(said: Typed, person: Person, registers: RegisterService, *, boxes: int) -> Block:
    """The form as it is filled by now, with so many boxes for its text."""
    of = replace(said.about, boxes=boxes)
    if of.act == "make":
        editing = await making(registers, person, of.register)
    else:
        editing = await editing_of(registers, person, await registers.entry(of.register, of.entry, person))
    return edit_modal(_filled_in(editing, said), of)


def _filled_in(editing: Editing, said: Typed) -> Editing:
    """The form with what was typed; what cannot be read stands in it still, as Slack keeps what a field holds."""
    content, _ = read(editing.register, said.raw)
    return replace(editing, content=content, note=said.note, owner=said.owner, draft=said.draft)


async def _beneath(
    registers: RegisterService, person: Person, of: About, body: dict[str, Any], client: AsyncWebClient
) -> None:
    """Show the entry in the view on which the form lies, if it lies on one."""
    if body["view"].get("root_view_id") not in {None, "", body["view"]["id"]}:
        await show_beneath(await _shown(registers, person, of), body, client)


async def _shown(registers: RegisterService, person: Person, of: About) -> Block:
    """The entry, or the list that it was in where it is not for this person any more."""
    at = replace(of, act=None, version=0, proposed=False, boxes=0, borders="", told="")
    try:
        return await entry_view(registers, person, at)
    except UnknownEntry:
        return await list_view(registers, person, at)


def _with_note(said: Filled) -> _Act:
    """The act that a small form is for. Raises UnknownForm."""
    act = _NOTED.get(said.about.act or "")
    if act is None:
        raise UnknownForm
    return lambda doing, entry: act(doing, entry, said.note)


_AT_ONCE: dict[str, _Act] = {
    "review": acts.review,
    "approve": acts.approve,
    "agree": consenting.agree,
    "decline": consenting.decline,
}
_NOTED: dict[str, Callable[[Doing, Entry, str], Done]] = {
    "publish": acts.publish,
    "send_back": acts.send_back,
    "withdraw": acts.withdraw,
    "retire": acts.retire,
    "restore": acts.restore,
}
