# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Every kind that there is, shipped and of the example organization, and forms of it filled in any valid way."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bot.catalog import Catalog, load_catalog
from tests.support.house import ROOT
from workflows import forms
from workflows.facts import Answers, Fact, Origin
from workflows.fields import FactDeclaration, Field
from workflows.kind import RequestKind
from workflows.policy import Policy, routing_conditions

EXAMPLE = ROOT / "docs" / "organization-example"
SHIPPED = ROOT / "workflows" / "catalog" / "kinds"
FILES = {path.stem: path for folder in (SHIPPED, EXAMPLE / "kinds") for path in sorted(folder.glob("*.toml"))}
_NUMBERS = re.compile(r"\b\d+(?:\.\d+)?\b")
_DAY = date(2026, 12, 1)
_WORDS = ("It helps us", "Ümlauts & <tags>", "One *line*")


@cache
def example() -> Catalog:
    """The catalog of the example organization, which has every shipped kind too."""
    loaded = load_catalog(EXAMPLE)
    assert loaded.catalog is not None, loaded.problems
    return loaded.catalog


def policy_of(name: str) -> Policy:
    """The policy of a kind."""
    return example().policies[name]


def raw_form(kind: RequestKind, random: Random) -> dict[str, forms.Raw]:
    """A value for every field that is required, and for some of the others: what a browser could send."""
    wanted = (field for field in kind.fields if field.required or random.random() < 0.5)
    return {field.name: raw_value(kind, field, random) for field in wanted}


def raw_value(kind: RequestKind, field: Field, random: Random) -> forms.Raw:
    """A valid value of a field; numbers stand around those that conditions compare with."""
    dates = [(_DAY + timedelta(days=days)).isoformat() for days in (0, 30, 90)]
    usual: dict[str, tuple[str, ...] | list[str]] = {
        "choice": [option.value for option in field.options],
        "yes_no": ("yes", "no"),
        "date": dates,
        "person": ("U0MIKA",),
        "channel": ("C0GENERAL",),
        "url": ("https://github.com/example/parser", "https://example.org/page"),
    }
    if field.type == "many":
        return _some_of(field, random)
    if field.type in {"number", "decimal"}:
        return str(random.choice(_around(kind, field)))
    return random.choice(usual.get(field.type, _WORDS))


def _some_of(field: Field, random: Random) -> tuple[str, ...]:
    others = [option.value for option in field.options if option.value != field.none_option]
    if field.none_option and random.random() < 0.3:
        return (field.none_option,)
    return tuple(random.sample(others, random.randint(1, min(2, len(others)))))


def wrong_value(field: Field) -> forms.Raw:
    """A value that the field cannot have; None where every text is one."""
    wrong: dict[str, forms.Raw] = {
        "choice": "none-of-these",
        "many": ("none-of-these",),
        "number": "many",
        "decimal": "1e999",
        "yes_no": "perhaps",
        "date": "tomorrow",
        "person": "somebody",
        "channel": "somewhere",
        "url": "http://example.org",
    }
    return wrong.get(field.type, "x" * (field.max_length + 1))


def facts_of(kind: RequestKind, random: Random) -> dict[str, Fact]:
    """Facts as they could be found out, or not."""
    return {one.name: _fact(one, random) for one in kind.facts}


def filled(policy: Policy, seed: int) -> tuple[Answers, dict[str, Fact]]:
    """Answers and facts of a request that can be submitted, as far as its blocks allow."""
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    answers, problems = forms.read(policy.kind, raw_form(policy.kind, random))
    assert problems == {}
    return policy.kept(answers), facts_of(policy.kind, random)


def submittable(policy: Policy, seeds: range) -> Iterator[tuple[Answers, dict[str, Fact]]]:
    """Those that nothing stands in the way of."""
    return (one for one in (filled(policy, seed) for seed in seeds) if not policy.problems(*one))


def load_with(folder: Path) -> Catalog:
    """The catalog with an organization's folder."""
    loaded = load_catalog(folder)
    assert loaded.catalog is not None, loaded.problems
    return loaded.catalog


def _around(kind: RequestKind, field: Field) -> list[int] | list[float]:
    conditions = [*(text for _, text in routing_conditions(kind)), *(one.show_when for one in kind.fields)]
    named = [float(one) for text in conditions if f"answers.{field.name}" in text for one in _NUMBERS.findall(text)]
    low = field.minimum if field.minimum is not None else 0
    high = field.maximum if field.maximum is not None else low + 1000
    near = [number + step for number in named for step in (-1, 0, 1) if low <= number + step <= high] or [low + 0.0]
    return [int(one) for one in near] if field.type == "number" else near


def _fact(declared: FactDeclaration, random: Random) -> Fact:
    values: dict[str, list[str | bool | int]] = {
        "choice": [option.value for option in declared.options],
        "yes_no": [True, False],
        "number": [0, 1],
        "text": ["Something"],
    }
    value = random.choice([*values[declared.type], None])
    return Fact.unknown() if value is None else Fact(value=value, origin=Origin.REGISTER)
