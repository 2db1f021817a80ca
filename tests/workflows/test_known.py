# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the office knows itself, with the origin of each fact; and how it tells projects apart."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.house import ROOT
from tests.support.office import contribution, facts, kind_of, knowledge, small_fix
from workflows.facts import Answers, Fact, Origin
from workflows.kind import RequestKind
from workflows.known import SOURCES, Knowledge, PolicyData, Register, Upstream
from workflows.scope import project_key


def test_every_fact_of_a_kind_is_there_with_its_origin() -> None:
    found = facts(small_fix(repository="https://github.com/llvm/llvm-project"))
    assert {name: (fact.value, fact.origin) for name, fact in found.items()} == {
        "first_contribution": (False, Origin.REGISTER),
        "precleared": (False, Origin.REGISTER),
        "known_agreement": (False, Origin.REGISTER),
        "contributing": ("allow", Origin.POLICY),
        "ai_policy": ("disclose", Origin.POLICY),
        "fast_first": (False, Origin.POLICY),
    }


def test_what_could_not_be_looked_up_is_unknown_and_not_no() -> None:
    found = facts(small_fix(license="other"), Register())
    unknown = {name for name, fact in found.items() if fact.origin is Origin.UNKNOWN}
    assert unknown == {"first_contribution", "precleared", "known_agreement", "contributing", "ai_policy"}
    assert {found[name].value for name in unknown} == {None}


def test_the_organization_may_let_first_contributions_be_fast() -> None:
    assert facts(small_fix(), fast_lane_first=True)["fast_first"] == Fact(value=True, origin=Origin.POLICY)


def test_a_fact_with_a_source_that_nobody_knows_is_unknown() -> None:
    kind = kind_of(facts=[{"name": "x", "label": "X", "type": "yes_no", "source": "stars.aligned"}])
    assert knowledge().facts(kind, {}, Register()) == {"x": Fact.unknown()}


TALK = {
    "fields": [{"name": name, "label": name, "type": "text"} for name in ("title", "where", "terms", "paper")],
    "title_field": "title",
    "facts": [
        {"name": source.partition(".")[2], "label": source, "source": source, **rest}
        for source, rest in (
            ("register.known_agreement", {"type": "yes_no"}),
            ("license.contributing", {"type": "choice", "options": [{"value": "allow", "label": "Allowed"}]}),
            ("upstream.ai_policy", {"type": "choice", "options": [{"value": "disclose", "label": "Disclose"}]}),
        )
    ],
}
SAID: Answers = {"where": "https://github.com/llvm/llvm-project", "terms": "MIT", "paper": "cla"}


def test_facts_rest_on_the_fields_that_the_kind_names_whatever_they_are_called() -> None:
    kind = kind_of(**TALK | {"project_field": "where", "license_field": "terms", "agreement_field": "paper"})
    found = knowledge().facts(kind, SAID, Register(known_agreement=True))
    assert [fact.value for fact in found.values()] == [True, "allow", "disclose"]


def test_a_fact_whose_field_the_kind_does_not_name_is_unknown_even_if_one_is_called_so() -> None:
    found = knowledge().facts(
        kind_of(**TALK),
        {"repository": SAID["where"], "license": "MIT", "agreement": "cla"},
        Register(False, False, True),
    )
    assert [fact.value for fact in found.values()] == [None, None, None]


def test_every_source_is_one_that_a_shipped_kind_uses() -> None:
    shipped = [tomllib.loads(path.read_text()) for path in (ROOT / "workflows/catalog/kinds").glob("*.toml")]
    kinds = [RequestKind.model_validate(one) for one in shipped]
    assert {fact.source for kind in kinds for fact in kind.facts} == SOURCES


def test_every_origin_has_words() -> None:
    assert [origin.words for origin in Origin if not origin.words] == []


@pytest.mark.parametrize(
    "address,key",
    [
        ("https://github.com/owner/project", "github.com/owner/project"),
        ("https://GitHub.com/Owner/Project.git", "github.com/owner/project"),
        ("https://www.github.com/owner/project/", "github.com/owner/project"),
        ("https://github.com./owner/project", "github.com/owner/project"),
        ("https://github.com//owner/project", "github.com/owner/project"),
        ("https://github.com/%6fwner/project", "github.com/owner/project"),
        ("https://github.com/owner/project/pull/12", "github.com/owner/project"),
        ("https://github.com/owner/project/tree/main/docs?plain=1#top", "github.com/owner/project"),
        ("https://codeberg.org/owner/project/issues/3", "codeberg.org/owner/project"),
        ("https://gitlab.com/group/sub/project/-/merge_requests/4", "gitlab.com/group/sub/project"),
        ("https://git.kernel.org/pub/scm/git/git.git", "git.kernel.org/pub/scm/git/git"),
        ("https://example.org", "example.org"),
        ("", ""),
    ],
)
def test_links_into_a_project_are_the_project(address: str, key: str) -> None:
    assert project_key(address) == key


@given(st.text(alphabet="abcABC/.%-?#", max_size=40))
def test_a_key_is_in_lower_case_and_begins_with_the_host(path: str) -> None:
    key = project_key(f"https://forge.example.org/{path}")
    assert key == key.lower()
    assert key.startswith("forge.example.org")
    assert not key.endswith("/")


@pytest.mark.parametrize(
    "repository,rule",
    [
        ("https://github.com/qemu/qemu", "refuse"),
        ("https://gitlab.com/qemu-project/biosbits-bits", "refuse"),
        ("https://GITHUB.com/QEMU/qemu/tree/master", "refuse"),
        ("https://github.com/gentoo/gentoo", "refuse"),
        ("https://github.com/NetBSD/src", "refuse"),
        ("https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git", "disclose"),
        ("https://github.com/torvalds/linux", "disclose"),
        ("https://github.com/torvalds/uemacs", None),
        ("https://github.com/qemulation/tool", None),
        ("https://example.org/github.com/qemu", None),
    ],
)
def test_what_projects_say_about_ai_help_is_found_by_their_address(repository: str, rule: str | None) -> None:
    assert facts(small_fix(repository=repository))["ai_policy"].value == rule


@pytest.mark.parametrize("match", ["https://github.com/x", "GitHub.com/x", "github.com/x/", "github.com/a b", ""])
def test_an_entry_that_could_never_match_is_found_at_load(match: str) -> None:
    with pytest.raises(ValidationError):
        Upstream.model_validate({"match": [match], "ai": "refuse"})


def test_the_first_entry_that_matches_decides() -> None:
    rows = [{"match": ["example.org/a"], "ai": "allow"}, {"match": ["example.org"], "ai": "refuse"}]
    known = Knowledge(PolicyData.model_validate({"upstreams": rows}))
    found = [
        known.facts(contribution(), {"repository": f"https://example.org/{path}"}, Register())["ai_policy"].value
        for path in ("a/b", "b")
    ]
    assert found == ["allow", "refuse"]


def test_what_the_form_calls_none_is_no_license() -> None:
    assert facts(small_fix(license="none"))["contributing"].value == "deny"
