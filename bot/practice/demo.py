# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sample requests in different states, made by the sample people with the same forms and buttons as anybody."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.practice.messages import Message
from bot.practice.person import Person
from bot.practice.practice import Practice
from bot.practice.records import Json

logger = logging.getLogger(__name__)

WITHIN = 40.0
"""Seconds until a message must have arrived: the bot posts once a second to a channel, as Slack asks."""
NUMBER = re.compile(r"\bOSPO-\d+\b")
CLICK = "https://github.com/pallets/click"
HARMLESS: Mapping[str, Any] = {
    "Kind of change": "Bug fix",
    "Size": "Up to 100 lines",
    "License of the project": "MIT",
    "Does the project want you to sign anything?": "No",
    "Help from AI tools": "None",
    "Does any of this apply?": ["None of these"],
}
TITLE = "What do you want to contribute?"
DESCRIPTION = "What does it do, and for whom?"


async def seed(practice: Practice) -> None:
    """Make the sample requests; one that cannot be made is logged, and the others are made all the same."""
    for make in (_approved, _fast, _asked, _declined, _private, _in_review):
        try:
            await make(practice)
        except (LookupError, TimeoutError) as problem:
            logger.warning("the sample request %s could not be made: %s", make.__name__.strip("_"), problem)
            practice.workspace.modals.clear("U0DANA")
            practice.workspace.modals.clear("U0PRIYA")


async def _approved(practice: Practice) -> None:
    """A first contribution to a project, which the OSPO looks at and approves."""
    number = await _request(practice, "U0DANA", CLICK, {TITLE: "Fix the usage line of nested groups"})
    omar = practice.person("U0OMAR")
    await omar.click(await _step(practice, omar, number), "Approve")


async def _fast(practice: Practice) -> None:
    """A small change to a project that is known by now: decided in the same second."""
    answers = {TITLE: "Correct a typo in the quickstart", "Kind of change": "Documentation"}
    await _request(practice, "U0PRIYA", CLICK, answers)


async def _asked(practice: Practice) -> None:
    """An agreement that nobody has accepted yet; legal asks the requester before it decides."""
    answers = {
        TITLE: "Retry connections that the broker resets",
        "License of the project": "Apache-2.0",
        "Does the project want you to sign anything?": "A contributor agreement (CLA)",
        "Where is the agreement?": "https://cla.example.org/text",
        "Who would sign it?": "The company, with a list of contributors",
    }
    number = await _request(practice, "U0PRIYA", "https://github.com/apache/kafka", answers)
    lena = practice.person("U0LENA")
    await lena.click(await _step(practice, lena, number), "Ask requester")
    await lena.type("Your question", "Did anybody of your team sign their agreement at an earlier employer?")
    await lena.submit()


async def _declined(practice: Practice) -> None:
    """Code of a product, which legal declines with the reason."""
    answers = {
        TITLE: "Donate our scheduling heuristics",
        "License of the project": "GPL-3.0-or-later",
        "Does any of this apply?": ["Comes from a product or a customer's code"],
        DESCRIPTION: "The heuristics that place batch jobs, taken out of our scheduler.",
        "Which product or customer?": "Batch Scheduler",
    }
    number = await _request(practice, "U0DANA", "https://github.com/SchedMD/slurm", answers)
    tomas = practice.person("U0TOMAS")
    await tomas.click(await _step(practice, tomas, number), "Decline")
    await tomas.choose("Reason", "Touches something we keep for ourselves")
    words = "The heuristics are why customers choose the product. A bug report with a test would be welcome."
    await tomas.type("What should the requester know?", words)
    await tomas.submit()


async def _private(practice: Practice) -> None:
    """A vulnerability that is not public yet: only security learns more than its number."""
    answers: dict[str, Any] = {"Does any of this apply?": ["Fixes a vulnerability that is not public yet"]}
    await _request(practice, "U0PRIYA", "https://github.com/openssl/openssl", answers)


async def _in_review(practice: Practice) -> None:
    """A feature, just submitted: several groups are asked, and nobody has answered."""
    answers = {
        TITLE: "Add a dark theme to the status page",
        "Kind of change": "Feature or interface",
        "Size": "101 to 1,000 lines",
        "License of the project": "MPL-2.0",
        DESCRIPTION: "A theme that follows the system, for everybody who reads the page at night.",
        "Why should the company do this?": "We run the status page and would otherwise keep a fork.",
        "Hours a week": "3",
    }
    number = await _request(practice, "U0DANA", "https://github.com/louislam/uptime-kuma", answers)
    await _step(practice, practice.person("U0OMAR"), number)


async def _request(practice: Practice, requester: str, repository: str, answers: Mapping[str, Any]) -> str:
    """Fill and submit the form; return the request's name, such as OSPO-3, once the requester was told it."""
    person = practice.person(requester)
    told = len(person.direct_messages())
    await person.command("/ospo", f"contribute {repository}", channel="C0GENERAL")
    for label, answer in {**HARMLESS, **answers}.items():
        if label != TITLE and (label in HARMLESS or _is_choice(person, label)):
            await person.choose(label, answer)
    for label, answer in answers.items():
        if label not in HARMLESS and not _is_choice(person, label):
            await person.type(label, str(answer))
    await person.submit()
    if person.modals:
        raise LookupError(f"the form was not accepted: {person.sees(person.modals[-1])}")
    await practice.until(lambda: len(person.direct_messages()) > told, within=WITHIN)
    named = NUMBER.search(person.sees(person.direct_messages()[-1]))
    if named is None:
        raise LookupError("the requester was not told a number")
    return named[0]


def _is_choice(person: Person, label: str) -> bool:
    fields = [block for block in person.modals[-1].blocks if block["type"] == "input"]
    asked: Json = next((block["element"] for block in fields if block["label"]["text"] == label), {})
    return "options" in asked


async def _step(practice: Practice, reviewer: Person, number: str) -> Message:
    """Return the message in which a reviewer is asked about a request, once it is there."""
    find = _finder(reviewer, number)
    await practice.until(lambda: find() is not None, within=WITHIN)
    found = find()
    if found is None:
        raise LookupError(f"nobody asks {reviewer.user.name} about {number}")
    return found


def _finder(reviewer: Person, number: str) -> Callable[[], Message | None]:
    def find() -> Message | None:
        for channel in reviewer.channels():
            for root in reviewer.messages(channel.id):
                for message in (root, *reviewer.thread(root)):
                    read = reviewer.sees(message)
                    if re.search(rf"\b{number}\b", read) and "[Approve]" in read:
                        return message
        return None

    return find
