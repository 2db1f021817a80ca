# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity board in Slack: opened with a command, walked with menus and buttons, changed with small forms."""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, TypeAlias

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor, chosen_entry, request_number, value
from bot.listeners.views import open_over, present, show_beneath, update
from bot.services.maturity import MaturityService, Seen, Which
from messages.blocks import Block
from messages.maturity.about import About, Act, about
from messages.maturity.board import ITEM, PLACE, SHOW, STAGE, board_modal, place_called
from messages.maturity.forms import FORM, Filled, Known, act_modal, filled
from messages.maturity.goals import goals_modal
from messages.maturity.item import ASK, DO, item_modal
from messages.text import escaped_line
from workflows.errors import FormProblems, UnknownForm
from workflows.maturity.evidence import Evidence
from workflows.maturity.possible import possible
from workflows.maturity.refusals import NoMaturityModel, UnknownItem
from workflows.people import Person

_TYPED = 60
_Doing: TypeAlias = Callable[[MaturityService, Filled, Person], Awaitable[Seen]]


def register(app: AsyncApp) -> None:
    """Listen to the board's menus, buttons and forms."""
    app.action(re.compile(f"^({SHOW}|{ITEM}|{PLACE}|{STAGE})$"))(look)
    app.action(re.compile(rf"^{DO}:[a-z]+$"))(do)
    app.action(re.compile(rf"^{ASK}:[a-z]+$"))(ask)
    app.view(FORM)(save)


async def show(
    named: str, person: Person, trigger_id: str, client: AsyncWebClient, maturity: MaturityService, catalog: LiveCatalog
) -> None:
    """Open the board of the program, or that of the unit or model that is ``named``.

    Where the program uses no model, goals and queues stand in its place. Raises NoMaturityModel for another name.
    """
    current, place = catalog.current, place_called(named, maturity.places()) if named else None
    if named and place is None:
        raise NoMaturityModel(escaped_line(named.replace("`", "'"), _TYPED))
    if place is None and current.maturity.program is None:
        found = await maturity.without_model(person)
        view = goals_modal(current.organization, found.queues, found.today, found.places)
    else:
        seen = await maturity.seen(person, *((place.model, place.unit) if place else ()))
        view = board_modal(seen.board, seen.places, spread=seen.spread)
    await client.views_open(trigger_id=trigger_id, view=view)


async def look(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, maturity: MaturityService
) -> None:
    """Show the board, stage or item that a button or menu names, in the modal where it stands, else in a new one."""
    of = about(value(body) or chosen_entry(body))
    await present(_view(await maturity.seen(actor(body, installation), of.model, of.unit), of), body, client)
    await ack()


async def do(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, maturity: MaturityService
) -> None:
    """Do at once what a button says. Where it stands in a message, the outbox edits that."""
    of = about(value(body))
    seen = await _doing(of.act)(maturity, Filled(of), actor(body, installation))
    within = body.get("view")
    if within:
        await update(_view(seen, of), within["id"], client)
    await ack()


async def ask(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, maturity: MaturityService
) -> None:
    """Open the form that an act needs, over the board or by itself."""
    of, person = about(value(body)), actor(body, installation)
    seen = await maturity.seen(person, of.model, of.unit)
    standing = seen.board.standing(of.item)
    if standing is None:
        raise UnknownItem
    known = Known(seen.today, standing.owner, standing.due_on)
    await open_over(act_modal(of, standing.item.text, standing.item.hint, known), body, client)
    await ack()


async def save(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, maturity: MaturityService
) -> None:
    """Do what a form says, and show it in the item beneath."""
    said = filled(body["view"])
    seen = await _doing(said.about.act)(maturity, said, actor(body, installation))
    await show_beneath(_view(seen, said.about), body, client)
    await ack()


def _view(seen: Seen, of: About) -> Block:
    """The item that is looked at, else the board; an item that is gone is shown as the board that it was on."""
    standing = seen.board.standing(of.item) if of.item else None
    if standing is None:
        return board_modal(seen.board, seen.places, of.stage, seen.spread)
    alone = standing.claim is not None and seen.circle.alone_with(standing, standing.claim)
    return item_modal(seen.board, standing, possible(standing, seen.circle), alone=alone)


def _doing(act: Act) -> _Doing:
    if act not in _DOING:
        raise UnknownForm
    return _DOING[act]


def _shown(said: Filled) -> Evidence:
    """The evidence that a form gives. Raises FormProblems for a day that is missing or what is no number."""
    number = request_number(said.number) if said.number else 0
    if number is None:
        raise FormProblems({"number": "Please give the number of a request, such as OSPO-12, or leave this empty."})
    return Evidence(_day(said), link=said.link, number=number, note=said.note, people=said.people)


def _which(said: Filled) -> Which:
    return Which(said.about.model, said.about.item, said.about.unit)


async def _still(maturity: MaturityService, said: Filled, by: Person) -> Seen:
    """It holds, as was seen today."""
    today = (await maturity.seen(by, said.about.model, said.about.unit)).today
    return await maturity.renew(_which(said), today, by=by)


def _day(said: Filled) -> date:
    if said.on is None:
        raise FormProblems({"on": "Please choose the day."})
    return said.on


_DOING: dict[Act, _Doing] = {
    "start": lambda maturity, said, by: maturity.start(_which(said), by=by),
    "later": lambda maturity, said, by: maturity.look(_which(said), by=by),
    "still": _still,
    "assign": lambda maturity, said, by: maturity.assign(_which(said), said.owner, by=by),
    "due": lambda maturity, said, by: maturity.schedule(_which(said), said.on, by=by),
    "claim": lambda maturity, said, by: maturity.claim(_which(said), _shown(said), by=by),
    "train": lambda maturity, said, by: maturity.claim(_which(said), _shown(said), by=by),
    "renew": lambda maturity, said, by: maturity.renew(_which(said), _day(said), by=by),
    "waive": lambda maturity, said, by: maturity.set_aside(_which(said), said.reason, by=by),
    "confirm": lambda maturity, said, by: maturity.confirm(_which(said), said.about.seen, by=by),
    "refuse": lambda maturity, said, by: maturity.refuse(_which(said), said.about.seen, said.reason, by=by),
    "reopen": lambda maturity, said, by: maturity.reopen(_which(said), said.reason, by=by),
}
