# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Opening a kind's form, in time: what the office remembers is waited for only as long as Slack waits for the form."""

import asyncio
import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.services.requests import Draft, RequestService
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
    typed: str,
    person: Person,
    trigger_id: str,
    channel: str,
) -> None:
    """Open the form of a kind with what was typed, what was answered last time, and the preview of the route."""
    given = given_answers(requests.blank(kind, {}).policy.kind, typed)
    draft = await _draft(requests, kind, given, person)
    context = FormContext(kind=kind, version=draft.policy.version, channel=channel)
    view = request_modal(draft.policy, draft.answers, context=context, preview=draft.preview)
    await client.views_open(trigger_id=trigger_id, view=view)


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
            return await requests.started(kind, given, person)
    except Exception:  # whatever keeps us from remembering must not keep the form from opening
        logger.exception("a form opens without what the office remembers")
        return requests.blank(kind, given)
