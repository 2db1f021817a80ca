# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a requester does after submitting, from the direct message alone: edit, withdraw, wait too long, link, look."""

from tests.support.asking import REPOSITORY, copied_code, feature
from tests.support.filling import contribute, fill
from tests.support.running import Running
from tests.support.walking import (
    REQUESTS,
    answered,
    asks,
    buttons,
    form,
    in_form,
    in_thread,
    leave,
    reads,
    said_in_thread,
    sent,
    status,
    visited,
)


async def test_an_edit_raises_the_revision_tells_the_thread_and_asks_anew(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    leave(house, "dana")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Approve")
    old = asks(house, "the OSPO")
    old_blocks = list(old.blocks)
    await sent(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    assert "Port the parser" in str(form(dana).state)
    await dana.type("Where is the code of others from, and under which license?", "Another origin")
    await dana.submit()
    assert dana.modal is None
    await sent(house)
    assert "revision 2" in lena.sees(house.card(1))
    assert "@dana edited OSPO-1" in in_thread(house)
    assert "Approve" in buttons(asks(house, "legal")), "what legal approved has changed"
    assert "Approve" in buttons(asks(house, "the OSPO"))
    assert old_blocks != asks(house, "the OSPO").blocks


async def test_an_approval_stays_when_nothing_that_concerns_it_was_edited(house: Running) -> None:
    priya, mika = house.person("priya"), house.person("mika")
    await feature(house, "priya")
    await sent(house)
    await mika.click(asks(house, "managers"), "Approve")
    await sent(house)
    await priya.click(priya.direct_messages()[0], "Edit")
    await priya.type("Link to the change, if there is one", "https://github.com/example/parser/pull/1")
    await priya.submit()
    await sent(house)
    assert "Approved by @mika" in mika.sees(asks(house, "managers"))
    assert buttons(asks(house, "managers")) <= {"Reopen…", "Undo"}
    assert "Approve" in buttons(asks(house, "the OSPO"))


async def test_an_edit_to_a_smaller_matter_says_whom_it_does_not_need_any_more(house: Running) -> None:
    dana = house.person("dana")
    await copied_code(house)
    await sent(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.choose("Does any of this apply?", ["None of these"])
    await dana.submit()
    await sent(house)
    assert "Legal is not asked about OSPO-1 any more" in in_thread(house)
    assert buttons(asks(house, "legal")) <= {"Reopen…", "Undo"}
    assert "Approve" in buttons(asks(house, "the OSPO"))


async def test_a_button_from_before_an_edit_is_refused_and_changes_nothing(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.type("Where is the code of others from, and under which license?", "Another origin")
    await dana.submit()
    await lena.click(asks(house, "legal"), "Approve")  # the message was not edited yet
    assert "OSPO-1 was edited after this message was made (now revision 2)" in said_in_thread(house, "lena")
    await lena.click(asks(house, "legal"), "Decline")
    assert lena.modal is None
    await sent(house)
    assert "Approve" in buttons(asks(house, "legal"))


async def test_an_edit_made_on_an_old_form_is_refused_and_keeps_what_was_typed(house: Running) -> None:
    dana = house.person("dana")
    await copied_code(house)
    await sent(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    first = form(dana)
    await dana.type("Where is the code of others from, and under which license?", "One")
    answer = house.practice.payloads.submission(dana.user, first, house.practice.workspace.grants.trigger("U0DANA"))
    await dana.submit()
    again = await house.practice.sending.deliver("interactions", answer)
    assert again.body["response_action"] == "errors"
    assert "was edited after" in str(again.body)


async def test_withdrawing_asks_once_and_then_nobody_needs_to_look(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    leave(house, "dana")
    await copied_code(house)
    await sent(house)
    assert await dana.click(dana.direct_messages()[0], "Withdraw", confirm=False) is None
    await dana.click(dana.direct_messages()[0], "Withdraw")
    await sent(house)
    [progress] = dana.direct_messages()
    assert "You took it back" in dana.sees(progress)
    assert buttons(progress) == set()
    assert "Withdrawn" in lena.sees(house.card(1))
    assert "need not decide OSPO-1 any more: it is withdrawn" in in_thread(house)
    await lena.command("/ospo", "queue")
    assert "Nothing waits for you" in answered(lena)


async def test_what_its_requester_does_not_answer_in_sixty_days_expires_and_is_never_approved(house: Running) -> None:
    dana, lena, omar = (house.person(name) for name in ("dana", "lena", "omar"))
    await copied_code(house)
    await sent(house)
    house.time.move(days=99)
    await house.office.reminders.tick()
    await sent(house)
    assert "In review" in dana.sees(house.card(1)), "not because its reviewers are late"
    for person, group in ((lena, "legal."), (omar, "the OSPO.")):
        await person.click(asks(house, f"needs a review by {group}"), "Ask requester")
        await person.type("Your question", "Who wrote it?")
        await person.submit()
    await sent(house)
    for days in (47, 11, 3):  # two warnings, then the end
        house.time.move(days=days)
        await house.office.reminders.tick()
        await house.office.reminders.tick()
        await sent(house)
    said = dana.sees(dana.direct_messages()[-1])
    assert ("the first of two warnings" in reads(dana), "the last warning" in reads(dana)) == (True, True)
    assert "It waited too long for your answer to the question of the OSPO and legal, so nothing is approved" in said
    assert "make it again with /ospo contribute" in said.replace("`", "")
    assert "Expired" in dana.sees(house.card(1))
    assert all(buttons(one) <= {"Snooze"} for one in omar.thread(house.card(1)))
    await lena.command("/ospo", "status OSPO-1")
    assert "Reopen" not in answered(lena)
    await dana.click(dana.direct_messages()[-1], "Reopen")
    await sent(house)
    assert "had expired and is open again, as revision 2" in in_thread(house)
    assert "In review" in dana.sees(house.card(1))
    assert "was opened again" in reads(dana)
    for person, group in ((lena, "legal."), (omar, "the OSPO.")):
        await person.click(asks(house, f"needs a review by {group}"), "Approve")
    await sent(house)
    assert "OSPO-1 is approved" in dana.sees(dana.direct_messages()[-1]), "in a message of its own"
    assert (await house.office.database.verify()).problems == []


async def test_the_pull_request_is_linked_from_the_decision(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    leave(house, "dana")
    await contribute(dana)
    await sent(house)
    await omar.click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Link my pull request")
    await dana.type("Where did it go?", "http://example.com/pull/7")
    await dana.submit()
    assert "begins with https://" in in_form(dana)
    await dana.type("Where did it go?", f"{REPOSITORY}/pull/7")
    await dana.submit()
    assert dana.modal is None
    await sent(house)
    assert f"Linked: {REPOSITORY}/pull/7" in reads(dana)
    assert "Change the linked pull request" in buttons(dana.direct_messages()[-1])
    assert len(dana.direct_messages()) == 2


async def test_everything_works_from_status_for_somebody_outside_the_channel(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    leave(house, "dana")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Ask requester")
    await lena.type("Your question", "Who wrote it?")
    await lena.submit()
    assert "Who wrote it?" in await status(dana, "ospo-1")
    await dana.click(dana.ephemerals("D0DANA")[-1], "Answer")
    await dana.type("Your answer", "A university.")
    await dana.submit()
    await status(dana, "1")
    await dana.click(dana.ephemerals("D0DANA")[-1], "Edit")
    await dana.type("Where is the code of others from, and under which license?", "Elsewhere")
    await dana.submit()
    assert dana.modal is None
    await dana.command("/ospo", "status")
    await dana.click(dana.ephemerals("D0DANA")[-1], "Open")
    await dana.click(dana.ephemerals("D0DANA")[-1], "Withdraw")
    assert "OSPO-1 · withdrawn" in (await status(dana)).lower() or "Withdrawn" in answered(dana)
    await sent(house)


async def test_others_see_where_a_request_stands_and_no_button_to_change_it(house: Running) -> None:
    priya = house.person("priya")
    await copied_code(house)
    shown = await status(priya, "OSPO-1")
    assert "Port the parser" in shown
    assert "SECRET-ORIGIN" not in shown
    assert buttons(priya.ephemerals("D0PRIYA")[-1]) == {"Details"}


async def test_a_number_that_is_not_there_is_answered_with_how_to_find_mine(house: Running) -> None:
    dana = house.person("dana")
    assert "There is no request OSPO-7 that you can see" in await status(dana, "OSPO-7")
    assert "Please give a number" in await status(dana, "my request")
    assert "You have no requests" in await status(dana)


async def test_home_shows_what_waits_and_what_is_mine_and_starts_something(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana)
    home = await visited(omar)
    assert "Waiting for you (1)" in omar.sees(home)
    assert "Fix the parser" in omar.sees(home)
    await omar.click(home, "Open")
    await sent(house)
    assert "OSPO-1" in reads(omar)
    home = await visited(dana)
    assert "Nothing waits for you" in dana.sees(home)
    assert "Fix the parser" in dana.sees(home)
    await dana.click(home, "Contribute upstream")
    assert "Repository" in in_form(dana)


async def test_the_global_shortcut_opens_the_form(house: Running) -> None:
    dana = house.person("dana")
    await dana.shortcut("shortcut:new-request")
    await dana.press("Contribute upstream")
    await dana.type("Repository", REPOSITORY)
    await fill(dana, "Fix the parser")
    await dana.submit()
    assert dana.modal is None
    assert "Fix the parser" in await status(dana, "OSPO-1")


async def test_a_mention_and_a_direct_message_are_answered_with_what_the_office_can_do(house: Running) -> None:
    dana = house.person("dana")
    await dana.write(REQUESTS, "<@U0OSPOBOT> what can you do?")
    await sent(house)
    assert "/ospo contribute" in reads(dana) or "/ospo" in reads(dana)
    assert [one for one in dana.messages(REQUESTS) if one.user == "U0OSPOBOT"] == [], "nobody else reads the answer"
    before = len(dana.direct_messages())
    await dana.write("", "hello")
    await sent(house)
    assert len(dana.direct_messages()) == before + 2


async def test_help_names_every_verb(house: Running) -> None:
    dana = house.person("dana")
    for text in ("", "help", "HELP"):
        await dana.command("/ospo", text)
        assert "/ospo contribute" in answered(dana).replace("`", "")
        assert "/ospo queue" in answered(dana).replace("`", "")
