# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions: answered at once from what is written down, else by people, whose answer the next who asks finds."""

import pytest

from bot.practice.messages import Message
from bot.practice.person import Person as Somebody
from tests.support.running import Running, service_of
from tests.support.walking import answered, buttons, form, in_form, reads, sent
from workflows.asking.asked import AnsweredAlready, NotOfThePetal
from workflows.people import Person
from workflows.registers import acts

GENERAL, OFFICE = "C0GENERAL", "C0OSPO"
UNKNOWN = "Which zeppelin needs helium ballast at the lagoon? QUOKKA-QUESTION"
HOSTILE = "<!channel> <@U0EVA> *bold* `x` OR 1=1; DROP TABLE register_entries;-- title:(zeppelin AND [a TO z])^9~ .* \\"


@pytest.fixture(autouse=True)
def _however_slow_the_machine_is(house: Running) -> None:
    service_of(house.office, "search").patience = 60


async def asks(person: Somebody, words: str) -> str:
    await person.command("/ospo", f"ask {words}".strip(), channel=GENERAL)
    return answered(person, GENERAL)


def newest(person: Somebody) -> Message:
    return person.ephemerals(GENERAL)[-1]


async def sends(person: Somebody, petal: str) -> str:
    """Send what was just asked to the people of a petal."""
    await person.click(newest(person), "Ask a human")
    await person.choose("Who should answer?", petal)
    await person.submit()
    return in_form(person)


async def answers(lead: Somebody, question: Message, answer: str, title: str) -> None:
    await lead.click(question, "Answer…")
    await lead.type("Your answer", answer)
    await lead.choose("For others", ["May be shown to others: make a draft of it"])
    await lead.type("The question in words for others", title)
    await lead.submit()
    assert lead.modal is None, in_form(lead)


async def test_a_question_is_answered_at_once_from_what_is_written_down(house: Running) -> None:
    dana = house.person("dana")
    said = await asks(dana, "who signs a contributer licence agrement for us")
    for shown in ("Who may sign a CLA for us?", "Source:", "Shipped with the bot", "not reviewed by your company yet"):
        assert shown in said, shown
    assert {"This answers it", "Not what I asked", "Ask a human"} <= buttons(newest(dana))
    await dana.click(newest(dana), "This answers it")
    assert "counted" in answered(dana, GENERAL)
    assert all("CLA" not in house.person("omar").sees(one) for one in house.person("omar").messages(GENERAL))


async def test_what_nothing_answers_goes_to_people_and_their_answer_is_found_by_the_next(house: Running) -> None:
    dana, omar, priya = (house.person(name) for name in ("dana", "omar", "priya"))
    assert "Nothing that is written down" in await asks(dana, UNKNOWN)
    assert "on its way" in await sends(dana, "The office itself")
    await asks(priya, UNKNOWN)
    assert "waits for the answer" in await sends(priya, "The office itself")
    await sent(house)

    [question] = [one for one in omar.messages(OFFICE) if "QUOKKA-QUESTION" in omar.sees(one)]
    assert "asked 2 times" in omar.sees(question)
    assert "QUOKKA-QUESTION" not in everything_read_by(house.person("eva"))
    await answers(omar, question, "Ask *the airfield* first.", "May timetables of airships be published?")
    await sent(house)

    for asker in (dana, priya):
        assert "the airfield first" in reads(asker)
    assert "Your question “" in reads(dana)
    assert "A question like yours “May timetables of airships be published?”" in reads(priya)
    assert "was answered by @omar" in omar.sees(omar.messages(OFFICE)[-1])
    assert "Nothing that is written down" in await asks(dana, "timetable of airships")
    await publishes_the_draft(house)
    said = await asks(house.person("mika"), "publishing an airship timetable")
    assert "Ask the airfield first." in said.replace("*", "")


async def test_without_words_a_form_asks_and_shows_the_answer_in_its_place(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "ask", channel=GENERAL)
    await dana.type("Your question", "What is a DCO?")
    await dana.submit()
    assert "What is a DCO?" in in_form(dana)
    await dana.click(form(dana), "Not what I asked")
    assert "People can answer it" in in_form(dana)
    await dana.click(form(dana), "Ask a human")
    assert "Your question" in in_form(dana)


async def test_whatever_is_typed_is_taken_as_words(house: Running) -> None:
    dana = house.person("dana")
    for words in (HOSTILE, "🦆🦆🦆 zeppelin", "שאלה על רישיון קוד פתוח", "z" * 3_000):
        said = await asks(dana, words)
        assert "Nothing that is written down" in said or "Perhaps one of these" in said, words
        await dana.click(newest(dana), "Ask a human")
        assert dana.modal is not None
        await dana.close()
    assert "few words" in await asks(dana, "?!")


def everything_read_by(person: Somebody) -> str:
    channels = [one.id for one in person.channels()]
    return "\n".join(person.sees(said) for one in channels for said in [*person.messages(one), *person.ephemerals(one)])


async def test_what_is_asked_often_is_offered_as_a_guide_whose_draft_the_office_gets(house: Running) -> None:
    omar = house.person("omar")
    for name in ("dana", "priya", "mika", "eva"):
        await asks(house.person(name), "What is a DCO?")
    await sent(house)
    suggested = omar.messages(OFFICE)[-1]
    assert "was asked 4 times in the last 30 days" in omar.sees(suggested)
    await omar.click(suggested, "Make a guide")
    lead = Person(house.office.workspace, "U0OMAR")
    draft = await service_of(house.office, "registers").entry("guides", "guide-dco-what", lead)
    assert (draft.entry.title, draft.entry.state) == ("What is a DCO?", "draft")


async def test_a_question_is_passed_on_closed_and_answered_once_and_only_by_its_people(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await asks(dana, UNKNOWN)
    await sends(dana, "Business")
    await sent(house)
    question = omar.messages(OFFICE)[-1]
    await omar.click(question, "Pass on…")
    await omar.choose("Whose question is it?", "Management")
    await omar.submit()
    await omar.click(question, "Close…")
    await omar.type("What should they know?", "The airfield answers this, not we.")
    await omar.submit()
    await sent(house)
    assert "The airfield answers this" in reads(dana)
    service = service_of(house.office, "answers")
    with pytest.raises(AnsweredAlready, match="already closed"):
        await service.answer("q-1", "Too late.", Person(house.office.workspace, "U0OMAR"))
    with pytest.raises(NotOfThePetal):
        await service.readable("q-1", Person(house.office.workspace, "U0MIKA"))


async def publishes_the_draft(house: Running) -> None:
    """An editor takes the draft that came of an answer."""
    registers = service_of(house.office, "registers")
    omar = Person(house.office.workspace, "U0OMAR")
    name = "may-timetables-of-airships-be-published"
    await registers.act("questions", name, acts.publish, by=omar)


async def test_a_mention_or_a_direct_message_with_a_question_is_answered_to_its_writer_alone(house: Running) -> None:
    dana = house.person("dana")
    await dana.write("C0REQUESTS", f"<@{house.practice.workspace.bot.id}> what is a DCO?")
    await dana.write("", "who may sign a CLA for us?")
    said = reads(dana)
    assert "Signed-off-by" in said
    assert "Who may sign a CLA for us?" in said
    assert len(house.person("eva").messages("C0REQUESTS")) == 1, "nobody else reads the answer"


async def test_the_shortcut_on_a_message_shows_what_answers_it(house: Running) -> None:
    dana, eva = house.person("dana"), house.person("eva")
    await asks(dana, "What is a DCO?")
    message = await eva.write(GENERAL, "Does anybody know who may sign a CLA for us?")
    await dana.shortcut("shortcut:ask-about", message)
    assert "Who may sign a CLA for us?" in in_form(dana)
    assert "Ask a human" in in_form(dana)
