# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Opening a kind's form, in time: what the office remembers is waited for only as long as Slack waits for the form."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.services.drafts import Draft
from bot.services.requests import RequestService
from messages.modals import request_modal
from messages.submissions import FormContext
from workflows import forms
from workflows.facts import Answers
from workflows.kind import RequestKind
from workflows.people import Person

logger = logging.getLogger(__name__)

#: A trigger lives three seconds; a form without defaults is better than none (docs/decisions/0008).
_PATIENCE = 0.8


async def open_form(
    requests: RequestService,
    client: AsyncWebClient,
    *,
    kind: str,
    given: Answers,
    person: Person,
    body: Mapping[str, Any],
    follows: int = 0,
) -> None:
    """Open the form of a kind with what is given, what was answered last time, and the preview of the route.

    A form that is open already, in which somebody clicked, turns into it.
    """
    draft = await _draft(requests, kind, given, person)
    channel = str(body.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    context = FormContext(kind=kind, version=draft.policy.version, channel=channel, follows=follows)
    view, clicked_in = (
        request_modal(draft.policy, draft.answers, context=context, preview=draft.preview),
        body.get("view"),
    )
    if clicked_in and clicked_in.get("type") == "modal":
        await client.views_update(view_id=clicked_in["id"], hash=clicked_in["hash"], view=view)
    else:
        await client.views_open(trigger_id=str(body.get("trigger_id", "")), view=view)


def given_answers(kind: RequestKind, typed: str) -> Answers:
    """What somebody typed behind a kind's verb: the project's address where it is one, else the title."""
    name = kind.project_field
    answers, _ = forms.read(kind, {name: typed}) if name else ({}, {})
    if not answers:
        answers, _ = forms.read(kind, {kind.title_field: typed})
    return answers


async def _draft(requests: RequestService, kind: str, given: Answers, person: Person) -> Draft:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await requests.drafts.started(kind, given, person)
    except Exception:  # whatever keeps us from remembering must not keep the form from opening
        logger.exception("a form opens without what the office remembers")
        return requests.drafts.blank(kind, given)
