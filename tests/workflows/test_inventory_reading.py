# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading inventories: what each format says, and the sentence for everything that is none."""

import contextlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.inventories import cyclonedx, licensed, only, read, spdx
from workflows.errors import UnreadableInventory
from workflows.licenses.inventory.components import Component
from workflows.licenses.inventory.json_text import LARGEST_FILE
from workflows.licenses.inventory.reading import MOST_COMPONENTS

MALFORMED: dict[str, str] = tomllib.loads(Path(__file__).with_name("malformed_inventories.toml").read_text())


def sentence(data: bytes) -> str:
    """Why a file cannot be read."""
    with pytest.raises(UnreadableInventory) as refused:
        read(data)
    return refused.value.sentence


@pytest.mark.parametrize("text,begins", MALFORMED.items(), ids=lambda text: text[:60] or "empty")
def test_what_is_no_inventory_is_told_why(text: str, begins: str) -> None:
    said = sentence(text.encode())
    assert said.startswith(begins)
    assert said.endswith(".")
    assert len(said) <= 300


def test_there_are_at_least_forty_malformed_inventories() -> None:
    assert len(MALFORMED) >= 40


@pytest.mark.parametrize(
    "data,begins",
    [
        (b'{"a": "\xff"}', "The file is no UTF-8 text (the first wrong byte is number 8)"),
        ('{"bomFormat": "é"}'.encode("latin-1"), "The file is no UTF-8 text (the first wrong byte is number 16)"),
        (b"\x1f\x8b\x08\x00", "This is an archive"),
        (bytes(100), "The file is no"),
        (b"[" * 100_000, "The file is nested too deeply"),
        (b'{"a":' * 100_000, "The file is nested too deeply"),
        (b'{"a":' + b"9" * 5_000 + b"}", "The file holds a number of thousands of digits."),
        (b" " * (LARGEST_FILE + 1), "The file has 20.1 MB, and at most 20 MB are read."),
        (b" " * 50_000_000, "The file has 50 MB, and at most 20 MB are read."),
        (cyclonedx(*[{"name": "a"}] * (MOST_COMPONENTS + 1)), "The file lists 50,001 components, and at most 50,000"),
        (cyclonedx({"name": "`<!channel>`\n", "version": {}}), "In the file, `components[0].version` is an object"),
        (json.dumps({"bomFormat": "CycloneDX", "specVersion": "`" + "x" * 500}).encode(), "`'xxx"),
    ],
    ids=range(12),
)  # fmt: skip
def test_broken_files_are_told_why(data: bytes, begins: str) -> None:
    said = sentence(data)
    assert said.startswith(begins)
    assert len(said) <= 400


def test_components_stand_inside_each_other_as_deep_as_json_goes() -> None:
    nested: dict[str, Any] = {"name": "leaf", "licenses": [{"license": {"id": "ISC"}}]}
    for number in range(150):
        nested = {"name": f"n{number}", "components": [nested]}
    found = read(cyclonedx(nested)).components
    assert len(found) == 151
    assert (found[0].name, found[-1].name, found[-1].license) == ("n149", "leaf", "ISC")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_that_json_can_be_told_by_is_read(encoding: str) -> None:
    text = cyclonedx(licensed("größe", "MIT")).decode().encode(encoding)
    assert only(text).name == "größe"


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_cyclonedx_is_read_in_every_version_that_has_json(version: str) -> None:
    found = read(cyclonedx(licensed("a", "MIT"), version=version))
    assert (found.format, found.remarks) == (f"CycloneDX {version}", ())
    assert "newer" in read(cyclonedx(licensed("a", "MIT"), version="1.9")).remarks[0]


@pytest.mark.parametrize(
    "licenses,expected",
    [
        ([], Component("a")),
        (None, Component("a")),
        ([{"license": {"id": "MIT"}}], Component("a", declared="MIT")),
        ([{"license": {"name": "The MIT License"}}], Component("a", declared="The MIT License")),
        ([{"license": {"name": "Our <own> terms, v2"}}], Component("a", declared="LicenseRef-Our-own-terms-v2")),
        ([{"license": {"name": "§§"}}], Component("a", declared="LicenseRef-unnamed")),
        ([{"license": {"id": "MIT", "name": "Other"}}], Component("a", declared="MIT")),
        ([{"license": {"url": "https://example.com"}}], Component("a", declared="NOASSERTION")),
        ([{"expression": "MIT OR ISC"}], Component("a", declared="MIT OR ISC")),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "ISC"}}], Component("a", declared="MIT AND ISC")),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "MIT"}}], Component("a", declared="MIT")),
        ([{"expression": "MIT OR ISC"}, {"license": {"name": "BSD"}}], Component("a", declared="(MIT OR ISC) AND BSD")),
        (
            [{"license": {"id": "MIT", "acknowledgement": "declared"}},
             {"license": {"id": "ISC", "acknowledgement": "concluded"}}],
            Component("a", concluded="ISC", declared="MIT"),
        ),
        ([{"expression": "ISC", "acknowledgement": "concluded"}], Component("a", concluded="ISC")),
    ],
    ids=range(14),
)  # fmt: skip
def test_licenses_of_cyclonedx_become_one_expression(licenses: Any, expected: Component) -> None:
    assert only(cyclonedx({"name": "a", "licenses": licenses})) == expected


def test_evidence_counts_where_nothing_else_is_stated() -> None:
    evidence = {"licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "ISC"}}]}
    found = only(cyclonedx({"name": "a", "evidence": evidence}))
    assert (found.basis, found.license) == ("observed", "MIT AND ISC")
    found = only(cyclonedx(licensed("a", "Zlib", evidence=evidence)))
    assert (found.basis, found.license, found.observed) == ("declared", "Zlib", "MIT AND ISC")


def test_the_product_is_named_and_not_looked_up_and_files_are_counted() -> None:
    found = read(
        cyclonedx(
            licensed("b", "MIT"), {"type": "file", "name": "/etc/hosts"}, licensed("c", "MIT", type="file"),
            metadata={
                "component": {"group": "our", "name": "shop", "version": 3, "components": [licensed("a", "MIT")]}
            },
        )
    )  # fmt: skip
    assert found.product == "our/shop 3"
    assert sorted(one.name for one in found.components) == ["a", "b", "c"]
    assert found.remarks == ("Left out: 1 file or cryptographic asset without a license.",)


def test_names_are_made_fit_to_be_shown() -> None:
    found = only(cyclonedx({"group": "@angular", "name": "core\n\u0000x\ud800", "version": " 1 ", "purl": "pkg:npm/x"}))
    assert found.shown == "@angular/core x 1"
    assert only(cyclonedx({"purl": "pkg:npm/x"})).name == "pkg:npm/x"
    assert only(cyclonedx({})).name == "(without a name)"
    assert len(only(cyclonedx({"name": "x" * 5_000})).name) == 200


@pytest.mark.parametrize(
    "package,basis,license_",
    [
        ({"licenseConcluded": "MIT", "licenseDeclared": "ISC"}, "concluded", "MIT"),
        ({"licenseConcluded": "NOASSERTION", "licenseDeclared": "ISC"}, "declared", "ISC"),
        ({"licenseDeclared": "ISC"}, "declared", "ISC"),
        ({"licenseConcluded": "NONE"}, "concluded", "NONE"),
        ({"licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION"}, "nothing", "NOASSERTION"),
        ({"licenseInfoFromFiles": ["MIT", "NOASSERTION", "ISC"]}, "observed", "MIT AND ISC"),
        ({}, "nothing", "NOASSERTION"),
    ],
    ids=range(7),
)
def test_packages_of_spdx_count_as_concluded_then_declared(package: dict[str, Any], basis: str, license_: str) -> None:
    found = only(spdx({"name": "a", **package}))
    assert (found.basis, found.license) == (basis, license_)


def related(one: str, how: str, other: str) -> dict[str, str]:
    """A relationship as SPDX writes it."""
    return {"spdxElementId": one, "relationshipType": how, "relatedSpdxElement": other}


@pytest.mark.parametrize(
    "describing",
    [
        {"documentDescribes": ["SPDXRef-shop"]},
        {"relationships": [
            related("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-shop"),
            related("SPDXRef-shop", "DEPENDS_ON", "SPDXRef-a"),
        ]},
        {"relationships": [
            related("SPDXRef-shop", "DESCRIBED_BY", "SPDXRef-DOCUMENT"),
        ]},
    ],
    ids=("list", "describes", "described by"),
)  # fmt: skip
def test_what_spdx_describes_is_the_product(describing: dict[str, Any]) -> None:
    packages = {"SPDXID": "SPDXRef-shop", "name": "shop", "versionInfo": "2"}, {"SPDXID": "SPDXRef-a", "name": "a"}
    found = read(spdx(*packages, **describing))
    assert (found.product, [one.name for one in found.components]) == ("shop 2", ["a"])


def test_a_file_that_describes_all_or_one_only_has_no_product() -> None:
    packages = {"SPDXID": "SPDXRef-b", "name": "b"}, {"SPDXID": "SPDXRef-a", "name": "a"}
    assert len(read(spdx(*packages, documentDescribes=["SPDXRef-a", "SPDXRef-b"])).components) == 2
    assert len(read(spdx(packages[0], documentDescribes=["SPDXRef-b"])).components) == 1


def test_files_and_own_licenses_of_spdx_are_remarked_on() -> None:
    own = [{"licenseId": "LicenseRef-1", "name": "Our terms", "extractedText": "…"}]
    found = read(spdx({"name": "a", "licenseDeclared": "LicenseRef-1"}, files=[{}], hasExtractedLicensingInfos=own))
    assert found.remarks == (
        "1 single files are listed too; only packages are looked at.",
        "LicenseRef-1 is called “Our terms” in the file.",
    )


def test_the_export_of_github_is_unwrapped() -> None:
    inner = json.loads(spdx({"name": "a", "licenseDeclared": "MIT"}))
    assert only(json.dumps({"sbom": inner}).encode()).license == "MIT"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["name", "version", "type", "group", "purl", "licenses", "license", "id", "expression", "acknowledgement",
         "evidence", "components", "component", "metadata", "packages", "licenseConcluded", "licenseDeclared",
         "licenseInfoFromFiles", "SPDXID", "documentDescribes", "relationships", "spdxElementId", "sbom", "@context"]
    ), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=200, deadline=None)
def test_no_bytes_whatever_end_in_anything_but_a_refusal(data: bytes) -> None:
    with contextlib.suppress(UnreadableInventory):
        read(data)


@given(
    st.sampled_from([{"bomFormat": "CycloneDX", "specVersion": "1.6"}, {"spdxVersion": "SPDX-2.3"}, {}]),
    st.dictionaries(st.sampled_from(["components", "metadata", "packages", "relationships", "files"]), JSON, max_size=3)
    | st.dictionaries(st.sampled_from(["components", "packages"]), st.lists(JSON, max_size=3), max_size=2),
)
@settings(max_examples=300, deadline=None)
def test_no_values_in_the_right_places_do_either(start: dict[str, Any], rest: dict[str, Any]) -> None:
    with contextlib.suppress(UnreadableInventory):
        json.dumps([(one.shown, one.license) for one in read(json.dumps(start | rest).encode()).components]).encode()
