# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The catalog: what is shipped, what an organization overrides, and which version of the policy that is."""

from pathlib import Path

import pytest

from bot.catalog import Catalog, load_catalog
from bot.check_report import lines
from bot.checking import check
from bot.organization_files import shipped
from messages.details import details_modal
from messages.requests import card
from messages.status import status
from tests.messages.samples import PRIVATE, RISKY, said, submitted
from tests.support.house import ROOT
from tests.support.organization import SMALL, organization
from workflows.facts import Answers
from workflows.known import Register
from workflows.people import Person

EXAMPLE = ROOT / "docs" / "organization-example"
KIND = """
name = "sponsorship"
title = "Sponsor a project"
verb = "sponsor"
summary = "Give money to a project"
petal = "ecosystem"
title_field = "project"

[[fields]]
name = "project"
label = "Project"
type = "text"

[[steps]]
rule = "budget"
group = "finance"
because = "Finance pays."
"""


def test_the_shipped_catalog_loads_alone_and_without_a_word() -> None:
    loaded = load_catalog(None)
    assert loaded.problems == ()
    assert loaded.catalog is not None
    assert loaded.catalog.by_verb["contribute"] is loaded.catalog.policies["contribution"]
    assert loaded.catalog.organization.groups == {}


def test_the_documented_example_loads_without_a_word_and_uses_every_key() -> None:
    loaded = load_catalog(EXAMPLE)
    assert loaded.problems == ()
    assert loaded.catalog is not None
    assert loaded.catalog.managers == {"U0LEAD": "U0CTO", "U0DEV1": "U0LEAD", "U0DEV2": "U0LEAD"}
    given = loaded.catalog.organization.model_dump(exclude_unset=True)
    assert set(given) == set(type(loaded.catalog.organization).model_fields)


def test_managers_are_people_of_the_workspace_that_asks() -> None:
    catalog = load_catalog(EXAMPLE).catalog
    assert catalog is not None
    assert catalog.managers_in("T0ONE")[Person("T0ONE", "U0LEAD")] == Person("T0ONE", "U0CTO")
    assert Person("T0ONE", "U0LEAD") not in catalog.managers_in("T0TWO")
    assert catalog.managers_in("T0ONE") is catalog.managers_in("T0ONE")


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    loaded = load_catalog(tmp_path / "nowhere")
    assert loaded.catalog is None
    assert [problem.reason for problem in loaded.problems] == ["there is no such folder (OSPO_ORGANIZATION)"]


def test_a_folder_without_its_main_file_is_an_error(tmp_path: Path) -> None:
    told = [problem.sentence for problem in load_catalog(tmp_path).problems]
    assert told == ["organization.toml: is missing in the organization's folder"]


def test_an_organization_adds_a_kind_with_one_file(tmp_path: Path) -> None:
    organization(tmp_path)
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "sponsorship.toml").write_text(KIND)
    catalog = load_catalog(tmp_path).catalog
    assert catalog is not None
    assert {"contribute", "sponsor"} <= set(catalog.by_verb)


def test_an_organization_replaces_a_shipped_kind_whole(tmp_path: Path) -> None:
    organization(tmp_path)
    (tmp_path / "kinds").mkdir()
    renamed = KIND.replace("sponsorship", "contribution").replace('"sponsor"', '"contribute"')
    (tmp_path / "kinds" / "contribution.toml").write_text(renamed)
    catalog = load_catalog(tmp_path).catalog
    assert catalog is not None
    assert [field.name for field in catalog.policies["contribution"].kind.fields] == ["project"]


def test_a_license_that_the_organization_names_is_decided_by_it_first(tmp_path: Path) -> None:
    organization(tmp_path)
    (tmp_path / "licenses.toml").write_text('[contributing.ours]\nverdict = "deny"\nlicenses = ["MIT"]\n')
    catalog = load_catalog(tmp_path).catalog
    assert catalog is not None
    kind = catalog.policies["contribution"].kind
    for license_, verdict in (("MIT", "deny"), ("ISC", "allow")):
        facts = catalog.knowledge.facts(kind, {"license": license_}, Register())
        assert facts["contributing"].value == verdict


def test_a_category_of_licenses_with_a_shipped_name_replaces_it(tmp_path: Path) -> None:
    organization(tmp_path)
    (tmp_path / "licenses.toml").write_text('[contributing.permissive]\nverdict = "allow"\nlicenses = ["MIT"]\n')
    catalog = load_catalog(tmp_path).catalog
    assert catalog is not None
    assert catalog.data.contributing["permissive"].licenses == ("MIT",)


def test_what_the_organization_knows_of_a_project_comes_before_the_shipped_rows(tmp_path: Path) -> None:
    organization(tmp_path)
    (tmp_path / "upstreams.toml").write_text('[[upstreams]]\nmatch = ["github.com/qemu"]\nai = "allow"\n')
    catalog = load_catalog(tmp_path).catalog
    assert catalog is not None
    answers: Answers = {"repository": "https://github.com/qemu/qemu"}
    facts = catalog.knowledge.facts(catalog.policies["contribution"].kind, answers, Register())
    assert facts["ai_policy"].value == "allow"


DECIDING = {
    "a kind": ("kinds/sponsorship.toml", KIND),
    "a license": ("licenses.toml", '[contributing.ours]\nverdict = "deny"\nlicenses = ["MIT"]\n'),
    "a project": ("upstreams.toml", '[[upstreams]]\nmatch = ["github.com/example"]\nai = "refuse"\n'),
    "first contributions": ("organization.toml", "fast_lane_first = true\n" + SMALL),
    "distinct groups": ("organization.toml", 'distinct = [["legal", "ospo"]]\n' + SMALL),
    "a fall-back": ("organization.toml", SMALL + '[groups.ip]\nfalls_to = "ospo"\n'),
}
ADOPTED = '[policy]\nadopted_by = "U0LEGAL"\nadopted_on = 2026-11-02\n'


@pytest.mark.parametrize("part", DECIDING)
def test_the_version_of_the_policy_changes_with_everything_that_decides(part: str, tmp_path: Path) -> None:
    before = _version(organization(tmp_path))
    name, text = DECIDING[part]
    (tmp_path / "kinds").mkdir()
    (tmp_path / name).write_text(text)
    assert _version(tmp_path) != before


def test_neither_people_nor_hours_nor_rooms_nor_the_adoption_make_another_policy(tmp_path: Path) -> None:
    before = _version(organization(tmp_path))
    (tmp_path / "people.csv").write_text("slack_id,manager\nU0DEV,U0LEAD\n")
    elsewhere = SMALL.replace("C0REQUESTS", "C0OTHER").replace("U0CTO", "U0CEO") + ADOPTED
    elsewhere = elsewhere.replace('"U0LEGAL"]', '"U0LEGAL", "U0LEGAL2"]')
    text = elsewhere + '[calendar]\ntimezone = "Europe/Berlin"\n[directory]\nfile = "people.csv"\n'
    (tmp_path / "organization.toml").write_text(text)
    assert _version(tmp_path) == before


def test_an_adoption_that_names_another_version_is_none_of_the_version_in_force(tmp_path: Path) -> None:
    version = _version(organization(tmp_path, ADOPTED))
    named = _catalog(organization(tmp_path, f'{ADOPTED}version = "{version}"\n'))
    assert (named.version, named.organization.policy.adopted) == (version, True)
    (tmp_path / "licenses.toml").write_text('[contributing.ours]\nverdict = "deny"\nlicenses = ["MIT"]\n')
    changed = _catalog(tmp_path)
    assert changed.version != version
    assert (changed.organization.policy.adopted, changed.organization.policy.version) == (False, version)
    assert "not yet adopted" in changed.licenses.statement
    whose = f"Policy: this version not yet adopted by your company, which adopted {version} (version {changed.version})"
    assert whose in list(lines(check(tmp_path)))


def test_every_shipped_file_is_looked_at() -> None:
    names = {one.name for one in shipped().iterdir()}
    folders = {"entries", "kinds", "maturity", "registers", "tests"}
    assert names == folders | {
        "license_names.toml",
        "license_texts.json",
        "licenses.toml",
        "synonyms.toml",
        "upstreams.toml",
    }


def _version(folder: Path) -> str:
    return _catalog(folder).version


def _catalog(folder: Path) -> Catalog:
    catalog = load_catalog(folder).catalog
    assert catalog is not None
    return catalog


@pytest.mark.parametrize("groups, readable", [((), False), (("managers",), False), (("legal",), True)])
def test_a_kind_that_is_not_offered_any_more_shows_its_answers_to_fewer_people_and_never_to_more(
    groups: tuple[str, ...], readable: bool
) -> None:
    catalog = load_catalog(None).catalog
    assert catalog is not None
    request = submitted(RISKY).model_copy(update={"kind": "a-kind-of-former-times-and-long"})
    kind, viewer = catalog.kind_of(request), frozenset(groups)
    for shown in (
        status(request, kind, catalog.organization, viewer, is_requester=False),
        details_modal(request, kind, catalog.organization, viewer, False, ()),
    ):
        assert ("SECRET-COPY" in said(shown)) == readable
    assert "SECRET-COPY" not in said(card(request, kind, catalog.organization))
    own = details_modal(request, kind, catalog.organization, viewer, True, ())
    assert "SECRET-COPY" in said(own)


def test_a_private_request_of_a_kind_that_is_not_offered_any_more_stays_with_its_group() -> None:
    catalog = load_catalog(None).catalog
    assert catalog is not None
    request = submitted(PRIVATE).model_copy(update={"kind": "former"})
    kind = catalog.kind_of(request)
    security = details_modal(request, kind, catalog.organization, frozenset({"security"}), False, ())
    assert "vulnerability" in said(security)
    legal = details_modal(request, kind, catalog.organization, frozenset({"legal"}), False, ())
    assert "vulnerability" not in said(legal)
