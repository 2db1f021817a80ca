# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers in use: what is shipped becomes the company's, and of two people at once nobody's words are lost."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.listeners.register_views import entry_view
from bot.services.asking import AskingService
from bot.services.register_forgetting import forget_acts
from bot.services.register_time import RegisterTime
from bot.services.registers import RegisterService, entries_of
from bot.services.searching import SearchService
from messages.asking.answers import hit_modal
from messages.registers.about import About
from storage.database import Database
from storage.people import Profile
from tests.support.maturing import DEVELOPER, LEGAL, OSPO, MaturityOffice
from tests.support.tables import dumped
from tests.support.timing import SimulatedTime
from workflows.absence import Absence
from workflows.errors import FormProblems, Outsider
from workflows.people import Person
from workflows.registers import acts, consenting
from workflows.registers.acts import Doing, Done
from workflows.registers.entry import Act, Entry
from workflows.registers.listing import Query
from workflows.registers.refusals import EntryChanged, NotHanded, NotYourEntry, OwnText, UnknownEntry, UnknownRegister
from workflows.search.documents import Key

NOTE = {"title": "Ask legal early", "text": "Before the first commit.", "level": "3"}


@pytest.fixture
async def office(migrated_url: str, tmp_path: Path, timing: SimulatedTime) -> AsyncIterator[MaturityOffice]:
    database = Database(migrated_url, now=timing.now)
    await database.start()
    company = tmp_path / "company"
    (company / "registers").mkdir(parents=True)
    (company / "entries").mkdir()
    (company / "registers" / "lessons.toml").write_text(LESSONS)
    (company / "registers" / "secrets.toml").write_text(SECRETS)
    (company / "registers" / "rules.toml").write_text(RULES)
    (company / "entries" / "lessons.toml").write_text(SHIPPED)
    yield MaturityOffice(database, tmp_path, timing)
    await database.stop()


@pytest.fixture
def registers(office: MaturityOffice) -> RegisterService:
    return RegisterService(office.database, office.catalog, office.members, office.timing)


LESSONS = """
name = "lessons"
title = "Lessons"
one = "lesson"
about = "What we learned."
petal = "legal"
proposers = "everybody"
[[fields]]
name = "level"
label = "Level"
type = "number"
required = false
"""
SECRETS = """
name = "secrets"
title = "Secrets"
one = "secret"
about = "What few know."
petal = "legal"
readers = ["legal"]
editors = ["legal"]
"""
RULES = """
name = "rules"
title = "Rules"
one = "rule"
about = "What holds."
petal = "legal"
editors = ["legal"]
approvers = ["legal"]
readers = ["legal"]
"""
SHIPPED = """
register = "lessons"
as_of = 2026-11-01
source = "Ourselves"
[[entries]]
title = "Read the license"
text = "All of it."
values = { level = 1 }
[[entries]]
title = "Count the patches"
"""


async def titles(registers: RegisterService, person: Person, query: Query | None = None) -> list[str]:
    return [one.title for one in (await registers.page("lessons", person, query)).entries]


async def test_what_is_shipped_is_listed_until_somebody_changes_it(
    registers: RegisterService, office: MaturityOffice
) -> None:
    assert await titles(registers, DEVELOPER) == ["Count the patches", "Read the license"]
    seen = (await registers.entry("lessons", "read-the-license", DEVELOPER)).entry
    assert (seen.shipped, seen.values) == (True, {"level": 1})
    await registers.change("lessons", seen.name, {**NOTE, "title": "Read the whole license"}, by=OSPO, seen=0)
    await registers.act("lessons", "count-the-patches", lambda do, one: acts.retire(do, one, "Nobody did"), by=OSPO)
    assert await titles(registers, DEVELOPER) == ["Read the whole license"]
    async with office.database.reading() as tx:
        every = await entries_of(tx, office.catalog.current, OSPO.workspace, "lessons")
    assert [(one.name, one.version) for one in every] == [("count-the-patches", 1), ("read-the-license", 1)]


async def test_of_two_who_change_one_entry_the_second_is_told_what_is_different(registers: RegisterService) -> None:
    entry = await registers.make("lessons", NOTE, by=OSPO)
    both = [
        registers.change("lessons", entry.name, {**NOTE, "title": f"Mine {by.id}"}, by=by, seen=1)
        for by in (OSPO, OSPO)
    ]
    told = [one for one in await asyncio.gather(*both, return_exceptions=True) if isinstance(one, EntryChanged)]
    assert len(told) == 1
    seen, different = await registers.changed_since("lessons", entry.name, OSPO, 1)
    assert seen.entry.version == 2
    assert [one.name for one in different] == ["title"]
    assert different[0].after == seen.entry.title


async def test_a_proposal_of_anybody_is_seen_by_its_author_and_the_editors_until_one_takes_it(
    registers: RegisterService,
) -> None:
    draft = await registers.make("lessons", NOTE, by=DEVELOPER)
    assert [await titles(registers, one, Query(words="ASK  early")) for one in (DEVELOPER, OSPO, LEGAL)] == [
        ["Ask legal early"],
        ["Ask legal early"],
        [],
    ]
    with pytest.raises(UnknownEntry):
        await registers.entry("lessons", draft.name, LEGAL)
    await registers.act("lessons", draft.name, acts.publish, by=OSPO, seen=1)
    assert await titles(registers, LEGAL, Query(words="early")) == ["Ask legal early"]
    assert [one.change.act for one in await registers.history("lessons", draft.name, OSPO)] == [
        Act.PUBLISHED,
        Act.MADE,
    ]
    assert [one.change.act for one in await registers.history("lessons", draft.name, LEGAL)] == [Act.PUBLISHED]


async def test_a_register_for_few_is_unknown_to_all_others(registers: RegisterService) -> None:
    assert "secrets" not in [one.name for one in await registers.registers(DEVELOPER)]
    assert "secrets" in [one.name for one in await registers.registers(LEGAL)]
    for asking in (registers.page("secrets", DEVELOPER), registers.page("nothing", DEVELOPER)):
        with pytest.raises(UnknownRegister):
            await asking
    with pytest.raises(UnknownRegister):
        await registers.make("secrets", {"title": "Mine"}, by=DEVELOPER)


async def test_who_owns_an_entry_of_a_register_for_others_sees_and_changes_it_alone(
    registers: RegisterService,
) -> None:
    entry = await registers.make("secrets", {"title": "Where the key is", "owner": DEVELOPER.id}, by=LEGAL)
    with pytest.raises(UnknownRegister):
        await registers.page("secrets", DEVELOPER)
    changed = await registers.change("secrets", entry.name, {"title": "Where it was"}, by=DEVELOPER, seen=1)
    assert (await registers.entry("secrets", entry.name, DEVELOPER)).entry == changed
    with pytest.raises(UnknownRegister):
        await registers.entry("secrets", entry.name, Person("T0US", "U0OTHER"))


async def test_who_may_not_read_drafts_is_not_told_of_them_by_what_is_different(registers: RegisterService) -> None:
    entry = await registers.make("lessons", NOTE, by=OSPO)
    await registers.change("lessons", entry.name, {**NOTE, "title": "Not yet"}, by=DEVELOPER, seen=1)
    for person, seen in ((LEGAL, []), (OSPO, ["title"]), (DEVELOPER, ["title"])):
        _, different = await registers.changed_since("lessons", entry.name, person, 1)
        assert [one.name for one in different] == seen
    await registers.act("lessons", entry.name, lambda do, one: acts.withdraw(do, one, "No"), by=DEVELOPER)
    assert len(await registers.history("lessons", entry.name, LEGAL)) == 1


async def test_that_a_next_text_waits_is_told_to_nobody_who_may_not_read_it(registers: RegisterService) -> None:
    entry = await registers.make("lessons", NOTE, by=OSPO)
    await registers.change("lessons", entry.name, {**NOTE, "title": "Not yet"}, by=DEVELOPER, seen=1)
    for person, waiting in ((LEGAL, 0), (OSPO, 1), (DEVELOPER, 1)):
        page = await registers.page("lessons", person, Query(words="early"))
        assert [bool(one.pending) for one in page.entries] == [bool(waiting)]
        assert page.counts.waiting == waiting
        assert (await registers.page("lessons", person, Query(waiting=True))).total == waiting
        shown = json.dumps(await entry_view(registers, person, About("lessons", entry.name)))
        assert (f"<@{DEVELOPER.id}>" in shown) == bool(waiting), "nor who wrote it"


async def test_whom_an_entry_does_not_name_any_more_nothing_of_it_names(registers: RegisterService) -> None:
    said = {"title": "Helps with patches", "person": LEGAL.id, "text": "Ask Leo."}
    entry = await registers.make("champions", said, by=OSPO)
    await registers.act("champions", entry.name, consenting.agree, by=LEGAL)
    await registers.change("champions", entry.name, {**said, "person": DEVELOPER.id, "text": ""}, by=OSPO, seen=2)
    await registers.act("champions", entry.name, consenting.agree, by=DEVELOPER)
    told = str(await registers.history("champions", entry.name, OSPO))
    assert DEVELOPER.id in told
    assert LEGAL.id not in told
    assert "Ask Leo" not in told


async def test_what_a_form_says_wrong_is_told_at_once_and_nothing_is_kept(registers: RegisterService) -> None:
    with pytest.raises(FormProblems) as refused:
        await registers.make("lessons", {"title": "", "level": "many", "petal": "moon"}, by=OSPO)
    assert set(refused.value.problems) == {"title", "level", "petal"}
    with pytest.raises(FormProblems) as refused:
        await registers.make("lessons", {**NOTE, "owner": "U0BOT"}, by=OSPO)
    assert set(refused.value.problems) == {"owner"}
    assert len(await titles(registers, OSPO)) == 2


async def test_an_entry_is_handed_over_and_its_new_owner_changes_it(registers: RegisterService) -> None:
    entry = await registers.make("lessons", NOTE, by=OSPO)
    await registers.hand_over("lessons", entry.name, DEVELOPER.id, by=OSPO, seen=1)
    changed = await registers.change("lessons", entry.name, {**NOTE, "level": "4"}, by=DEVELOPER, seen=2)
    assert (changed.owner, changed.values["level"], changed.visible) == (DEVELOPER, 4, True)
    with pytest.raises(NotYourEntry):
        await registers.hand_over("lessons", entry.name, LEGAL.id, by=LEGAL, seen=3)


async def test_what_somebody_owned_who_left_is_changed_by_others_and_handed_over(
    registers: RegisterService, office: MaturityOffice
) -> None:
    entry = await registers.make("lessons", {**NOTE, "owner": DEVELOPER.id}, by=OSPO)
    office.timing.move(days=2)  # what Slack said of them is asked anew
    async with office.database.transaction() as tx:
        gone = Profile(is_bot=False, is_guest=False, is_outside=True, timezone="", refreshed_at=office.timing.now())
        await tx.people.put(DEVELOPER, gone)
    changed = await registers.change(
        "lessons", entry.name, {**NOTE, "text": "Newer", "owner": DEVELOPER.id}, by=OSPO, seen=1
    )
    assert (changed.text, changed.owner) == ("Newer", DEVELOPER)
    with pytest.raises(FormProblems):
        await registers.hand_over("lessons", entry.name, DEVELOPER.id, by=OSPO, seen=2)
    assert (await registers.hand_over("lessons", entry.name, LEGAL.id, by=OSPO, seen=2)).owner == LEGAL
    assert (await registers.change("lessons", entry.name, {**NOTE, "text": "Newest"}, by=OSPO, seen=3)).owner == LEGAL
    assert (await registers.change("lessons", entry.name, {**NOTE, "owner": None}, by=OSPO, seen=4)).owner is None
    with pytest.raises(NotHanded, match="Nobody owns this so far"):
        await registers.hand_over("lessons", entry.name, "", by=OSPO, seen=5)


async def test_who_is_no_member_sees_nothing(registers: RegisterService) -> None:
    with pytest.raises(Outsider):
        await registers.page("lessons", Person("T0US", "U0BOT"))


async def test_what_was_kept_long_enough_loses_people_and_texts_once(
    registers: RegisterService, office: MaturityOffice
) -> None:
    entry = await registers.make("lessons", {**NOTE, "note": "As Dana told"}, by=OSPO)
    office.timing.move(days=30)
    await registers.change("lessons", entry.name, {**NOTE, "text": "Newer"}, by=OSPO, seen=1)
    office.timing.move(days=8 * 366)
    for count in (1, 0):
        assert await forget_acts(office.database, office.catalog, office.timing.now(), apply=True) == count
    newest, oldest = await registers.history("lessons", entry.name, OSPO)
    assert (oldest.entry.text, oldest.change.note) == ("", "(erased)")
    assert newest.entry.text == "Newer"
    seen = await registers.page("lessons", OSPO, Query(words="ask early"))
    assert [one.text for one in seen.entries] == ["Newer"]
    verified = await office.database.verify()
    assert (verified.problems, verified.logged, verified.erased) == ([], 2, 1)


async def test_what_the_only_approver_writes_goes_to_the_group_that_stands_in(
    registers: RegisterService, migrated_url: str
) -> None:
    rule = await registers.make("rules", {"title": "Ask early"}, by=LEGAL)
    asked = [line for line in dumped(migrated_url).splitlines() if line.startswith("outbox: ")]
    assert len(asked) == 1
    assert '"U0OSPO"' in asked[0], "whoever can approve it is asked"
    with pytest.raises(OwnText):
        await registers.act("rules", rule.name, acts.approve, by=LEGAL)
    with pytest.raises(UnknownRegister):
        await registers.entry("rules", rule.name, DEVELOPER)
    approved = await registers.act("rules", rule.name, acts.approve, by=OSPO)
    assert approved.approved_by == OSPO
    await registers.act("rules", rule.name, lambda do, one: acts.publish(do, one, "New"), by=LEGAL)
    page = await registers.page("rules", LEGAL)
    assert (page.only_approver, page.instead) == (LEGAL, "the OSPO")


async def test_a_petal_that_was_renamed_is_called_so_wherever_it_stands(
    registers: RegisterService, office: MaturityOffice
) -> None:
    def renamed(doing: Doing, entry: Entry) -> Done:
        return acts.change(doing, entry, replace(entry.content, title="Law and policy"))

    await registers.act("petals", "legal", renamed, by=OSPO)
    assert (await registers.page("lessons", OSPO)).petals["legal"] == "Law and policy"
    assert (await registers.petals(OSPO))["legal"] == "Law and policy"
    note = await registers.make("lessons", NOTE, by=OSPO)
    shown = await entry_view(registers, OSPO, About("lessons", note.name))
    assert "Law and policy" in str(shown)
    search = SearchService(office.database, office.catalog, office.timing)
    asking = AskingService(office.database, office.catalog, office.people, office.members, search, office.timing)
    hit = await asking.show(Key("lessons", note.name), OSPO)
    assert "Law and policy" in str(hit_modal(hit, registers.today))
    research = {"title": "Research", "text": "Of universities.", "audience": "Scientists"}
    added = await registers.make("petals", research, by=OSPO)
    moved = await registers.change("lessons", note.name, {**NOTE, "petal": added.name}, by=OSPO, seen=1)
    assert moved.petal == "research"


async def test_a_deputy_who_may_not_read_an_entry_is_not_reminded_of_it(
    registers: RegisterService, office: MaturityOffice, migrated_url: str
) -> None:
    clock = RegisterTime(office.database, office.catalog, office.people, office.members, office.timing)
    await registers.make("secrets", {"title": "Where the key is"}, by=LEGAL)
    await registers.make("lessons", {**NOTE, "owner": LEGAL.id}, by=OSPO)
    office.timing.move(days=352)
    async with office.database.transaction() as tx:
        await tx.absences.put(Absence(LEGAL, office.timing.now().date() + timedelta(days=100), DEVELOPER))
    office.people.forget()
    assert await clock.tick() == 2
    told = [line for line in dumped(migrated_url).splitlines() if f"register:due:{DEVELOPER.id}" in line]
    assert "lessons/ask-legal-early" in str(told)
    assert "secrets" not in str(told)


async def test_what_few_may_read_is_never_suggested_as_a_guide_to_who_sees_to_its_petal(
    registers: RegisterService, office: MaturityOffice, migrated_url: str
) -> None:
    search = SearchService(office.database, office.catalog, office.timing)
    asking = AskingService(office.database, office.catalog, office.people, office.members, search, office.timing)
    few = await registers.make("secrets", {"title": "Where the key is"}, by=LEGAL)
    all_ = await registers.make("lessons", NOTE, by=OSPO)
    for entry, person in ((few, LEGAL), (all_, OSPO)):
        for _ in range(4):
            await asking.show(Key(entry.register, entry.name), person)
    told = [line for line in dumped(migrated_url).splitlines() if "often:" in line]
    assert "often:lessons:" in str(told)
    assert "often:secrets:" not in str(told)
