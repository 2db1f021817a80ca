# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a requester does with forms and buttons: fill, preview, submit, edit, answer, withdraw, link, look."""

import logging
import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.details import open_details
from bot.listeners.forms import open_form
from bot.listeners.reading import actor, request_number, value
from bot.listeners.replies import answer as answer_in_place
from bot.refused_calls import code_of
from bot.services.drafts import Draft
from bot.services.holds import HoldService
from bot.services.members import Members
from bot.services.requests import RequestService, reading_groups
from bot.services.reviews import ReviewService
from bot.services.side_room import SideRoomService
from messages.answers import start_modal
from messages.buttons import clicked
from messages.modals import request_modal
from messages.requester import answer_modal, link_modal
from messages.small_forms import review_form
from messages.status import status
from messages.submissions import FormContext, context_of, fields_in, raw_answers
from workflows.errors import FormProblems, NotPossibleNow, UnknownForm
from workflows.people import Person

logger = logging.getLogger(__name__)
_HASH_CONFLICT = "hash_conflict"


def register_form(app: AsyncApp) -> None:
    """Listen to forms that are submitted, which is what people wait for most."""
    app.view("form:submit")(submit)


def register(app: AsyncApp) -> None:
    """Listen to the other forms and the buttons of requesters."""
    app.action(re.compile(r"^(field:|form:preview$)"))(preview)
    app.action(re.compile(r"^form:start:"))(start)
    app.action("request:edit")(edit)
    app.action("request:withdraw")(withdraw)
    app.action("request:details")(details)
    app.action("request:reopen")(reopen)
    app.action("request:open")(show)
    app.action("request:answer")(ask_for_answer)
    app.action("request:link")(ask_for_link)
    app.view("request:answer")(answer)
    app.view("request:link")(link)
    app.shortcut("shortcut:new-request")(start_from_shortcut)


async def submit(ack: AsyncAck, body: dict[str, Any], installation: Installation, requests: RequestService) -> None:
    """Store the form, new or edited. A required question that the form did not show is shown, answers kept."""
    person, view = actor(body, installation), body["view"]
    form, raw = context_of(view), raw_answers(view)
    try:
        if form.request:
            await requests.revise(_number(form), form.revision, raw, requester=person)
        else:
            await requests.submit(form.kind, raw, requester=person, view_id=str(view["id"]), follows=form.follows)
    except FormProblems as problem:
        if problem.problems.keys() <= fields_in(view):
            raise
        draft = await requests.drafts.previewed(form.kind, raw, person, _about(form))
        await ack(response_action="update", view=_form(draft, form, problem.problems))
    else:
        await ack()


async def preview(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, requests: RequestService
) -> None:
    """Show the fields that matter now and the route. A preview that fails leaves a form that can be submitted."""
    person, view = actor(body, installation), body.get("view")
    if not view:
        raise UnknownForm
    form = context_of(view)
    draft = await requests.drafts.previewed(form.kind, raw_answers(view), person, _about(form))
    try:
        await client.views_update(view_id=view["id"], hash=view["hash"], view=_form(draft, form, draft.problems))
    except SlackApiError as error:
        if code_of(error) != _HASH_CONFLICT:  # a newer change is on its way and brings its own preview
            logger.warning("a preview could not be shown: %s", code_of(error) or "not understood")
    await ack()


async def start(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    members: Members,
) -> None:
    """Open the form of the kind that a button names."""
    kind = str(body["actions"][0].get("action_id", "")).removeprefix("form:start:")
    person = await _member(body, installation, members)
    await open_form(requests, client, kind=kind, given={}, person=person, body=body)
    await ack()


async def start_from_shortcut(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    members: Members,
    catalog: LiveCatalog,
) -> None:
    """Let the person choose a kind from the global shortcut; where there is one only, open its form."""
    person = await _member(body, installation, members)
    kinds = {name: policy.kind for name, policy in catalog.current.policies.items()}
    if len(kinds) == 1:
        await open_form(requests, client, kind=next(iter(kinds)), given={}, person=person, body=body)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=start_modal(kinds))
    await ack()


async def edit(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, requests: RequestService
) -> None:
    """Open the requester's own request as a form."""
    person, chosen = actor(body, installation), clicked(value(body))
    found, draft = await requests.editable(chosen.number, person)
    form = FormContext(
        kind=found.kind, version=draft.policy.version, request=str(found.number), revision=found.revision
    )
    await client.views_open(trigger_id=body["trigger_id"], view=_form(draft, form, {}))
    await ack()


async def withdraw(ack: AsyncAck, body: dict[str, Any], installation: Installation, requests: RequestService) -> None:
    """Take the request back; the button asked for confirmation."""
    await requests.withdraw(clicked(value(body)).number, requester=actor(body, installation))
    await ack()


async def reopen(ack: AsyncAck, body: dict[str, Any], installation: Installation, requests: RequestService) -> None:
    """Open an expired request again."""
    await requests.reopen(clicked(value(body)).number, by=actor(body, installation))
    await ack()


async def details(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    catalog: LiveCatalog,
    side_room: SideRoomService,
    holds: HoldService,
) -> None:
    """Show all that this person may see of a request, with its history."""
    await open_details(clicked(value(body)).number, body, client, installation, reviews, catalog, side_room, holds)
    await ack()


async def show(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    catalog: LiveCatalog,
) -> None:
    """Answer with the status of the request that a row names."""
    person = actor(body, installation)
    found, staff = await requests.seen_by(clicked(value(body)).number, person)
    current = catalog.current
    own = found.requester == person
    message = status(
        found, current.kind_of(found), current.organization, reading_groups(found, person, staff), is_requester=own
    )
    await answer_in_place(message, body, context, client)
    await ack()


async def ask_for_answer(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    catalog: LiveCatalog,
) -> None:
    """Open the form in which the requester answers a question."""
    chosen = clicked(value(body))
    found, _ = await requests.editable(chosen.number, actor(body, installation))
    question = next((one for one in found.questions if one.number == chosen.question), None)
    if question is None or question.answered_at is not None:
        raise NotPossibleNow(found.name, "answer that question", "no longer waiting for that answer")
    view = answer_modal(found, question.number, catalog.current.kind_of(found))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def ask_for_link(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, requests: RequestService
) -> None:
    """Open the form in which the requester links the pull request."""
    found, _ = await requests.seen_by(clicked(value(body)).number, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=link_modal(found))
    await ack()


async def answer(ack: AsyncAck, body: dict[str, Any], installation: Installation, requests: RequestService) -> None:
    """Store the answer to a question."""
    form = review_form(body["view"])
    about = form.clicked
    edits = raw_answers(body["view"])
    await requests.answer(about.number, about.question, form.text, edits, requester=actor(body, installation))
    await ack()


async def link(ack: AsyncAck, body: dict[str, Any], installation: Installation, requests: RequestService) -> None:
    """Store the address of the pull request."""
    form = review_form(body["view"])
    await requests.link(form.clicked.number, form.text, requester=actor(body, installation))
    await ack()


def _form(draft: Draft, form: FormContext, problems: dict[str, str]) -> dict[str, Any]:
    return request_modal(draft.policy, draft.answers, context=form, preview=draft.preview, problems=problems)


async def _member(body: dict[str, Any], installation: Installation, members: Members) -> Person:
    person = actor(body, installation)
    await members.check(person)
    return person


def _about(form: FormContext) -> int:
    """The number of the request that the form edits or asks again; 0 for another."""
    return _number(form) if form.request else form.follows


def _number(form: FormContext) -> int:
    number = request_number(form.request)
    if not number:
        raise UnknownForm
    return number
