# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a walk through any kind needs, on the wire and in the browser: answers, who decides, where that is asked."""

import shutil
from pathlib import Path

import bot.practice
from bot.bootstrap import Office
from bot.practice.messages import Message
from bot.practice.person import Person
from bot.practice.practice import Practice
from tests.support.kinds import EXAMPLE, submittable
from workflows.facts import Answers
from workflows.policy import Policy
from workflows.request import Request
from workflows.staffing import Staff, deciders

_MANY = range(400)


def with_example_kinds(folder: Path) -> Path:
    """A new folder with the practice workspace's organization and the kinds of the example organization."""
    shutil.copytree(Path(bot.practice.__file__).parent / "organization", folder)
    shutil.copytree(EXAMPLE / "kinds", folder / "kinds")
    return folder


def reviewed_answers(policy: Policy) -> Answers:
    """Answers with which people of more than one group look, in the open, if there are such."""
    found = [(answers, policy.route(answers, facts)) for answers, facts in submittable(policy, _MANY)]
    looked_at = [(answers, route) for answers, route in found if route.outcome == "review"]
    return max(looked_at, key=lambda one: len(one[1].steps))[0]


async def the_request(office: Office, number: int = 1) -> Request:
    """The request as it is stored."""
    async with office.database.reading() as tx:
        return await tx.requests.get(office.workspace, number)


async def staff_of(office: Office) -> Staff:
    """Who is in which group."""
    return await office.people.staff(office.workspace)


async def the_reviewer(office: Office, practice: Practice, step: str) -> Person:
    """Somebody who may decide a step of the first request and did not yet."""
    request = await the_request(office)
    asked = request.step(step)
    people = deciders(asked, request.requester, await staff_of(office)) - {one.reviewer for one in asked.reviews}
    return practice.person(min(people).id)


async def owners_of_blockers(office: Office) -> dict[str, list[str]]:
    """The open blockers of the first request by the id of somebody who owns them; nothing once it is decided."""
    request, staff = await the_request(office), await staff_of(office)
    owned: dict[str, list[str]] = {}
    for item in request.blockers if request.state.open else ():
        owner = request.requester if item.owner == "requester" else min(staff.members[item.owner])
        owned.setdefault(owner.id, []).append(item.called)
    return owned


def where_asked(practice: Practice, reader: Person, step: str) -> Message | None:
    """The message in which somebody reads that they are asked to decide a step, once it is there."""
    channels = [name for name, one in practice.workspace.channels.items() if reader.user.id in one.members]
    roots = [message for channel in channels for message in reader.messages(channel)]
    read = [*roots, *(one for root in roots for one in reader.thread(root)), *reader.direct_messages()]
    return next((one for one in read if _asks(one, step)), None)


def _asks(message: Message, step: str) -> bool:
    elements = [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]
    return any(f'"s":"{step}"' in one.get("value", "") for one in elements)
