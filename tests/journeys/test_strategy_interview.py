# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The interview about the strategy in Slack: a round among named people, one question at a time."""

from bot.practice.person import Person
from tests.support.running import Running
from tests.support.walking import answered, buttons, form, in_form, reads, sent

QUESTIONS = ("technologies", "projects", "practices", "processes", "improvements", "champions", "message")


async def test_a_round_asks_named_people_one_question_at_a_time_and_the_next_says_what_changed(house: Running) -> None:
    omar, dana, mika = (house.person(name) for name in ("omar", "dana", "mika"))
    await start(omar, technologies="U0DANA", champions="U0DANA", message="U0MIKA")
    await sent(house)
    [asked] = dana.direct_messages()
    assert "Which open source technologies carry our goals" in dana.sees(asked)
    await dana.click(asked, "Answer…")
    assert "An answer might read" in in_form(dana)
    await dana.type("Your answer", "PostgreSQL and Flask, both for years.")
    await dana.type("Technologies, one on each line", "PostgreSQL | https://github.com/postgres/postgres | all\nFlask")
    await dana.submit()
    await sent(house)
    assert "Thank you, this is answered" in reads(dana)
    assert "1 entry was proposed from it, for its editors to take: `upstreams/postgresql`" in reads(dana)
    again = dana.direct_messages()[-1]
    assert "Who could stand up for open source" in dana.sees(again), "the next question follows the answer"
    assert "1 entry was proposed from it" in omar.sees(omar.messages("C0OSPO")[-1])
    await dana.click(again, "Pass it on…")
    await dana.choose("Who knows better?", "U0PRIYA")
    await dana.submit()
    await sent(house)
    priya = house.person("priya")
    await priya.click(priya.direct_messages()[-1], "Not for me…")
    await priya.type("Why not you?", "I am new here.")
    await priya.submit()
    await sent(house)
    declined = omar.messages("C0OSPO")[-1]
    assert "declined a question of the interview: I am new here." in omar.sees(declined)
    await omar.click(declined, "Ask somebody…")
    await omar.choose("Who knows better?", "U0SAM")
    await omar.submit()
    await sent(house)
    await champions(house)
    await mika.click(mika.direct_messages()[-1], "Answer…")
    await mika.type("Your answer", "Two sentences.")
    await mika.type("The message, in two or three sentences", "Ten projects carry all our products.")
    await mika.submit()
    await omar.command("/ospo", "strategy")
    assert "round 1 is over, 3 of 3 questions answered" in in_form(omar)
    await omar.close(everything=True)
    await second_round(house)


async def second_round(house: Running) -> None:
    """Priya answers what Dana did before."""
    omar, priya = house.person("omar"), house.person("priya")
    await start(omar, technologies="U0PRIYA")
    await sent(house)
    await priya.click(priya.direct_messages()[-1], "Answer…")
    await priya.type("Your answer", "PostgreSQL alone.")
    await priya.type("Technologies, one on each line", "postgresql | https://github.com/postgres/postgres\nValkey")
    await priya.submit()
    await omar.command("/ospo", "strategy")
    await omar.press("Interview")
    await omar.press("What changed since the last round")
    words = in_form(omar)
    assert "Last answered in round 1 by @dana" in words
    assert "PostgreSQL and Flask, both for years." in words
    assert "New: Valkey" in words
    assert "No longer named: Flask" in words


async def test_bad_input_of_the_interview_is_said_in_a_sentence_and_changes_nothing(house: Running) -> None:
    omar, dana, mika = (house.person(name) for name in ("omar", "dana", "mika"))
    await dana.command("/ospo", "strategy")
    await dana.press("Interview")
    assert "Nobody was asked yet" in in_form(dana)
    assert "Start a round" not in in_form(dana)
    await omar.command("/ospo", "strategy")
    await omar.press("Interview")
    await omar.press("Start a round…")
    await omar.submit()
    assert "at least one person to ask" in str(form(omar).errors)
    await omar.choose("field:ask_projects", "U0GUS")
    await omar.submit()
    assert "a guest or a bot is not asked" in form(omar).errors["field:ask_projects"]
    await omar.choose("field:ask_projects", "U0DANA")
    await omar.submit()
    await sent(house)
    asked = dana.direct_messages()[-1]
    await dana.click(asked, "Answer…")
    await dana.type("Your answer", "Many <!channel>.")
    await dana.type("Projects, one on each line", "\n".join(f"Project {number}" for number in range(11)))
    await dana.submit()
    assert "these are 11" in form(dana).errors["field:named"]
    form(dana).content["private_metadata"] = "round-1-message"
    await dana.type("Projects, one on each line", "Flask <!here> | https://github.com/pallets/flask")
    await dana.submit()
    assert "not yours to answer" in str(form(dana).errors), "it was put to nobody"
    form(dana).content["private_metadata"] = "round-1-projects"
    await dana.submit()
    await dana.click(asked, "Not for me…")
    await dana.type("Why not you?", "Too late.")
    await dana.submit()
    assert "is answered by now" in str(form(dana).errors)
    await sent(house)
    told = omar.messages("C0OSPO")[-1]
    assert "Many <!channel>." in omar.sees(told), "as text, which calls nobody"
    await mika.command("/ospo", "register interviews")
    assert "no register interviews that you can see" in answered(mika)


async def test_who_does_not_answer_is_reminded_once_a_time_and_the_office_is_told(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await start(omar, projects="U0DANA")
    await sent(house)
    counts = []
    for days in (6, 1, 3, 7):
        house.time.move(days=days)
        await house.office.upkeep.refresh_groups(house.office.workspace)
        for _ in range(2):
            await house.office.interviews.remind(house.office.workspace)
        await sent(house)
        counts.append(len(dana.direct_messages()))
    assert counts == [1, 2, 3, 4], "nothing twice, whatever ticks or restarts"
    late = omar.messages("C0OSPO")[-1]
    assert "An answer of the interview is overdue" in omar.sees(late)
    await omar.click(late, "Ask somebody else…")
    await omar.choose("Who knows better?", "U0PRIYA")
    await omar.submit()
    await sent(house)
    assert all("Answer…" not in buttons(one) for one in dana.direct_messages()), "every reminder says where it went"
    assert "Answer…" in buttons(house.person("priya").direct_messages()[-1])


async def champions(house: Running) -> None:
    """Sam names Tomás, who says yes himself before he shows anywhere."""
    omar, sam, tomas = (house.person(name) for name in ("omar", "sam", "tomas"))
    await sam.click(sam.direct_messages()[-1], "Answer…")
    await sam.type("Your answer", "Somebody of legal.")
    await sam.choose("Whom should we ask?", ["U0TOMAS"])
    await sam.submit()
    await sent(house)
    await omar.command("/ospo", "register champions")
    assert "has no entry yet" in in_form(omar)
    await omar.close(everything=True)
    await tomas.click(tomas.direct_messages()[-1], "Yes, name me")
    await omar.command("/ospo", "register champions")
    assert "Open source champion" in in_form(omar)
    await omar.close(everything=True)


async def start(person: Person, **people: str) -> None:
    """Start a round of the interview with these people."""
    await person.command("/ospo", "strategy")
    await person.press("Interview")
    await person.press("Start a round…")
    for name in QUESTIONS:
        await person.choose(f"field:ask_{name}", people.get(name))
    await person.submit()
    assert "runs" in in_form(person)
