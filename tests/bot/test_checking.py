# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo check`: who decides for whom, whose policy it is, and what is wrong."""

import json
from datetime import date
from pathlib import Path

from bot.check_groups import group_lines
from bot.check_report import as_json, lines
from bot.checking import check
from bot.services.searching import ShippedSearch
from messages.asking.answers import reply
from tests.support.house import ROOT
from tests.support.organization import SMALL, organization
from workflows.asking.reply import Reply
from workflows.registers.rights import THE_OFFICE


def _decides(folder: Path) -> dict[str, str]:
    catalog = check(folder).catalog
    assert catalog is not None
    return {line.name: line.decides for line in group_lines(catalog)}


def test_an_unconfigured_group_falls_back_and_the_table_says_to_whom(tmp_path: Path) -> None:
    decides = _decides(organization(tmp_path))
    assert decides["ip"] == decides["export"] == decides["privacy"] == "legal"
    assert decides["business"] == decides["finance"] == "ospo"
    assert decides["security"] == "security"
    assert "  ip                   not configured: legal decides" in lines(check(tmp_path))


def test_the_organization_s_own_fall_back_and_group_are_in_the_table(tmp_path: Path) -> None:
    folder = organization(tmp_path, '[groups.ip]\nfalls_to = "patents"\n[groups.patents]\nmembers = ["U0PATENT"]\n')
    decides = _decides(folder)
    assert decides["ip"] == "patents"
    assert decides["patents"] == "patents"


def test_a_private_lane_without_its_group_is_said_to_be_refused(tmp_path: Path) -> None:
    organization(tmp_path)
    text = (tmp_path / "organization.toml").read_text().replace('[groups.security]\nmembers = ["U0SECURITY"]\n', "")
    (tmp_path / "organization.toml").write_text(text)
    report = check(tmp_path)
    assert report.ok
    assert any("security" in line and "the private lane is refused" in line for line in lines(report))


def test_how_a_group_works_is_said_where_it_is_not_as_shipped(tmp_path: Path) -> None:
    more = '[groups.ip]\nmembers = ["U0IDA"]\nrotation = "weekly"\nallow_guests = true\n'
    more += '[groups.finance]\nmembers = ["U0FAY"]\n'
    report = check(organization(tmp_path, more))
    said = {line.split()[0]: line for line in lines(report) if line.startswith("  ") and line.split()}
    assert said["ip"].endswith("1 person · weekly duty · waits while all are away · listed guests decide too")
    assert said["legal"].endswith("1 person · waits while all are away")
    assert said["finance"].endswith("1 person")
    [ip] = [one for one in as_json(report)["groups"] if one["name"] == "ip"]
    assert (ip["rotation"], ip["when_absent"], ip["allow_guests"]) == ("weekly", "wait", True)


def test_managers_are_explained(tmp_path: Path) -> None:
    assert any("no directory; else as named in the form" in line for line in lines(check(organization(tmp_path))))
    example = check(ROOT / "docs" / "organization-example")
    assert any("the directory names 3 people; else as named in the form" in line for line in lines(example))


def test_the_report_says_whose_policy_it_is(tmp_path: Path) -> None:
    assert "not yet adopted by your company" in "\n".join(lines(check(organization(tmp_path))))
    organization(tmp_path, '[policy]\nadopted_by = "U0LEGAL"\nadopted_on = 2026-11-02\n')
    assert "adopted by U0LEGAL on 2026-11-02" in "\n".join(lines(check(tmp_path)))


def test_warnings_leave_it_ok_and_errors_do_not(tmp_path: Path) -> None:
    (organization(tmp_path) / "licences.toml").write_text("")
    report = check(tmp_path)
    assert report.ok
    assert list(lines(report))[-1] == "OK"
    (tmp_path / "licenses.toml").write_text("[contributing")
    broken = check(tmp_path)
    assert not broken.ok
    shown = "\n".join(lines(broken))
    assert shown.index("Warnings") < shown.index("Errors")
    assert shown.splitlines()[-1].startswith("Not OK")


def test_without_a_folder_the_shipped_catalog_is_checked_with_a_warning() -> None:
    report = check(None)
    assert report.ok
    assert [problem.file for problem in report.problems] == ["OSPO_ORGANIZATION"]


def test_who_alone_approves_in_a_register_is_said_and_warned_of_where_nobody_stands_in(tmp_path: Path) -> None:
    report = check(organization(tmp_path))
    assert "  positions: U0LEGAL; the OSPO approves what they write themselves" in list(lines(report))
    alone = SMALL.replace("U0OSPO", "U0LEGAL").replace('last_resort = ["U0CTO"]', "")
    (tmp_path / "organization.toml").write_text(alone)
    told = "\n".join(problem.sentence for problem in check(tmp_path).problems)
    assert "only U0LEGAL approves in positions, principles, strategy, strategy-goals" in told


def test_shipped_answers_that_the_company_s_license_table_contradicts_are_listed_and_say_so(tmp_path: Path) -> None:
    organization(tmp_path)
    row = '[[overrides]]\ncategory = "network"\nusages = ["saas"]\nverdict = "allow"\nnote = "Ours."\non = 2026-11-02\n'
    (tmp_path / "licenses.toml").write_text(row)
    report = check(tmp_path)
    told = list(lines(report))
    assert "  questions/use-agpl-service: /ospo license AGPL-3.0-only saas: allow, and shipped deny" in told
    assert "  questions/use-copyleft: network" in told, "it names the AGPL, and nobody can tell whether it still holds"
    assert all(one["register"] for one in as_json(report)["answers"])
    assert report.catalog is not None
    found = ShippedSearch(report.catalog).find("Can we use AGPL software in our cloud service?", THE_OFFICE)
    said = str(reply(Reply("AGPL?", found), date(2026, 11, 23)))
    assert "Your company's license table says otherwise" in said
    assert check(organization(tmp_path / "plain")).answers == ()


def test_what_could_not_be_delivered_is_listed(tmp_path: Path) -> None:
    report = check(organization(tmp_path), ["card OSPO-1: the bot is not a member of the channel"])
    assert "  card OSPO-1: the bot is not a member of the channel" in lines(report)


def test_what_files_tell_of_the_setup_is_listed_and_no_warning(tmp_path: Path) -> None:
    report = check(organization(tmp_path))
    assert "  There is no IP group: legal decides instead." in lines(report)
    assert not any("IP" in problem.sentence for problem in report.problems)


def test_programs_get_the_same_as_json(tmp_path: Path) -> None:
    found = json.loads(json.dumps(as_json(check(organization(tmp_path), ["parked"]))))
    assert found["ok"] is True
    assert found["policy"]["adopted"] is False
    assert found["channels"]["requests"] == "C0REQUESTS"
    assert found["parked"] == ["parked"]
    assert {"groups-ip", "units-none"} <= {gap["id"] for gap in found["gaps"]}
    assert {group["name"]: group["decides"] for group in found["groups"]}["privacy"] == "legal"
    (tmp_path / "organization.toml").write_text("")
    broken = as_json(check(tmp_path))
    assert broken["ok"] is False
    assert {"file": "organization.toml", "key": "groups.ospo", "level": "error"}.items() <= broken["problems"][
        0
    ].items()


def test_a_license_that_spdx_does_not_know_is_warned_of(tmp_path: Path) -> None:
    organization(tmp_path)
    (tmp_path / "licenses.toml").write_text('[contributing.ours]\nverdict = "allow"\nlicenses = ["Apache-2", "none"]\n')
    told = [problem.sentence for problem in check(tmp_path).problems]
    assert told == ["licenses.toml: contributing.ours: `Apache-2` is no SPDX id; did you mean `Apache-2.0`?"]


def test_a_license_that_is_decided_on_and_does_not_exist_is_warned_of(tmp_path: Path) -> None:
    organization(tmp_path)
    row = '[[overrides]]\nlicense = "{}"\nverdict = "deny"\nnote = "No."\non = 2026-11-02\n'
    named = ("GPL-2.0-olny", "LicenseRef-Ours", "GPL-2.0-only WITH Classpath-exception-2.0")
    (tmp_path / "licenses.toml").write_text("".join(row.format(one) for one in named))
    told = [problem.sentence for problem in check(tmp_path).problems]
    assert told == ["licenses.toml: overrides.1: `GPL-2.0-olny` is no SPDX id; did you mean `GPL-2.0-only`?"]
