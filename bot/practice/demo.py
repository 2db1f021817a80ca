# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sample requests in different states, made by the sample people with the same forms and buttons as anybody."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.practice.forms import VALUES
from bot.practice.messages import Message
from bot.practice.person import Person
from bot.practice.practice import Practice

logger = logging.getLogger(__name__)

WITHIN = 40.0
"""Seconds until a message must have arrived: the bot posts once a second to a channel, as Slack asks."""
NUMBER = re.compile(r"\bOSPO-\d+\b")
TITLE, DESCRIPTION = "What do you want to contribute?", "What does it do, and for whom?"
CHANGE, SIZE, LICENSE = "Kind of change", "Size", "License of the project"
AGREEMENT, RISKS = "Does the project want you to sign anything?", "Does any of this apply?"
HARMLESS: Mapping[str, Any] = {
    CHANGE: "Bug fix",
    SIZE: "Up to 100 lines",
    LICENSE: "MIT",
    AGREEMENT: "No",
    "Help from AI tools": "None",
    RISKS: ["None of these"],
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A form to fill: who, for which repository, and the answers by label that differ from a harmless bug fix.

    Another ``verb`` opens another form, of which ``answers`` has every answer.
    """

    requester: str
    repository: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    verb: str = "contribute"


CLICK = "https://github.com/pallets/click"
FIRST = Sample("U0DANA", CLICK, {TITLE: "Fix the usage line of nested groups"})
FAST = Sample("U0PRIYA", CLICK, {CHANGE: "Documentation", TITLE: "Correct a typo in the quickstart"})
ASKED = Sample(
    "U0PRIYA",
    "https://github.com/apache/kafka",
    {
        LICENSE: "Apache-2.0",
        AGREEMENT: "A contributor agreement (CLA)",
        TITLE: "Retry connections that the broker resets",
        "Where is the agreement?": "https://cla.example.org/text",
        "Who would sign it?": "The company, with a list of contributors",
    },
)
DECLINED = Sample(
    "U0DANA",
    "https://github.com/SchedMD/slurm",
    {
        LICENSE: "GPL-3.0-or-later",
        RISKS: ["Comes from a product or a customer's code"],
        TITLE: "Donate our scheduling heuristics",
        DESCRIPTION: "The heuristics that place batch jobs, taken out of our scheduler.",
        "Which product or customer?": "Batch Scheduler",
    },
)
PRIVATE = Sample(
    "U0PRIYA", "https://github.com/openssl/openssl", {RISKS: ["Fixes a vulnerability that is not public yet"]}
)
IN_REVIEW = Sample(
    "U0DANA",
    "https://github.com/opentofu/opentofu",
    {
        CHANGE: "Feature or interface",
        SIZE: "101 to 1,000 lines",
        LICENSE: "MPL-2.0",
        TITLE: "Name the workspace in the plan's output",
        DESCRIPTION: "One more line in the output, for people who plan in several workspaces a day.",
        "Why should the company do this?": "We run it for every team and would otherwise keep a fork.",
        "Hours a week": "3",
    },
)


RELEASE = Sample(
    "U0DANA",
    "https://github.com/example/telescope",
    {
        "What is it?": "A library or tool that others can build on",
        "License that it would have": "Apache-2.0",
        "Who wrote it?": "Employees only",
        "Cryptography in it": "None",
        "Does it collect or contain data?": "No telemetry, no data",
        RISKS: ["None of these"],
        "Name of the project": "Telescope",
        "What does it do, and why is nothing that exists enough?": "It looks into clusters from afar, read-only.",
        "What does the company gain?": "Help from others who run as many clusters as we do.",
        "Owning team, and at least two maintainers": "Platform: Dana and Priya",
        "Hours a week for it": "6",
        "What can its users expect?": "Best effort",
    },
    verb="release",
)
QUESTION = Sample(
    "U0PRIYA",
    "",
    {
        "License": "GPL-2.0-only WITH Classpath-exception-2.0",
        "What do you do with it?": "Delivered to others, unchanged",
        "How does your product use it?": "Linked statically, or copied into our code",
        "Your question": "Our installer has this runtime and our own code in one file. Does the exception cover that?",
        "Which product or service?": "Installer",
    },
    verb="ask-legal",
)


async def seed(practice: Practice) -> None:
    """Make the sample requests and let the reviewers act on them; what cannot be done is logged and left out."""
    await practice.person("U0DANA").write("C0GENERAL", "Whom do I ask before I send a patch to an open source project?")
    await practice.person("U0OMAR").write(
        "C0GENERAL", "Type `/ospo contribute` and the repository's address. Small fixes are mostly decided at once."
    )
    try:
        first, asked, declined = [await submit(practice, one) for one in (FIRST, ASKED, DECLINED)]
        for one in (PRIVATE, IN_REVIEW, RELEASE, QUESTION):
            await submit(practice, one)
        await _approve(practice, first)
        await submit(practice, FAST)  # decided at once only now that the project is known
        await _ask(practice, asked)
        await _decline(practice, declined)
        await _claim(practice)
    except (LookupError, TimeoutError) as problem:
        logger.warning("not all sample requests could be made: %s", problem)


async def submit(practice: Practice, sample: Sample) -> str:
    """Fill and submit the form of a sample; return the request's name, such as OSPO-3, once the requester knows it.

    Raises LookupError when the form has not the fields of the sample or is not accepted.
    """
    person = practice.person(sample.requester)
    told = len(person.direct_messages())
    await person.command("/ospo", f"{sample.verb} {sample.repository}".strip(), channel="C0GENERAL")
    harmless = HARMLESS if sample.verb == "contribute" else {}
    for label, answer in {**harmless, **sample.answers}.items():
        if _element_type(person, label).endswith(("_input", "_text_input")):
            await person.type(label, answer)
        else:
            await person.choose(label, answer)
    await person.submit()
    if person.modals:
        raise LookupError(f"the form was not accepted: {person.modal_errors or person.modals[-1].trouble}")
    await practice.until(lambda: len(person.direct_messages()) > told, within=WITHIN)
    named = NUMBER.search(person.sees(person.direct_messages()[-1]))
    if named is None:
        raise LookupError("the requester was not told a number")
    return named[0]


async def _approve(practice: Practice, number: str) -> None:
    omar = practice.person("U0OMAR")
    await omar.click(await _asked(practice, omar, "The OSPO", number), "Approve")


async def _ask(practice: Practice, number: str) -> None:
    lena = practice.person("U0LENA")
    await lena.click(await _asked(practice, lena, "Legal", number), "Ask requester")
    await lena.type("Your question", "Did anybody of your team sign their agreement at an earlier employer?")
    await lena.submit()


async def _decline(practice: Practice, number: str) -> None:
    tomas = practice.person("U0TOMAS")
    await tomas.click(await _asked(practice, tomas, "Legal", number), "Decline")
    await tomas.choose("Reason", "Touches something we keep for ourselves")
    words = "The heuristics are why customers choose the product. A bug report with a test would be welcome."
    await tomas.type("What should the requester know?", words)
    await tomas.submit()


async def _claim(practice: Practice) -> None:
    """Claim an item of the maturity board, which waits for somebody of legal."""
    omar = practice.person("U0OMAR")
    await omar.command("/ospo", "maturity", channel="C0GENERAL")
    await omar.choose("maturity:stage", '{"m":"ospo","s":"stage-4"}')
    await omar.open_row("What makes a project acceptable")
    await omar.press("Claim with evidence…")
    await omar.type("Where can it be seen?", "https://intranet.example.com/open-source/criteria")
    await omar.submit()
    await omar.close(everything=True)


def _element_type(person: Person, label: str) -> str:
    inputs = [block for block in person.modals[-1].blocks if block["type"] == "input"] if person.modals else []
    kinds = [str(block["element"]["type"]) for block in inputs if block["label"]["text"] == label]
    if len(kinds) != 1 or kinds[0] not in VALUES:
        raise LookupError(f"the form has no field {label!r}")
    return kinds[0]


async def _asked(practice: Practice, reviewer: Person, group: str, number: str) -> Message:
    """Return the message that asks a group about a request, once the reviewer sees it."""
    asks = re.compile(rf"\*{number}\* needs a review by \*{group}\*", re.IGNORECASE)

    def found() -> Message | None:
        return next((one for one in _everything(reviewer) if asks.search(reviewer.sees(one))), None)

    await practice.until(lambda: found() is not None, within=WITHIN)
    message = found()
    if message is None:
        raise LookupError(f"{group} is not asked about {number} any more")
    return message


def _everything(person: Person) -> Iterator[Message]:
    for channel in person.channels():
        for root in person.messages(channel.id):
            yield root
            yield from person.thread(root)
