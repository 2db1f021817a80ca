# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The one place where a refusal or a failure becomes an answer: never a silent click, never a lost form."""

import logging
import secrets
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.replies import tell
from bot.refused_calls import code_of
from messages.answers import failure, refusal
from messages.submissions import field_errors, whole_form_error
from workflows.errors import FormProblems, Refusal, UnknownForm

logger = logging.getLogger(__name__)

#: What Slack says when a form could not be opened because the click is more than three seconds old.
_TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})

#: Where a payload's context tells that its answer was none that the person wanted: ``refused`` or ``failed``.
OUTCOME = "outcome"


async def explain(
    error: Exception,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    request: AsyncBoltRequest,
) -> BoltResponse:
    """Answer the person: a refusal with its sentence, anything else with a reference id that the log has too.

    An event that failed is answered 500, so that Slack delivers it again; everything else is answered 200.
    """
    refused = _as_refusal(error)
    if isinstance(error, BoltUnhandledRequestError) and body.get("type") == "event_callback":
        return BoltResponse(status=200)  # an event that nobody subscribed to here needs no second delivery
    if refused is None:
        context[OUTCOME] = "failed"
        reference = secrets.token_hex(4)
        logger.error("reference %s: %s", reference, _what(request), exc_info=error)
        if body.get("type") == "event_callback":
            return BoltResponse(status=500)
        sentence = failure(reference)["text"]
    else:
        context[OUTCOME] = "refused"
        sentence = refused.sentence
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_form_answer(refused, body.get("view"), sentence))
    if "command" in body:
        return BoltResponse(status=200, body=dict(refusal(sentence)))
    await tell(sentence, body, context, client)
    return BoltResponse(status=200)


def _as_refusal(error: Exception) -> Refusal | None:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, BoltUnhandledRequestError):
        return UnknownForm()
    if isinstance(error, SlackApiError) and code_of(error) in _TOO_LATE:
        return Refusal("Slack waited no longer for the form to open. Nothing was changed: please try once more.")
    return None


def _form_answer(refused: Refusal | None, view: Any, sentence: str) -> dict[str, Any]:
    if isinstance(refused, FormProblems):
        errors = field_errors(refused.problems, view)
    else:
        errors = whole_form_error(view, sentence)
    return {"response_action": "errors", "errors": errors}


def _what(request: AsyncBoltRequest) -> str:
    """Which payload failed: its kinds of ids only, never what a person wrote."""
    body = request.body
    action: dict[str, Any] = next(iter(body.get("actions") or []), {})
    parts = (
        body.get("type") or ("command" if "command" in body else "unknown"),
        (body.get("view") or {}).get("callback_id"),
        action.get("action_id"),
        (body.get("event") or {}).get("type"),
    )
    return " ".join(str(part) for part in parts if part)
