# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Records that were kept long enough lose people and texts, stay verifiable, and are kept whole by a legal hold."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot import evidence
from bot.practice.person import Person as Visitor
from bot.services.decisions import DecisionService
from bot.services.erasing import ErasureService
from bot.services.holds import HoldService
from bot.services.maturity import Which
from bot.services.reviewers import Chosen
from bot.signing import is_signed
from tests.support.any_kind import the_request
from tests.support.asking import copied_code, vulnerability
from tests.support.leaking import Outgoing
from tests.support.questions import answers, question
from tests.support.running import Running, service_of
from tests.support.tables import dumped
from tests.support.walking import asks, form, in_form, sent, status
from workflows.errors import Erased, NotInCharge, TextNeeded
from workflows.evidence_verification import verify_pack
from workflows.maturity.evidence import Evidence
from workflows.people import Person

#: Slack's people and groups are copied anew each day; seals and counters have nobody in them.
COPIES = ("people", "groups", "installations", "alembic_version")
TEXTS = ("PLANTED", "SECRET-ORIGIN", "It parses", "Port the parser", "pull/77")
PEOPLE = ("U0DANA", "U0LENA", "U0TOMAS", "U0OMAR", "U0SAM", "U0MIKA")


async def lived(house: Running) -> None:
    """An approved contribution with all that people can say, an embargoed one, a question with its answer."""
    await copied_code(house)
    await vulnerability(house, "dana", "https://github.com/example/PLANTED-EMBARGO")
    await sent(house)
    lena, omar, dana, sam = (house.person(name) for name in ("lena", "omar", "dana", "sam"))
    await lena.click(asks(house, "by legal"), "Ask requester")
    await lena.type("Your question", "PLANTED-ASKED")
    await lena.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", "PLANTED-TOLD")
    await dana.submit()
    await sent(house)
    await lena.click(asks(house, "by legal"), "More…")
    await lena.click(form(lena), "Note for legal only…")
    await lena.type("Note for legal only", "PLANTED-NOTE")
    await lena.submit()
    house.practice.workspace.modals.clear("U0LENA")
    await lena.click(asks(house, "by legal"), "Approve with conditions…")
    await lena.type("Conditions", "PLANTED-CONDITION")
    await lena.submit()
    await omar.click(asks(house, "by the OSPO"), "Approve")
    [room] = sam.messages("C0SECURITY")
    await sam.click(room, "Decline")
    await sam.choose("Reason", "Rights in the code are not clear")
    await sam.type("What should the requester know?", "PLANTED-DECLINE")
    await sam.submit()
    await house.office.embargoes.set_participants(2, [Person("T0PRACTICE", "U0MIKA")], by=Person("T0PRACTICE", "U0SAM"))
    await house.office.embargoes.lift(2, by=Person("T0PRACTICE", "U0SAM"))
    await sent(house)
    await question(house)
    await answers(house, "Not allowed…", at=next(one for one in lena.messages("C0LEGAL") if "OSPO-3" in one.text))
    await said_of_the_board(house)


async def said_of_the_board(house: Running) -> None:
    """Evidence with a note that was sent back, of an item that nobody owns any more."""
    board, item, by = service_of(house.office, "maturity"), Which("ospo", "principles"), Person("T0PRACTICE", "U0OMAR")
    shown = Evidence(house.time.now().date(), link="https://example.org/PLANTED-LINK", note="PLANTED-EVIDENCE")
    seen = await board.claim(item, shown, by=by)
    await board.refuse(item, seen.board.sequence, "PLANTED-SENT-BACK", by=by)
    await board.assign(item, "", by=by)


async def years_pass(house: Running, years: int) -> None:
    house.time.move(seconds=timedelta(days=366 * years).total_seconds())
    await sent(house)


async def stored(house: Running) -> str:
    return await asyncio.to_thread(dumped, house.office.settings.database_url, but=COPIES)


async def test_after_their_time_nobody_and_nothing_written_is_left_and_the_record_verifies(house: Running) -> None:
    await lived(house)
    written = await stored(house)
    assert all(text in written for text in ("PLANTED-ASKED", "PLANTED-EVIDENCE", "PLANTED-LINK", "U0DANA"))
    await years_pass(house, 1)
    assert (await house.office.retention.run(apply=True)).lines == []
    await years_pass(house, 8)
    tried = await house.office.retention.run(apply=False)
    assert [(one.request, one.held) for one in sorted(tried.lines, key=lambda one: one.request)] == [
        ("OSPO-1", False),
        ("OSPO-2", False),
        ("OSPO-3", False),
    ]
    assert "PLANTED-ASKED" in await stored(house), "a dry run changes nothing"
    done = await house.office.retention.run(apply=True)
    assert (done.as_json() | {"applied": False}) == tried.as_json()
    assert done.entries > 0
    left = await stored(house)
    assert [text for text in (*TEXTS, *PEOPLE) if text in left] == []
    report = await house.office.database.verify()
    assert report.problems == []
    assert report.erased > 20
    assert (await house.office.retention.run(apply=True)).lines == []
    await house.office.upkeep.seal()
    for number in (1, 2, 3):
        asked = evidence.Asked(f"OSPO-{number}", include_private=True)
        pack = await asyncio.to_thread(evidence.exported, house.office.settings, asked)
        found = verify_pack(pack.data, is_signed)
        assert found.problem == ""
        assert found.erased > 0
        assert [text for text in (*TEXTS, *PEOPLE) if text in pack.data.decode()] == []


async def test_what_was_opened_again_or_erased_meanwhile_is_not_erased_and_what_is_erased_stays_closed(
    house: Running,
) -> None:
    await copied_code(house)
    await sent(house)
    office, lena = house.office, Person(house.office.workspace, "U0LENA")
    decisions = service_of(office, "decisions")
    assert isinstance(decisions, DecisionService)
    chosen = Chosen(1, "legal", 1)
    await office.reviews.decline(chosen, next(iter(reasons(house))), "PLANTED-DECLINE", reviewer=lena)
    await years_pass(house, 9)
    found = await the_request(office)
    again = await decisions.reopen(chosen, "PLANTED-AGAIN", by=lena)
    await office.retention._forget(found)
    assert (await the_request(office)).state is again.state
    assert "PLANTED-AGAIN" in await stored(house)
    await office.reviews.decline(chosen, next(iter(reasons(house))), "PLANTED-DECLINE", reviewer=lena)
    await years_pass(house, 9)
    found = await the_request(office)
    await office.retention._forget(found)
    left = await stored(house)
    assert "PLANTED" not in left
    await office.retention._forget(found)
    assert await stored(house) == left, "another replica was faster"
    with pytest.raises(Erased):
        await decisions.reopen(chosen, "PLANTED-ONCE-MORE", by=lena)


async def test_one_person_who_asks_for_it_is_erased_from_all_that_has_ended(house: Running) -> None:
    await lived(house)
    dana = house.person("dana")
    await dana.command("/ospo", "settings")
    await dana.choose("Quiet from", "22:00")
    await dana.choose("Quiet until", "06:00")
    await dana.submit()
    erasure = ErasureService(house.office.database, house.office.catalog, house.office.timing)
    who, before = Person("T0PRACTICE", "U0DANA"), await stored(house)
    tried = await erasure.run(who, apply=False)
    kept = [one.kept.partition(" until ")[0] for one in tried.requests]
    assert kept == ["its approval is in force", *["it can be appealed"] * 2], "who declined it decides no appeal"
    assert tried.alone["how they want to be told"] == 1
    assert await stored(house) == before, "it only says what it would do"
    await years_pass(house, 1)
    await holds_of(house).change(1, "PLANTED-LITIGATION", then_held=True, by=Person("T0PRACTICE", "U0OMAR"))
    held = await erasure.run(who, apply=True)
    assert [one.kept for one in held.requests] == ["on legal hold", "", ""]
    left = await stored(house)
    assert all(text in left for text in ("SECRET-ORIGIN", '"to":"U0DANA"')), "they are told of it still"
    await holds_of(house).change(1, "PLANTED-SETTLED", then_held=False, by=Person("T0PRACTICE", "U0OMAR"))
    [on_duty] = (await erasure.run(Person("T0PRACTICE", "U0TOMAS"), apply=True)).requests
    assert (on_duty.request, on_duty.kept) == ("OSPO-1", ""), "nothing but a message of it names who was on duty"
    assert "U0TOMAS" not in await stored(house)
    await erasure.run(who, apply=True)
    left = await stored(house)
    said = ("U0DANA", "SECRET-ORIGIN", "It parses", "Port the parser", "PLANTED-TOLD", "PLANTED-EMBARGO")
    assert [text for text in said if text in left] == []
    assert "PLANTED-CONDITION" in left, "on which condition it was approved is the company's to prove"
    again = await erasure.run(who, apply=True)
    assert (again.requests, again.entries, again.board, again.alone) == ([], [], 0, {})
    assert await stored(house) == left
    assert (await house.office.database.verify()).problems == []
    await house.office.upkeep.seal()
    pack = await asyncio.to_thread(
        evidence.exported, house.office.settings, evidence.Asked("OSPO-1", include_private=True)
    )
    assert verify_pack(pack.data, is_signed).problem == ""
    await years_pass(house, 8)
    await holds_of(house).change(1, "PLANTED-LATER", then_held=True, by=Person("T0PRACTICE", "U0LENA"))
    assert len((await house.office.retention.run(apply=True)).erased) == 2, "what is left of it is in dispute"
    assert "PLANTED-CONDITION" in await stored(house)
    await holds_of(house).change(1, "PLANTED-SETTLED", then_held=False, by=Person("T0PRACTICE", "U0LENA"))
    assert len((await house.office.retention.run(apply=True)).erased) == 1
    assert "PLANTED" not in await stored(house)
    assert (await house.office.database.verify()).problems == []
    with pytest.raises(Erased):
        await holds_of(house).change(1, "Too late", then_held=True, by=Person("T0PRACTICE", "U0LENA"))


def holds_of(house: Running) -> HoldService:
    holds = service_of(house.office, "holds")
    assert isinstance(holds, HoldService)
    return holds


def reasons(house: Running) -> tuple[str, ...]:
    return house.office.catalog.current.policies["contribution"].kind.decline_reasons


async def test_a_legal_hold_keeps_all_of_it_until_it_is_lifted(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    lena, omar, dana = (house.person(name) for name in ("lena", "omar", "dana"))
    await hold(house, lena, "Legal hold…", "PLANTED-LITIGATION")
    assert "On legal hold" in await details(house, omar)
    assert "placed a legal hold" in await details(house, omar)
    for reader in (dana, house.person("priya")):
        assert "hold" not in await details(house, reader)
    await omar.click(asks(house, "by the OSPO"), "Decline")
    await omar.choose("Reason", "Rights in the code are not clear")
    await omar.type("What should the requester know?", "No")
    await omar.submit()
    await years_pass(house, 9)
    [line] = (await house.office.retention.run(apply=True)).lines
    assert line.held
    assert "PLANTED-LITIGATION" in await stored(house)
    async with house.office.database.reading() as tx:
        assert await tx.retained.held_of("T0PRACTICE", {1, 7}) == {1}
    await hold(house, omar, "Lift legal hold…", "It is settled")
    [line] = (await house.office.retention.run(apply=True)).lines
    assert not line.held
    assert "PLANTED-LITIGATION" not in await stored(house)


async def test_a_hold_by_who_may_not_changes_nothing(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    dana = Person(house.office.workspace, "U0DANA")
    holds = holds_of(house)
    for who in (dana, Person(house.office.workspace, "U0PRIYA")):
        with pytest.raises(NotInCharge):
            await holds.change(1, "I want it", then_held=True, by=who)
    with pytest.raises(TextNeeded):
        await holds.change(1, " ", then_held=True, by=Person(house.office.workspace, "U0LENA"))
    assert await holds.of(await the_request(house.office), Person(house.office.workspace, "U0LENA")) is False


async def test_the_command_says_what_it_would_erase_and_why(house: Running, caplog: pytest.LogCaptureFixture) -> None:
    outgoing = Outgoing(house, caplog)
    said = await outgoing.command("retention", "--dry-run")
    assert "Requests without people and texts from now on: 0" in said
    assert "Nothing was changed: this was a dry run." in said
    assert json.loads(await outgoing.command("retention", "--json"))["requests"] == []
    assert "Nothing was changed: say --yes to do it." in await outgoing.command("forget", "U0DANA")
    assert json.loads(await outgoing.command("forget", "U0DANA", "--json", "--yes"))["requests"] == []


async def hold(house: Running, person: Visitor, button: str, reason: str) -> None:
    await details(house, person)
    await person.click(form(person), button)
    await person.type("Why?", reason)
    await person.submit()
    house.practice.workspace.modals.clear(person.user.id)
    await sent(house)


async def details(house: Running, person: Visitor) -> str:
    house.practice.workspace.modals.clear(person.user.id)
    await status(person, "OSPO-1")
    place = house.practice.workspace.direct_messages(person.user.id).id
    await person.click(person.ephemerals(place)[-1], "Details")
    return in_form(person)
