# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Every license of SPDX's list: our answer beside each packaged source, and a reason for each difference."""

import runpy
from importlib.metadata import version

import pytest

from tests.support.house import ROOT
from tests.support.licensing import ask, shipped_policy, verdict
from workflows.licenses.reference import DATA_SETS, reference
from workflows.licenses.sources import disagreements
from workflows.licenses.tables import DELIVERING, Usage

LISTED = sorted(id_ for id_ in reference().licenses if "Ref-" not in id_)
CURRENT = [id_ for id_ in LISTED if not reference().licenses[id_].deprecated]
#: What a category of ScanCode says that a license does not simply give.
NEVER = {"Commercial", "Proprietary Free", "Free Restricted", "Unstated License"}
NOT_DELIVERED = {*NEVER, "Source-available", "Copyleft", "Copyleft Limited"}


def test_the_dates_of_the_data_are_those_of_the_installed_packages() -> None:
    assert {one.package: one.version for one in DATA_SETS} == {one.package: version(one.package) for one in DATA_SETS}


@pytest.mark.parametrize("id_", LISTED)
def test_no_license_is_allowed_where_a_source_forbids(id_: str) -> None:
    scancode = reference().licenses[id_].scancode
    answers = {usage: verdict(id_, usage) for usage in Usage}
    if scancode in NEVER:
        assert "allow" not in answers.values()
    if scancode in NOT_DELIVERED:
        assert "allow" not in {answers[usage] for usage in DELIVERING}
    if not scancode and id_ in CURRENT:
        assert set(answers.values()) <= {"review", "deny"}
    assert "invalid" not in answers.values()


def test_every_difference_from_a_source_has_a_reason() -> None:
    found = [one for id_ in CURRENT for one in disagreements(id_, shipped_policy())]
    assert [one for one in found if not one.because] == []
    rows = shipped_policy().tables.differences
    used = {(one.source, shipped_policy().category_of(one.license)) for one in found}
    assert {(row.source, row.category) for row in rows} == used


def test_the_page_of_differences_is_as_the_data_is() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "license_data.py"))["page"]()
    assert (ROOT / "docs" / "license-data.md").read_text() == page, "run python docs/license_data.py"


def test_an_answer_shows_the_sources_side_by_side() -> None:
    (line,) = ask("OFL-1.1").sources
    assert (line.osi_approved, line.fsf_libre, line.scancode, line.osadl) == (True, True, "Copyleft Limited", False)
    assert any("ScanCode: Copyleft Limited" in one for one in line.differ)
    (unknown,) = ask("Frobnicate-1.0").sources
    assert (unknown.osi_approved, unknown.scancode, unknown.category) == (None, "", "unknown")
