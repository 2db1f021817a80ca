# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The question about a license: as typed behind the command, and as a form with what comes back from it."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from messages.blocks import BUTTON_VALUE, INPUT_TEXT, Block, modal
from messages.inputs import PREFIX, field_input
from messages.submissions import raw_answers
from messages.text import clean, shorten, size
from messages.uploads import file_in, file_input
from workflows.errors import Refusal, UnknownForm
from workflows.facts import Answers
from workflows.fields import Field, Option
from workflows.known import use_of
from workflows.licenses.policy import Use
from workflows.licenses.tables import Link, Usage
from workflows.licenses.texts import Identified

CALLBACK = "license:ask"
#: Names of the form's fields.
WHAT, TEXT, FILE, INTO, USAGE, MODIFIED, LINK = "what", "text", "file", "into", "usage", "modified", "link"
_INTO = "into"
_LINKED = re.compile(r"<((?:https?|mailto):[^<>|]*)(?:\|([^<>]*))?>")
_CARRIED = TypeAdapter(dict[str, str])
_LONGEST_NAME = 200
#: The longest license of the form for a person (kinds/license-question.toml), and how much of a message it takes.
_LONGEST_LICENSE, _LONGEST_MESSAGE = 300, 2_500
#: How much of a license text a button carries.
_LONGEST_BEGINNING = 700
_USAGES = {
    Usage.BUILD: "A tool: helps to make the product, is not part of it",
    Usage.INTERNAL: "Used inside the company",
    Usage.SAAS: "Part of a service: nothing is delivered",
    Usage.SHIPPED: "Delivered to others, unchanged",
    Usage.SHIPPED_MODIFIED: "Delivered to others, changed or linked statically",
    Usage.BROWSER: "Code that visitors of a page receive",
    Usage.CONTRIBUTE: "We contribute to a project under this license",
}
_LINKS: dict[Link, str] = {
    "process": "As a program of its own (another process, a container)",
    "dynamic": "Linked dynamically, or imported as a package",
    "static": "Linked statically, or copied into our code",
}
_FIELDS = (
    Field(
        name=WHAT, label="License", type="text", required=False,
        hint="An SPDX expression or a common name: MIT · Apache-2.0 OR MIT · GPL-2.0-only WITH Classpath-exception-2.0",
    ),
    Field(
        name=TEXT, label="… or the text of the license", type="long_text", required=False,
        hint=f"Whole and unchanged. {INPUT_TEXT:,} characters fit here; give a longer one as a file.",
    ),
    Field(
        name=USAGE, label="What do you do with it?", type="choice",
        options=tuple(Option(value=usage, label=label) for usage, label in _USAGES.items()),
    ),
    Field(
        name=MODIFIED, label="Do you change it?", type="choice", required=False,
        options=(Option(value="no", label="No, it is used as it is"), Option(value="yes", label="Yes")),
        hint="Leave empty what you do not know: the answer then takes the strictest and says what would improve it.",
    ),
    Field(
        name=LINK, label="How does your product use it?", type="choice", required=False,
        options=tuple(Option(value=link, label=label) for link, label in _LINKS.items()),
    ),
    Field(
        name=INTO, label="License of your product", type="text", required=False, max_length=_LONGEST_NAME,
        hint="Only if it becomes part of something with a license of its own, such as Apache-2.0.",
    ),
)  # fmt: skip
#: The same where the office may not read files.
_TEXT_ONLY = f"Whole and unchanged. {INPUT_TEXT:,} characters fit here; longer ones go to `ospo license --text FILE`."
_FILE_HINT = "The text alone, unchanged, such as the file LICENSE of a project."


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: a license or an expression as written, the use, and the license of the product if given.

    ``text`` is a license text in place of its name, ``file`` the id of an uploaded file that has it.
    """

    what: str
    use: Use
    into: str | None = None
    text: str = ""
    file: str = ""


def typed_question(text: str) -> Question:
    """The question in `GPL-2.0-only into Apache-2.0 saas`: the usage is one word at the end of either part.

    ``what`` is empty when no license was typed. Raises Refusal when two usages were.
    """
    words = html.unescape(text).split()  # Slack sends `&`, `<` and `>` as entities
    at = next((number for number, word in enumerate(words) if word.lower() == _INTO), len(words))
    what, named = _without_usages(words[:at])
    into, named_behind = _without_usages(words[at + 1 :])
    usages = list(dict.fromkeys([*named, *named_behind]))
    if len(usages) > 1:
        raise Refusal(
            f"You named {len(usages)} usages: `{'`, `'.join(usages)}`. Please ask for one of them at a time, "
            "because the answers differ."
        )
    use = Use(usages[0] if usages else None)
    return Question(" ".join(what), use, " ".join(into) or None)


def _without_usages(words: list[str]) -> tuple[list[str], list[Usage]]:
    """The words, and the usages that were taken from their end."""
    kept, usages = list(words), []
    while kept and kept[-1].lower() in _USAGES:
        usages.append(Usage(kept.pop().lower()))
    return kept, usages


def facts_said(question: Question) -> dict[str, str]:
    """The facts of the use as answers, by the names of the form's fields; what is not known is not there."""
    modified = {True: "yes", False: "no", None: ""}[question.use.modified]
    use = question.use
    said = {USAGE: use.usage or "", MODIFIED: modified, LINK: use.link or "", INTO: question.into or ""}
    return {name: answer for name, answer in said.items() if answer}


def with_facts(question: Question, facts: Mapping[str, str]) -> Question:
    """The question with the facts of another day; a product's license that was named now stays."""
    into = question.into or facts.get(INTO) or None
    return replace(question, use=use_of(dict(facts)), into=into)


def carried(question: Question) -> str:
    """What a button under the answer carries; empty when the question is too long for a button."""
    said = {WHAT: question.what} | facts_said(question)
    begins = {TEXT: shorten(question.text, _LONGEST_BEGINNING)} if question.text else {}
    values = (json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in (said | begins, said))
    return next((value for value in values if size(value) <= BUTTON_VALUE), "")


def carried_in(value: Any) -> Question:
    """The question that a button carries. Raises UnknownForm for anything malformed."""
    try:
        said = _CARRIED.validate_json(value)
    except (ValidationError, ValueError) as malformed:
        raise UnknownForm from malformed
    _check_options(said)
    return with_facts(Question(said.get(WHAT, ""), Use(), text=said.get(TEXT, "")), said)


def handed_over(question: Question) -> Answers:
    """The answers with which the form for a person opens: the facts of the question as it was answered.

    What is too long for the license's field goes into the question itself, so that nothing is lost.
    """
    known: Answers = dict.fromkeys((USAGE, MODIFIED, LINK, INTO), "")
    known.update(facts_said(question))
    if len(question.what) > _LONGEST_LICENSE:
        return known | {"question": question.what}
    begins = {"question": f"My question: \n\nThe license text begins:\n{question.text}"} if question.text else {}
    return known | {"license": question.what} | begins


def about_message(text: str, link: str, recognised: Identified) -> Answers:
    """The same about a message that somebody wrote. ``link`` is its address where everybody may read it, else empty.

    A message that is a license text, from its first word to its last, fills in which license that is.
    """
    expression = recognised.expression
    if len(expression) > _LONGEST_LICENSE:
        expression = ""
    told = [f"The message is the text of {expression}.", *recognised.remarks] if expression else []
    said = shorten(clean(text), _LONGEST_MESSAGE - sum(map(len, told)))
    lines = ("My question: ", "", *told, f"The message{f' ({link})' if link else ''} says:", said)
    given: Answers = {"question": "\n".join(lines)}
    return given | {"license": expression} if expression else given


def plain_message(text: str) -> str:
    """The text of a message as it was typed: addresses without Slack's markup, and no entities (docs.slack.dev)."""
    return html.unescape(_LINKED.sub(lambda found: found[2] or found[1], text))


def license_modal(question: Question, *, files: bool = True) -> Block:
    """The form that asks for a license and its use, filled with what is known already.

    ``files`` says whether the office may read files: a license text may be longer than an input holds.
    """
    filled = {WHAT: question.what} | facts_said(question)
    blocks = []
    for field in _FIELDS:
        hint = "" if files or field.name != TEXT else _TEXT_ONLY
        blocks.append(field_input(field, filled.get(field.name) or None, hint))
        if files and field.name == TEXT:
            blocks.append(file_input(PREFIX + FILE, "… or a file with its text", _FILE_HINT))
    return modal("License advice", blocks, callback_id=CALLBACK, submit="Look up", close="Cancel")


def asked_in(view: Any) -> Question:
    """The question of the submitted form. Raises UnknownForm for what Slack's form cannot hold."""
    answers: dict[str, str] = {}
    file, typed = _without_file(view)
    for name, answer in raw_answers(typed).items():
        if isinstance(answer, tuple):
            raise UnknownForm
        answers[name] = (answer or "").strip()
    _check_options(answers)
    what, text, into = answers.get(WHAT, ""), answers.get(TEXT, ""), answers.get(INTO) or None
    return Question(what, use_of(dict(answers)), into, text, file)


def _without_file(view: Any) -> tuple[str, Any]:
    """The id of the file in a submitted form, and the form without the input for it."""
    try:
        values = dict(view["state"]["values"])
    except (KeyError, TypeError, ValueError) as malformed:
        raise UnknownForm from malformed
    file = file_in(values, PREFIX + FILE)
    values.pop(PREFIX + FILE, None)
    return file, {"state": {"values": values}}


def _check_options(answers: Mapping[str, str]) -> None:
    for field in _FIELDS:
        offered = {option.value for option in field.options}
        if offered and answers.get(field.name, "") not in {"", *offered}:
            raise UnknownForm
