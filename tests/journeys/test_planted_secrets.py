# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Secrets are planted in every private place, the office lives on, and everything that leaves it is searched."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.practice.messages import Message
from bot.practice.person import Person
from tests.support.asking import copied_code, vulnerability
from tests.support.leaking import Outgoing
from tests.support.questions import QUESTION, answers, question
from tests.support.running import Running, service_of
from tests.support.walking import answered, asks, broken, buttons, form, in_form, sent, status, visited
from workflows.people import Person as Somebody

SECURITY, LEGAL, DIGESTS = "C0SECURITY", "C0LEGAL", "C0DIGEST"
NOTE, EMBARGOED = "PLANTED-NOTE", "https://github.com/example/PLANTED-EMBARGO"
HELD, POSTPONED = "PLANTED-HOLD", "PLANTED-POSTPONED"
ASKED, TOLD, RESTRICTED, REASON = "PLANTED-ASKED", "PLANTED-TOLD", "SECRET-ORIGIN", "PLANTED-REASON"
#: Each secret with where it may stand: rooms by channel id, people by user id.
SECRETS = {
    NOTE: {LEGAL, "U0LENA", "U0TOMAS"},
    EMBARGOED: {SECURITY, "U0SAM", "U0DANA"},
    ASKED: {SECURITY, "U0SAM", "U0DANA"},
    TOLD: {SECURITY, "U0SAM", "U0DANA"},
    HELD: {"U0LENA", "U0TOMAS", "U0OMAR"},
    POSTPONED: {SECURITY, "U0SAM", "U0DANA"},
    RESTRICTED: {LEGAL, "C0OSPO", "U0LENA", "U0TOMAS", "U0OMAR", "U0DANA"},
    QUESTION.partition(":")[0]: {LEGAL, "U0LENA", "U0TOMAS", "U0DANA"},
    REASON: {LEGAL, "U0LENA", "U0TOMAS", "U0DANA"},
}
COMMANDS = (
    "check",
    "check --json",
    "audit verify",
    "audit verify --json",
    "queue",
    "queue --json",
    "digest maturity",
    "digest maturity --json",
    "digest list --json",
    "status OSPO-1",
    "status OSPO-2 --json",
    "status OSPO-3",
    "keys rotate",
    "retention --dry-run",
    "retention --json",
    "queue",
    "queue --json",
    "status OSPO-1",
    "status OSPO-2 --json",
    "status OSPO-3",
)
OTHERS = ("priya", "omar", "lena", "tomas", "sam", "mika", "eva")


async def planted(house: Running) -> None:
    """Three requests, each with secrets: an open one, an embargoed one, a license question."""
    await copied_code(house)
    await vulnerability(house, "dana", EMBARGOED)
    await sent(house)
    lena, sam, dana = house.person("lena"), house.person("sam"), house.person("dana")
    await lena.click(asks(house, "legal"), "More…")
    await lena.click(form(lena), "Note for legal only…")
    await lena.type("Note for legal only", NOTE)
    await lena.submit()
    holds = service_of(house.office, "holds")
    await holds.change(1, HELD, then_held=True, by=Somebody("T0PRACTICE", "U0LENA"))
    day = house.time.now().date() + timedelta(days=9)
    await house.office.embargoes.postpone(2, day, POSTPONED, by=Somebody("T0PRACTICE", "U0SAM"))
    [room] = sam.messages(SECURITY)
    await sam.click(room, "Ask requester")
    await sam.type("Your question", ASKED)
    await sam.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", TOLD)
    await dana.submit()
    await sent(house)


async def looks_around(house: Running, person: Person) -> None:
    """Do what anybody can do to see something of others' requests."""
    await visited(person)
    await person.command("/ospo", "queue")
    for number in (1, 2, 3, 99):
        await status(person, f"OSPO-{number}")
        shown = person.ephemerals(house.practice.workspace.direct_messages(person.user.id).id)[-1]
        if any(block["type"] == "actions" for block in shown.blocks):
            await person.click(shown, "Details")
            if "[Evidence]" in in_form(person):
                await person.click(form(person), "Evidence")
            house.practice.workspace.modals.clear(person.user.id)
    for words in (
        "",
        "help",
        "digest",
        "digest preview maturity",
        "maturity",
        "license MIT saas",
        "contribute https://github.com/example/parser",
        "nonsense",
    ):
        await person.command("/ospo", words)
        house.practice.workspace.modals.clear(person.user.id)
    assert answered(person)


async def time_passes(house: Running, days: int) -> None:
    """Let days go by, with all that the clock does then."""
    office = house.office
    house.time.move(seconds=timedelta(days=days).total_seconds())
    await office.upkeep.refresh_groups(office.workspace)
    for tick in (office.reminders.tick, office.obligations.remind, office.precedents.expire):
        await tick()
    await office.upkeep.seal()
    await office.upkeep.clear_outbox()
    await office.digests.send_due(office.workspace)
    await sent(house)


async def test_no_planted_secret_leaves_its_room(
    house: Running, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    outgoing = Outgoing(house, caplog)
    await house.office.digests.send_due(house.office.workspace)
    await planted(house)
    await question(house)
    for name in OTHERS:
        await looks_around(house, house.person(name))
    broken(house, "chat.update", "error")
    await time_passes(house, 7)
    await answers(house, "Not allowed…", at=question_in_legals_room(house))
    sam = house.person("sam")
    [room] = sam.messages(SECURITY)
    await sam.click(room, "Approve")
    await house.person("priya").click(room, "Approve", unseen=True)
    await sent(house)
    await time_passes(house, 70)
    for name in OTHERS:
        await looks_around(house, house.person(name))
    await house.practice.sending.deliver("interactions", {"type": "block_actions", "user": {"id": "U0PRIYA"}})
    for words in COMMANDS:
        await outgoing.command(*words.split())
    exported = [await evidence(outgoing, tmp_path, number) for number in (1, 2, 3)]
    assert exported == [True, False, False], "only what everybody may see is exported by default"
    packs = {reader for reader, text in outgoing.files() if "ospo-evidence/1" in text}
    assert packs == {"U0LENA", "U0TOMAS", "U0OMAR", "U0SAM"}, "whoever may has the evidence, and nobody else"
    assert await outgoing.leaks(SECRETS) == []
    priya = house.person("priya")
    posts = [one for one in priya.messages(DIGESTS) if not one.is_reply]
    digests = "\n".join(priya.sees(one) for post in posts for one in priya.thread(post))
    assert "OSPO-1" in digests
    assert [one for one in ("OSPO-2", "Port the parser", "@dana", "@lena") if one in digests] == []
    assert "commitment" in (tmp_path / "OSPO-1.jsonl").read_text(), "a note is there as what commits to it"


async def test_the_search_finds_what_leaks(house: Running, caplog: pytest.LogCaptureFixture) -> None:
    outgoing = Outgoing(house, caplog)
    await planted(house)
    nowhere: dict[str, set[str]] = {secret: set() for secret in SECRETS if secret not in {QUESTION, REASON}}
    found = await outgoing.leaks(nowhere)
    assert f"{NOTE} in {LEGAL}" in found
    assert f"{EMBARGOED} in U0DANA" in found
    assert f"{TOLD} in {SECURITY}" in found


async def evidence(outgoing: Outgoing, folder: Path, number: int) -> bool:
    """Export what a command exports by default, if it does."""
    file = folder / f"OSPO-{number}.jsonl"
    await outgoing.command("export", "evidence", f"OSPO-{number}", "--out", str(file))
    if file.exists():
        outgoing.file(file)
    return file.exists()


def question_in_legals_room(house: Running) -> Message:
    """The message in legal's room that asks about the license question."""
    lena = house.person("lena")
    return next(one for one in lena.messages(LEGAL) if "OSPO-3" in one.text and buttons(one))
