# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Every kind walks its whole journey: command, form, card or room, decisions, the requester's message, what is owed."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.practice.modals import View
from bot.practice.person import Person
from tests.support.any_kind import (
    owners_of_blockers,
    reviewed_answers,
    staff_of,
    the_request,
    the_reviewer,
    where_asked,
    with_example_kinds,
)
from tests.support.kinds import FILES, policy_of, raw_form
from tests.support.releasing import choose_for
from tests.support.running import Running, running
from tests.support.walking import answered, everything_said, form, in_form, reads, sent, status, visited
from workflows import forms
from workflows.errors import FormProblems
from workflows.facts import Answers
from workflows.people import Person as Somebody
from workflows.policy import Policy
from workflows.request import Request

KINDS = sorted(FILES)


@pytest.fixture
async def house(migrated_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    """An office of the practice workspace's people, with the example organization's kinds; its record verifies."""
    async with running(migrated_url, with_example_kinds(tmp_path / "organization")) as house:
        yield house
        assert (await house.office.database.verify()).problems == []


def value_of(answers: Answers, name: str) -> forms.Raw:
    """An answer as it is typed or chosen in the form."""
    answer = answers[name]
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer if isinstance(answer, tuple) else str(answer)


async def fill(person: Person, policy: Policy, answers: Answers) -> None:
    """Answer the form field by field as it shows them."""
    done: set[str] = set()
    while todo := [name for name in answers if name not in done and f"field:{name}" in _ids(form(person))]:
        for name in todo:
            done.add(name)
            if f"field:{name}" not in _ids(form(person)):
                continue
            value, field = value_of(answers, name), policy.kind.by_name[name]
            if field.type in {"text", "long_text", "url", "number", "decimal"}:
                await person.type(f"field:{name}", str(value), enter=field.steers)
            else:
                await person.choose(f"field:{name}", list(value) if isinstance(value, tuple) else value)
    assert done == answers.keys()


def _ids(view: View) -> set[str]:
    return {block.get("block_id", "") for block in view.blocks}


async def decide(house: Running, step: str, reviewer: Person) -> None:
    """Let somebody approve a step where they read that they are asked."""
    place = where_asked(house.practice, reviewer, step)
    assert place is not None, f"{reviewer.user.name} is not asked"
    if policy_of((await the_request(house.office)).kind).kind.answer is None:
        await reviewer.click(place, "review:approve")
        return
    await reviewer.click(place, "review:allow")
    await reviewer.type("Reason", "It was looked at")
    await reviewer.submit()
    assert reviewer.modal is None, in_form(reviewer)


async def clear_checklist(house: Running) -> None:
    """Let everybody say that what they own of the checklist is done."""
    request = await the_request(house.office)
    evidenced = {item.called for item in request.checklist if item.evidence_required}
    for owner, items in (await owners_of_blockers(house.office)).items():
        person = house.practice.person(owner)
        for item in items:
            await person.click(house.card(request.number), "Checklist")
            if item in evidenced:
                await choose_for(person, item, "Done, with evidence or a note…")
                await person.type("Where is the evidence?", "https://ci.example.org/scan/7")
                await person.submit()
            else:
                await choose_for(person, item, "Done")
            await person.close(everything=True)
            await sent(house)


@pytest.mark.parametrize("name", KINDS)
async def test_it_goes_from_its_command_to_what_is_owed(house: Running, name: str) -> None:
    policy, dana = policy_of(name), house.person("dana")
    kind, answers = policy.kind, reviewed_answers(policy)
    await dana.command("/ospo", "help")
    assert f"/ospo {kind.verb}" in answered(dana).replace("`", "")
    await dana.command("/ospo", kind.verb)
    await fill(dana, policy, answers)
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    request = await the_request(house.office)
    assert request.answers == answers
    await sent(house)
    assert "OSPO-1" in await status(dana)
    title = str(answers[kind.title_field])
    shown = everything_said(house, but=("C0LEGAL", "D0DANA"))
    assert (title in shown) == (not kind.room), "a title stands outside of its room when there is none"
    while asked := [step for step in (await the_request(house.office)).steps if step.state == "open"]:
        reviewer = await the_reviewer(house.office, house.practice, asked[0].name)
        await reviewer.command("/ospo", "queue")
        assert "OSPO-1" in answered(reviewer)
        await decide(house, asked[0].name, reviewer)
        await sent(house)
        await clear_checklist(house)
    decided = await the_request(house.office)
    assert decided.state == "approved"
    assert "What to do now" in reads(dana) or not (decided.obligations or decided.route.instructions)
    await owed(house, decided)
    scope = kind.scope.of(answers)
    async with house.office.database.reading() as tx:
        entered = await tx.clearances.for_project(house.office.workspace, name, scope.project)
    assert [(one.number, one.license, one.agreement) for one in entered] == (
        [(1, scope.license, scope.agreement)] if scope.project and not kind.room else []
    )


async def owed(house: Running, request: Request) -> None:
    """Everything that is owed is read by its owner, and can be ticked off."""
    staff = await staff_of(house.office)
    for one in request.obligations:
        person = request.requester if one.owner == "requester" else min(staff.members[one.owner])
        reader = house.practice.person(person.id)
        rule = next(rule for rule in request.route.obligations if rule.rule == one.rule)
        assert rule.text in reader.sees(await visited(reader))
        if rule.done_by == "link":
            link = "https://example.org/change/1"
            await house.office.requests.link(request.number, link, requester=request.requester)
        else:
            evidence = "https://example.org/evidence" if rule.evidence else ""
            await house.office.obligations.tick(request.number, one.id, by=person, evidence=evidence)
    await sent(house)
    after = await the_request(house.office)
    assert {one.state for one in after.obligations[: len(request.obligations)]} <= {"done"}


@pytest.mark.parametrize("name", KINDS)
async def test_the_shortcut_and_the_buttons_open_its_form(house: Running, name: str) -> None:
    dana, kind = house.person("dana"), policy_of(name).kind
    await dana.shortcut("shortcut:new-request")
    await dana.press(f"form:start:{name}")
    assert form(dana).content["title"]["text"] == kind.title
    await dana.close()
    await dana.click(await visited(dana), kind.title)
    assert form(dana).content["title"]["text"] == kind.title


@pytest.mark.parametrize("name", KINDS)
async def test_an_answer_that_cannot_be_is_refused_and_nothing_is_stored(house: Running, name: str) -> None:
    policy, dana = policy_of(name), house.person("dana")
    raw = raw_form(policy.kind, Random(1)) | {policy.kind.title_field: ""}  # noqa: S311 - a sample, not a secret
    requester = Somebody(house.office.workspace, dana.user.id)
    with pytest.raises(FormProblems):
        await house.office.requests.submit(name, raw, requester=requester, view_id="V1")
    assert "You have no requests" in await status(dana)


async def test_a_broken_change_of_a_kind_of_ones_own_leaves_the_last_good_one_and_its_open_requests(
    house: Running, tmp_path: Path
) -> None:
    dana, omar, policy = house.person("dana"), house.person("omar"), policy_of("talk")
    await dana.command("/ospo", "talk")
    await fill(dana, policy, reviewed_answers(policy))
    await dana.submit()
    await sent(house)
    file = tmp_path / "organization" / "kinds" / "talk.toml"
    file.write_text(file.read_text().replace('group = "ospo"', 'grupo = "ospo"'))
    await house.office.upkeep.refresh_policy(house.office.workspace)
    await sent(house)
    told = "\n".join(omar.sees(one) for one in omar.messages("C0OSPO"))
    assert "kinds/talk.toml: steps.speaker.grupo" in told
    await dana.command("/ospo", "talk")
    assert form(dana).content["title"]["text"] == policy.kind.title, "the last good one stays"
    await dana.close()
    for step in (await the_request(house.office)).steps:
        await decide(house, step.name, await the_reviewer(house.office, house.practice, step.name))
    await sent(house)
    assert "OSPO-1 is approved" in reads(dana)
