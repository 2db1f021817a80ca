# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Deciding in the thread: steps beside each other, quorum, distinct people, managers, conditions and questions."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from tests.support.asking import copied_code, feature
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import (
    answered,
    asks,
    buttons,
    house_of,
    in_form,
    in_thread,
    leave,
    reads,
    said_in_thread,
    sent,
    status,
)

NewHouse = Callable[..., Awaitable[Running]]
LEGAL = {"license": "AGPL-3.0-or-later"}
TWO_LAWYERS = """
[program]
last_resort = ["U0EVA"]
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OMAR", "U0MIKA"]
[groups.legal]
members = ["U0LENA", "U0TOMAS", "U0OMAR"]
"""


def two_lawyers_for_a_license() -> str:
    """The shipped kind, with a quorum of two where a license is not simply allowed."""
    shipped = files("workflows").joinpath("catalog/kinds/contribution.toml").read_text()
    return shipped.replace('rule = "license-not-cleared"\n', 'rule = "license-not-cleared"\nquorum = 2\n')


async def test_legal_and_the_ospo_look_at_the_same_time_and_the_last_approval_decides(house: Running) -> None:
    dana, lena, omar = house.person("dana"), house.person("lena"), house.person("omar")
    await copied_code(house)
    await sent(house)
    assert len(omar.thread(house.card(1))) == 2
    assert "legal" in omar.sees(house.card(1))
    await lena.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Whose turn: the OSPO." in omar.sees(house.card(1)).replace("*", "")
    assert buttons(asks(house, "legal")) == {"Reopen…", "Undo"}
    assert "In review" in await status(omar, "OSPO-1")
    await omar.click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    said = reads(dana)
    assert "Approved by @lena" in said
    assert "Approved by @omar" in said
    assert "What to do now" in said
    assert "Details" not in "".join(buttons(house.card(1)))


async def test_the_requester_reads_whose_turn_it_is_in_one_message_that_is_edited(house: Running) -> None:
    dana = house.person("dana")
    await copied_code(house)
    await sent(house)
    [progress] = dana.direct_messages()
    assert "legal and the OSPO" in dana.sees(progress) or "the OSPO and legal" in dana.sees(progress)
    await house.person("lena").click(asks(house, "legal"), "Approve")
    await sent(house)
    [progress] = dana.direct_messages()
    assert "Approved by @lena" in dana.sees(progress)
    assert "Whose turn: the OSPO." in dana.sees(progress).replace("*", "")


async def test_answers_that_are_for_some_groups_only_never_stand_in_the_open_channel(house: Running) -> None:
    lena, priya = house.person("lena"), house.person("priya")
    await copied_code(house)
    await sent(house)
    assert "SECRET-ORIGIN" not in str(house_of(priya)._messages["C0REQUESTS"])
    assert "risk questions answered" in priya.sees(house.card(1)).lower()
    await lena.click(asks(house, "legal"), "Details and history")
    assert "SECRET-ORIGIN" in in_form(lena)
    await priya.click(house.card(1), "Details")
    assert "SECRET-ORIGIN" not in in_form(priya)
    assert "shown only to the groups" in in_form(priya)


async def test_with_a_quorum_of_two_one_person_counts_once_and_two_are_enough(house_with: NewHouse) -> None:
    house = await house_with(TWO_LAWYERS, {"kinds/contribution.toml": two_lawyers_for_a_license()})
    dana, lena, tomas = house.person("dana"), house.person("lena"), house.person("tomas")
    await contribute(dana, **LEGAL)
    await sent(house)
    assert "Needs 2 people: 0 of 2." in lena.sees(asks(house, "legal"))
    await lena.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Needs 2 people: 1 of 2." in lena.sees(asks(house, "legal"))
    await lena.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Needs 2 people: 1 of 2." in lena.sees(asks(house, "legal"))
    await lena.click(asks(house, "legal"), "Approve with conditions…")
    await lena.type("Conditions", "Keep the notices")
    await lena.submit()
    assert "You already reviewed OSPO-1 for legal" in in_form(lena)
    await lena.close()
    await tomas.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "(2 of 2)" in tomas.sees(asks(house, "legal"))


async def test_one_of_several_votes_is_taken_back_before_the_others_are_given(house_with: NewHouse) -> None:
    house = await house_with(TWO_LAWYERS, {"kinds/contribution.toml": two_lawyers_for_a_license()})
    lena = house.person("lena")
    await contribute(house.person("dana"), **LEGAL)
    await sent(house)
    assert "Undo" not in buttons(asks(house, "legal"))
    await lena.click(asks(house, "legal"), "Approve")
    await sent(house)
    await lena.click(asks(house, "legal"), "Undo")
    await sent(house)
    asked = next(one for one in lena.thread(house.card(1)) if "by legal" in one.text)
    assert "Needs 2 people: 0 of 2." in lena.sees(asked)
    assert "Undo" not in buttons(asked)
    assert "Undone by @lena" in in_thread(house)


async def test_with_distinct_groups_one_person_cannot_decide_for_both(house_with: NewHouse) -> None:
    house = await house_with('distinct = [["legal", "ospo"]]\n' + TWO_LAWYERS)
    omar, mika = house.person("omar"), house.person("mika")
    await contribute(house.person("dana"), **LEGAL)
    await sent(house)
    await omar.click(asks(house, "legal"), "Approve")
    await omar.click(asks(house, "the OSPO"), "Approve")
    assert "the policy wants a second person here" in said_in_thread(house, "omar")
    await mika.click(asks(house, "the OSPO"), "Approve")
    assert "OSPO-1 is approved" in await status(house.person("dana"), "OSPO-1")


async def test_without_distinct_one_person_may_act_for_both_groups(house_with: NewHouse) -> None:
    house = await house_with(TWO_LAWYERS)
    omar = house.person("omar")
    await contribute(house.person("dana"), **LEGAL)
    await sent(house)
    await omar.click(asks(house, "legal"), "Approve")
    await omar.click(asks(house, "the OSPO"), "Approve")
    assert "OSPO-1 is approved" in await status(house.person("dana"), "OSPO-1")


async def test_the_manager_whom_the_directory_names_is_asked_and_nobody_else_can_decide_for_them(
    house: Running,
) -> None:
    priya, mika, eva = house.person("priya"), house.person("mika"), house.person("eva")
    await feature(house, "priya")
    await sent(house)
    asked = asks(house, "managers")
    assert "@mika" in mika.sees(asked)
    await eva.click(asked, "Approve")
    assert "Only @mika can decide this step" in said_in_thread(house, "eva")
    await mika.click(asked, "Approve")
    await sent(house)
    assert "Approved by @mika" in reads(priya)


async def test_without_a_directory_entry_the_manager_from_the_form_is_asked(house: Running) -> None:
    await feature(house, "sam", manager="U0EVA")
    await sent(house)
    assert "@eva" in house.person("eva").sees(asks(house, "managers"))


async def test_without_any_manager_the_ospo_stands_in_and_the_card_says_so(house: Running) -> None:
    await feature(house, "sam")
    await sent(house)
    omar = house.person("omar")
    assert len(omar.thread(house.card(1))) == 1
    assert "No managers group: the OSPO decides." in in_thread(house)


async def test_nobody_names_themselves_as_their_manager(house: Running) -> None:
    dana = house.person("dana")
    await feature(house, "dana", manager="U0DANA", submitted=False)
    assert "You cannot decide on your own request" in in_form(dana)


async def test_declining_needs_a_reason_and_ends_the_request_with_what_to_do_next(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Decline")
    assert await lena.submit() is None
    await lena.type("What should the requester know?", "   ")
    await lena.submit(unchecked=True)
    assert "Please write the reason for declining" in in_form(lena)
    await lena.choose("Reason", "Rights in the code are not clear")
    await lena.type("What should the requester know?", "The origin has no license.")
    await lena.submit()
    assert lena.modal is None
    await sent(house)
    said = reads(dana)
    assert "Declined by @lena for legal" in said.replace("*", "")
    assert "Rights in the code are not clear: The origin has no license." in said
    assert "apply again" in said
    assert "need not decide OSPO-1 any more" in in_thread(house)
    assert all(buttons(one) <= {"Reopen…", "Undo"} for one in lena.thread(house.card(1)))


async def test_a_question_is_answered_from_the_direct_message_and_the_review_goes_on(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    leave(house, "dana")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Ask requester")
    await lena.type("Your question", "Who wrote it?")
    await lena.submit()
    await sent(house)
    assert "Waiting for the requester's answer" in in_thread(house)
    question = dana.direct_messages()[-1]
    assert "Who wrote it?" in dana.sees(question)
    await dana.click(question, "Answer")
    await dana.type("Your answer", "A university.")
    await dana.submit()
    await sent(house)
    assert "A university." in in_thread(house)
    assert "Answer" not in "".join(buttons(dana.direct_messages()[-1]))
    assert "You answered" in dana.sees(dana.direct_messages()[-1])
    await lena.click(asks(house, "legal"), "Approve")
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    assert "OSPO-1 (Port the parser) is approved" in dana.direct_messages()[-1].text


async def test_an_approval_with_conditions_brings_them_to_the_requester(house: Running) -> None:
    dana, lena, omar = house.person("dana"), house.person("lena"), house.person("omar")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Approve with conditions…")
    await lena.type("Conditions", "- Keep the notices\n- Name the origin in the commit")
    await lena.submit()
    await omar.click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    assert "Condition: Keep the notices" in reads(dana)
    assert "Condition: Name the origin in the commit" in reads(dana)
    assert "Approved with conditions by @lena" in reads(dana)


async def test_a_condition_that_is_too_long_keeps_the_form_open_and_says_which(house: Running) -> None:
    lena = house.person("lena")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Approve with conditions…")
    await lena.type("Conditions", "Keep the notices\n" + "x" * 512)
    await lena.submit()
    assert "number 2 has 512" in lena.modal_errors["review:conditions"]
    await sent(house)
    assert "Approved with conditions" not in lena.sees(house.card(1))


async def test_a_reviewer_takes_a_step_or_hands_it_to_a_colleague_of_the_group(house: Running) -> None:
    lena, tomas = house.person("lena"), house.person("tomas")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "I take this one")
    await sent(house)
    assert "Taken by @lena; others of legal can decide too." in in_thread(house)
    await lena.click(asks(house, "legal"), "More…")
    await lena.choose("Colleague", "U0PRIYA")
    await lena.submit()
    assert "is not among those who may decide it" in in_form(lena)
    await lena.choose("Colleague", "U0TOMAS")
    await lena.submit()
    assert lena.modal is None
    await sent(house)
    assert "Given to @tomás by @lena" in in_thread(house)
    await tomas.click(asks(house, "legal"), "Approve")
    assert tomas.troubles == []


async def test_the_queue_lists_what_waits_for_me_and_opens_it(house: Running) -> None:
    lena, omar, priya = house.person("lena"), house.person("omar"), house.person("priya")
    await copied_code(house)
    await contribute(house.person("priya"), "Fix the lexer", "https://github.com/example/lexer")
    await sent(house)
    await omar.command("/ospo", "queue")
    assert "Waiting for you (2)" in answered(omar)
    await lena.command("/ospo", "queue")
    assert "Port the parser" in answered(lena)
    assert "Fix the lexer" not in answered(lena)
    await lena.click(lena.ephemerals("D0LENA")[-1], "Open")
    assert "OSPO-1" in answered(lena)
    await priya.command("/ospo", "queue")
    assert "Nothing waits for you" in answered(priya)
