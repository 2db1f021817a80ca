# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What reviewers do with the buttons and menus of a step, and the small forms behind them."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.details import open_details
from bot.listeners.reading import actor, chosen_entry, value
from bot.services.holds import HoldService
from bot.services.reviewers import Chosen
from bot.services.reviews import ReviewService
from bot.services.side_room import SideRoomService
from messages.answer_forms import ruled, ruling_modal
from messages.buttons import Clicked, clicked
from messages.condition_forms import ADD, conditions_form, conditions_given, rows_in
from messages.side_room import note_buttons
from messages.small_forms import ask_modal, asked_about, conditions_modal, decline_modal, more_modal, review_form
from workflows.errors import UnknownForm
from workflows.people import Person
from workflows.request import Verdict


def register(app: AsyncApp) -> None:
    """Listen to the buttons, menus and forms of reviewers."""
    app.action("review:approve")(approve)
    app.action("review:decline")(ask_for_reason)
    app.action("review:ask")(ask_for_question)
    app.action("review:more")(choose)
    app.action(re.compile(r"^review:(allow|deny)$"))(ask_for_answer)
    app.action(ADD)(another_row)
    app.view("review:answer")(answer)
    app.view("review:decline")(decline)
    app.view("review:ask")(ask)
    app.view("review:conditions")(approve_with_conditions)
    app.view("review:hand-over")(hand_over)


async def approve(ack: AsyncAck, body: dict[str, Any], installation: Installation, reviews: ReviewService) -> None:
    """Approve the step."""
    await reviews.review(chosen(clicked(value(body))), Verdict.APPROVE, reviewer=actor(body, installation))
    await ack()


async def ask_for_reason(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    catalog: LiveCatalog,
) -> None:
    """Open the form for declining, for somebody who may decide the step."""
    click = clicked(value(body))
    found = await reviews.allowed(chosen(click), actor(body, installation))
    reasons = catalog.current.kind_of(found).decline_reasons
    await client.views_open(trigger_id=body["trigger_id"], view=decline_modal(click, reasons))
    await ack()


async def ask_for_question(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, reviews: ReviewService
) -> None:
    """Open the form for a question, for somebody who may decide the step."""
    click = clicked(value(body))
    found = await reviews.allowed(chosen(click), actor(body, installation))
    view = ask_modal(click, reviews.askable(found, click.step))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def choose(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    catalog: LiveCatalog,
    side_room: SideRoomService,
    holds: HoldService,
) -> None:
    """Do what the menu of a step offers."""
    click = clicked(chosen_entry(body))
    person = actor(body, installation)
    if click.entry == "details":
        await open_details(click.number, body, client, installation, reviews, catalog, side_room, holds)
    elif click.entry == "take":
        await reviews.take(chosen(click), reviewer=person)
    elif click.entry == "conditions":
        await _ask_under_conditions(click, body, client, person, reviews, catalog)
    elif click.entry in _FORMS:
        found = await reviews.assignable(chosen(click), person)
        group = found.step(click.step).group
        offered = await side_room.open_to(found, group, person)
        notes = note_buttons(click.number, group, catalog.current.organization) if offered else ()
        await client.views_open(trigger_id=body["trigger_id"], view=_FORMS[click.entry](click, notes))
    else:
        raise UnknownForm
    await ack()


_FORMS = {"more": more_modal}


async def _ask_under_conditions(
    click: Clicked,
    body: dict[str, Any],
    client: AsyncWebClient,
    person: Person,
    reviews: ReviewService,
    catalog: LiveCatalog,
) -> None:
    found, today = await reviews.answerable(chosen(click), person)
    kind = catalog.current.kind_of(found)
    if kind.answer is not None:
        view = ruling_modal(click, kind, today)
    elif found.checklist:  # there they are blockers, which the group that sets them clears
        view = conditions_modal(click)
    else:
        view = conditions_form(click, catalog.current.organization, today)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def ask_for_answer(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    catalog: LiveCatalog,
) -> None:
    """Open the form for the answer to a question, for somebody who may give it."""
    click = clicked(value(body))
    found, today = await reviews.answerable(chosen(click), actor(body, installation))
    view = ruling_modal(click, catalog.current.kind_of(found), today)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def answer(ack: AsyncAck, body: dict[str, Any], installation: Installation, reviews: ReviewService) -> None:
    """Answer the question."""
    click, given = ruled(body["view"])
    await reviews.answer(chosen(click), given, reviewer=actor(body, installation))
    await ack()


async def decline(ack: AsyncAck, body: dict[str, Any], installation: Installation, reviews: ReviewService) -> None:
    """Decline the step, with its reason."""
    form = review_form(body["view"])
    await reviews.decline(chosen(form.clicked), form.reason, form.text, reviewer=actor(body, installation))
    await ack()


async def ask(ack: AsyncAck, body: dict[str, Any], installation: Installation, reviews: ReviewService) -> None:
    """Ask the requester."""
    form = review_form(body["view"])
    about = asked_about(body["view"])
    await reviews.ask(chosen(form.clicked), form.text, reviewer=actor(body, installation), fields=about)
    await ack()


async def approve_with_conditions(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, reviews: ReviewService
) -> None:
    """Approve the step under conditions."""
    click, conditions, terms = conditions_given(body["view"])
    await reviews.approve_under(chosen(click), conditions, terms, reviewer=actor(body, installation))
    await ack()


async def another_row(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    catalog: LiveCatalog,
) -> None:
    """Add a row to the open form for conditions."""
    click, view = clicked(value(body)), body["view"]
    _, today = await reviews.answerable(chosen(click), actor(body, installation))
    form = conditions_form(click, catalog.current.organization, today, rows_in(view) + 1)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    await ack()


async def hand_over(ack: AsyncAck, body: dict[str, Any], installation: Installation, reviews: ReviewService) -> None:
    """Give the step to somebody who may decide it, with a note."""
    form, person = review_form(body["view"]), actor(body, installation)
    colleague = Person(person.workspace, form.person)
    await reviews.assign(chosen(form.clicked), colleague, by=person, note=form.text)
    await ack()


def chosen(click: Clicked) -> Chosen:
    """The step that was clicked. Raises UnknownForm when the value names none."""
    if not click.step or not click.revision:
        raise UnknownForm
    return Chosen(click.number, click.step, click.revision)
