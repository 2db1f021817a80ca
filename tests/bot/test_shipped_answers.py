# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The answers and guides that come with the product: whole, dated, readable, and true to what the product does."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from bot.catalog import Catalog, load_catalog
from bot.cli import app
from bot.consistency import OWN_VERBS
from bot.listeners.commands import VERBS
from messages.license_questions import typed_question
from tests.support.house import ROOT
from workflows.kind import RequestKind
from workflows.licenses.advice import advise
from workflows.licenses.tables import Verdict
from workflows.organization import Organization

CATALOG = ROOT / "workflows" / "catalog"
CODE = re.compile(r"`([^`\n]+)`")
GUIDE = re.compile(r"[Gg]uides? \*([^*]+)\*")
#: Words in a sentence, on the average of an entry: more is not read on a phone.
LONGEST_AVERAGE, LONGEST = 25, 50
HALF_A_YEAR = timedelta(days=185)


def read(register: str) -> dict[str, dict[str, Any]]:
    """The entries of a register by name, from all of its files; a name that is there twice ends the run."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((CATALOG / "entries").glob(f"{register}*.toml")):
        for one in tomllib.loads(path.read_text())["entries"]:
            assert one["name"] not in found, f"{one['name']} is there twice"
            found[one["name"]] = one
    return found


QUESTIONS, GUIDES = read("questions"), read("guides")
ALL = {**QUESTIONS, **GUIDES}


@cache
def shipped() -> Catalog:
    """The catalog as it comes."""
    catalog = load_catalog(None).catalog
    assert catalog is not None
    return catalog


def typed(start: str) -> Iterator[tuple[str, list[str]]]:
    """What the entries tell people to type that begins with ``start``: the entry, and the words behind it."""
    for name, one in ALL.items():
        for said in CODE.findall(one["text"]):
            if said.split()[0] == start:
                yield name, said.split()[1:]


def test_there_is_an_answer_to_what_people_ask() -> None:
    assert len(QUESTIONS) >= 120
    audiences = {one["values"]["audience"] for one in GUIDES.values()}
    assert audiences >= {"engineering", "legal", "marketing", "management", "security", "product", "people"}


def test_no_two_entries_answer_the_same_words() -> None:
    asked = [
        " ".join(re.findall(r"\w+", words.lower()))
        for one in ALL.values()
        for words in (one["title"], *one["values"]["also"].strip().splitlines())
    ]
    assert sorted({one for one in asked if asked.count(one) > 1}) == []
    assert all(len(one["values"]["also"].strip().splitlines()) >= 2 for one in ALL.values())


def test_an_answer_fits_a_phone() -> None:
    lengths = {name: len(one["text"].split()) for name, one in QUESTIONS.items()}
    assert {name: words for name, words in lengths.items() if not 60 <= words <= 165} == {}


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_a_way_with_steps_and_something_to_tick_off(name: str) -> None:
    text = GUIDES[name]["text"]
    assert 350 <= len(text.split()) <= 950
    assert re.search(r"^1\. ", text, re.MULTILINE), "steps"
    assert re.search(r"^- \[ \] ", text, re.MULTILINE), "a checklist"


def test_sentences_are_short_and_promise_nothing() -> None:
    for name, one in ALL.items():
        plain = re.sub(r"`[^`]*`", "command", one["text"])
        lengths = [len(said.split()) for said in re.split(r"[.!?:]\s+|\n+", plain) if len(said.split()) > 1]
        assert sum(lengths) / len(lengths) <= LONGEST_AVERAGE, name
        assert max(lengths) <= LONGEST, name
        assert not re.search(r"\byou may\b", plain, re.IGNORECASE), f"{name}: policy allows; more is not ours to say"


def test_what_is_said_of_laws_is_looked_at_twice_a_year() -> None:
    laws = re.compile(r"Regulation \(EU\)|Directive \(EU\)|Copyright Act|Administration Regulations|no legal advice")
    late = {
        name
        for name, one in ALL.items()
        if laws.search(one["source"] + one["text"]) and one.get("review_on", date.max) - one["as_of"] > HALF_A_YEAR
    }
    assert late == set()


def test_entries_name_guides_that_there_are() -> None:
    titles = {one["title"] for one in GUIDES.values()}
    named = {(name, title) for name, one in ALL.items() for title in GUIDE.findall(one["text"])}
    assert {one for one in named if one[1] not in titles} == set()


def test_entries_name_commands_that_there_are() -> None:
    registers = {one.stem for one in (CATALOG / "registers").glob("*.toml")}
    verbs = {*VERBS, *OWN_VERBS, *(one.kind.verb for one in shipped().policies.values()), *register_verbs()}
    used = list(typed("/ospo"))
    assert {(name, words[0]) for name, words in used if words and words[0] not in verbs} == set()
    named = {(name, words[1]) for name, words in used if words[:1] == ["register"] and len(words) > 1}
    assert {one for one in named if one[1] not in registers} == set()
    commands = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    commands |= {one.name for one in app.registered_groups if one.name}
    assert {(name, words[0]) for name, words in typed("ospo") if words and words[0] not in commands} == set()


def register_verbs() -> set[str]:
    """The verbs that registers have of their own."""
    return {tomllib.loads(one.read_text()).get("verb", "") for one in (CATALOG / "registers").glob("*.toml")}


def test_each_license_question_in_an_answer_can_be_asked() -> None:
    asked = {(name, " ".join(words[1:])) for name, words in typed("/ospo") if words[:1] == ["license"]}
    questions = {(name, said): typed_question(said) for name, said in asked if said}
    assert len(questions) > 30
    for where, question in questions.items():
        advice = advise(question.what, question.use, shipped().licenses, question.into)
        assert advice.verdict is not Verdict.INVALID, where


@pytest.mark.parametrize(
    "name,asked,verdict",
    [
        ("use-allowed-licenses", "Apache-2.0 saas", "allow"),
        ("use-allowed-licenses", "MIT shipped", "conditions"),
        ("use-agpl-service", "AGPL-3.0-only saas", "deny"),
        ("use-agpl-service", "AGPL-3.0-only internal", "review"),
        ("use-agpl-service", "AGPL-3.0-only build", "allow"),
        ("use-gpl-server", "GPL-3.0-only saas", "conditions"),
        ("use-gpl-product", "GPL-2.0-only shipped-modified", "deny"),
        ("use-gpl-product", "GPL-2.0-only shipped", "review"),
        ("use-lgpl-static", "LGPL-2.1-or-later shipped", "conditions"),
        ("use-lgpl-static", "LGPL-2.1-or-later browser", "review"),
        ("use-public-domain", "Unlicense shipped", "allow"),
        ("use-public-domain", "CC0-1.0 shipped", "review"),
        ("use-no-license", "NONE build", "deny"),
        ("use-no-license", "NOASSERTION shipped", "review"),
        ("use-source-available", "BUSL-1.1 build", "conditions"),
        ("use-source-available", "BUSL-1.1 internal", "review"),
        ("use-source-available", "Elastic-2.0 internal", "conditions"),
        ("use-source-available", "Elastic-2.0 saas", "review"),
        ("use-source-available", "SSPL-1.0 internal", "conditions"),
        ("use-source-available", "SSPL-1.0 saas", "deny"),
        ("use-non-commercial", "CC-BY-NC-4.0 internal", "deny"),
        ("use-fonts-pictures", "OFL-1.1 browser", "conditions"),
        ("use-fonts-pictures", "CC-BY-SA-4.0 saas", "review"),
        ("use-fonts-pictures", "CC-BY-ND-4.0 build", "review"),
        ("use-data-sets", "ODbL-1.0 internal", "allow"),
        ("use-data-sets", "ODbL-1.0 saas", "review"),
        ("use-snippets", "CC-BY-SA-4.0 shipped", "review"),
        ("use-browser-code", "MPL-2.0 browser", "conditions"),
        ("use-browser-code", "GPL-3.0-only browser", "deny"),
        ("use-build-tools", "GPL-3.0-only build", "allow"),
        ("use-compatible", "Apache-2.0 into GPL-3.0-only shipped", "conditions"),
        ("release-contains-gpl", "GPL-3.0-only into Apache-2.0 shipped", "deny"),
        ("tenders", "EUPL-1.2 shipped", "review"),
        ("contribute-to-which-licenses", "AGPL-3.0-only contribute", "review"),
        ("contribute-to-which-licenses", "MPL-2.0 contribute", "allow"),
    ],
)
def test_answers_say_what_the_policy_says(name: str, asked: str, verdict: str) -> None:
    assert name in QUESTIONS
    question = typed_question(asked)
    assert advise(question.what, question.use, shipped().licenses, question.into).verdict == verdict


def kind(name: str) -> RequestKind:
    """A shipped kind of request."""
    return shipped().policies[name].kind


def test_answers_promise_the_days_that_the_kinds_promise() -> None:
    contribution, release, question = kind("contribution"), kind("release"), kind("license-question")
    assert (contribution.service.decision_days, contribution.service.first_response_days) == (3, 1)
    assert (contribution.service.groups["legal"], contribution.service.groups["ip"]) == (5, 10)
    assert "three business days, five where legal decides and ten for patents" in told("contribute-how-long")
    assert question.service.decision_days == 2
    assert "two business days" in told("use-exception")
    assert (contribution.expires_days, release.expires_days) == (60, 180)
    assert "60 days (a release: 180)" in told("approval-expired")
    assert [term.days for term in contribution.terms] == [365, 90]
    assert "90 days, a standing permission for 365" in told("approval-expired")
    assert Organization().appeals.business_days == 10
    assert "ten business days and one appeal" in told("appeal-decline")


def test_answers_name_as_many_checklist_items_as_a_release_has() -> None:
    assert len(kind("release").checklist) == 15
    assert told("release-checklist").startswith("Fifteen items")


def told(name: str) -> str:
    """An answer on one line."""
    return " ".join(QUESTIONS[name]["text"].split())
