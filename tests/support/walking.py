# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Walking through a running office as people do: what was sent, where a step asks, what somebody reads."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from bot.practice.faults import Fault, FaultKind
from bot.practice.messages import Message
from bot.practice.modals import View
from bot.practice.person import Person
from bot.practice.workspace import Workspace
from tests.support.running import Running

REQUESTS = "C0REQUESTS"


async def sent(house: Running, *, seconds: int = 900) -> None:
    """Let the office send until nothing waits any more, moving its time on; fails after so many seconds of it."""
    counts: Mapping[str, object] = {}
    for _ in range(seconds):
        await house.deliver()
        counts = await house.office.database.backlog.counts()
        if not {"waiting", "sending"} & counts.keys():
            return
        house.time.move(seconds=1)
    raise AssertionError(f"still waiting after {seconds} seconds: {counts}")


def asks(house: Running, group: str, number: int = 1) -> Message:
    """The message in the card's thread that asks a group, or says what became of that."""
    lead = house.person("omar")
    found = [one for one in lead.thread(house.card(number)) if group.lower() in one.text.lower()]
    assert len(found) == 1, [one.text for one in lead.thread(house.card(number))]
    return found[0]


def buttons(message: Message) -> set[str]:
    """The texts of the buttons that stand in a message."""
    elements = (one for block in message.blocks if block["type"] == "actions" for one in block["elements"])
    return {one["text"]["text"] for one in elements if one["type"] == "button"}


def reads(person: Person) -> str:
    """Everything that stands in the person's direct messages with the office, oldest first."""
    own = house_of(person).direct_messages(person.user.id).id
    return "\n".join(person.sees(one) for one in [*person.direct_messages(), *person.ephemerals(own)])


def answered(person: Person, channel: str = "") -> str:
    """The newest answer in a channel, or in the direct messages, that only this person sees."""
    place = channel or house_of(person).direct_messages(person.user.id).id
    return person.sees(person.ephemerals(place)[-1])


def form(person: Person) -> View:
    """The modal that a person has open."""
    assert person.modal is not None, "no modal is open"
    return person.modal


def in_form(person: Person) -> str:
    """What a person reads in the open modal."""
    return person.sees(form(person))


async def visited(person: Person) -> View:
    """The Home tab, as it is after a visit."""
    view = await person.open_home()
    assert view is not None, "Home was not published"
    return view


async def status(person: Person, words: str = "") -> str:
    """What `/ospo status` answers."""
    await person.command("/ospo", f"status {words}".strip())
    return answered(person)


def house_of(person: Person) -> Workspace:
    """The workspace that a person is in."""
    return person._workspace


def everything_said(house: Running, *, but: tuple[str, ...] = ()) -> str:
    """All messages, open modals and Home tabs of the workspace as JSON, without those in the channels ``but``."""
    workspace = house.practice.workspace
    said = []
    for channel in workspace.channels:
        if channel not in but:
            said += [asdict(one) for one in workspace._messages.get(channel, {}).values()]
    said += [asdict(one) for one in workspace._ephemerals if one.channel not in but]
    owners = {workspace.channels[one].user for one in but}
    views = [view for user in workspace.users if user not in owners for view in workspace.modals.stack(user)]
    views += [view for user, view in workspace.homes.items() if user not in owners]
    return json.dumps([*said, *({"content": one.content, "state": one.state} for one in views)], ensure_ascii=False)


def broken(house: Running, target: str, kind: FaultKind, **how: object) -> None:
    """Put a fault in force."""
    house.practice.faults.add(Fault(target, kind, **how))  # type: ignore[arg-type]  # the test knows


def in_thread(house: Running, number: int = 1) -> str:
    """All that stands in the thread of a card."""
    omar = house.person("omar")
    return "\n".join(omar.sees(one) for one in omar.thread(house.card(number)))


def leave(house: Running, name: str) -> None:
    """Take somebody out of the requests channel."""
    house.practice.workspace.channels[REQUESTS].members.discard(f"U0{name.upper()}")


def said_in_thread(house: Running, name: str) -> str:
    """The newest answer that only this person sees in the requests channel."""
    person = house.person(name)
    newest = person.ephemerals(REQUESTS)[-1]
    assert newest.thread_ts == house.card(1).ts, "the answer stands in the thread"
    return person.sees(newest)


def shown_home(person: Person) -> View:
    """Home as the person has it open."""
    assert person.home is not None, "Home was not published"
    return person.home
