# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking at registers: opened with a command, narrowed, walked with menus and buttons in one modal."""

import difflib
import json
import re
from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, chosen_entry, value
from bot.listeners.register_views import entry_view, history_view, list_view, registers_view
from bot.listeners.views import present
from bot.services.registers import RegisterService
from messages.registers.about import HISTORY, LIST, LISTS, OPEN, TURN, WORDS, About, about
from messages.registers.lists import CHOOSE, FIND, NARROW, WORDS_BOX
from messages.small_forms import small_text, small_values
from messages.text import escaped_line
from workflows.errors import UnknownForm
from workflows.people import Person
from workflows.registers.refusals import UnknownRegister
from workflows.registers.showing import WHICH, Which, wanted_by

_TYPED = 60
#: Letters of a word by which no register is guessed.
_SHORT = 3


def register(app: AsyncApp) -> None:
    """Listen to the lists, and to what is chosen and clicked in them."""
    app.action(LISTS)(look_at_all)
    app.action(re.compile(f"^({LIST}(:[a-z-]+)?|{OPEN}|{HISTORY}|{TURN}:(back|on))$"))(look)
    app.action(re.compile(f"^({NARROW}|{CHOOSE})$"))(narrow)
    app.view(FIND)(find)


async def show(
    typed: str, person: Person, trigger_id: str, client: AsyncWebClient, registers: RegisterService, name: str = ""
) -> None:
    """Open the list of registers, or that of the register which is typed first, narrowed by the words behind it.

    ``name`` is the register of a verb of its own. Raises UnknownRegister for a name that is none.
    """
    if not (name or typed):
        view = await registers_view(registers, person)
    else:
        first, _, rest = typed.partition(" ")
        found, words = (name, typed) if name else (await _called(first, person, registers), rest)
        wanted = wanted_by(words)
        view = await list_view(registers, person, About(found, which=wanted.which, words=wanted.words[:WORDS]))
    await client.views_open(trigger_id=trigger_id, view=view)


async def look_at_all(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Show the list of registers."""
    await present(await registers_view(registers, actor(body, installation)), body, client)
    await ack()


async def look(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Show what a button names, in the modal where it stands, else in a new one."""
    shown = _SHOWN.get(str((body.get("actions") or [{}])[0].get("action_id", "")), list_view)
    view = await shown(registers, actor(body, installation), about(value(body)))
    await present(view, body, client)
    await ack()


async def narrow(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, registers: RegisterService
) -> None:
    """Show what was chosen in a menu of a list: another way to narrow it, or another register."""
    at, chosen = about((body.get("view") or {}).get("private_metadata")), str(chosen_entry(body) or "")
    if (body.get("actions") or [{}])[0].get("action_id") == CHOOSE:
        at = about(json.dumps({"r": chosen}))
    else:
        at = replace(at, which=_way(chosen), page=1)
    await present(await list_view(registers, actor(body, installation), at), body, client)
    await ack()


async def find(ack: AsyncAck, body: dict[str, Any], installation: Installation, registers: RegisterService) -> None:
    """Show the entries with the words that were looked for."""
    view = body["view"]
    at = about(view.get("private_metadata"))
    words = " ".join(small_text(small_values(view), WORDS_BOX).split())[:WORDS]
    await ack(
        response_action="update",
        view=await list_view(registers, actor(body, installation), replace(at, words=words, page=1)),
    )


async def _called(typed: str, person: Person, registers: RegisterService) -> str:
    """The register that somebody names by its name, its verb or its title. Raises UnknownRegister."""
    names: dict[str, str] = {}
    for one in await registers.registers(person):
        names |= {said.casefold(): one.name for said in (one.name, one.verb, one.title) if said}
    wanted = typed.casefold()
    if wanted in names:
        return names[wanted]
    nearest = difflib.get_close_matches(wanted, names, n=1)
    raise UnknownRegister(escaped_line(typed.replace("`", "'"), _TYPED), names[nearest[0]] if nearest else "")


async def command_for(word: str, person: Person, registers: RegisterService) -> str:
    """What opens the register in whose name or title a word begins like that, behind ``/ospo``; empty for none."""
    for one in await registers.registers(person) if len(word) > _SHORT else ():
        if any(part.startswith(word) for part in re.split(r"[\s-]+", f"{one.name} {one.title}".casefold())):
            return f"register {one.name}"
    return ""


def _way(chosen: str) -> Which:
    """One of the ways to narrow a list. Raises UnknownForm."""
    found = next((one for one in WHICH if one == chosen), None)
    if found is None:
        raise UnknownForm
    return found


_SHOWN = {OPEN: entry_view, HISTORY: history_view}
