# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The reading queue: what comes next for whom, and which links are looked at."""

import tomllib
from importlib.resources import files

import pytest

from workflows.reading.links import Outcome, is_public, judged, refused
from workflows.reading.next_read import Reading, Wish, because, queue


def reading(
    name: str, minutes: int = 20, *, stage: str = "", petal: str = "ospo", items: tuple[str, ...] = ()
) -> Reading:
    return Reading(name, name.title(), "It helps.", "Somebody", "", stage, petal, items, minutes)


def test_what_helps_the_next_item_comes_first_then_its_stage_then_the_petal() -> None:
    short, petal, stage = reading("short", 5), reading("petal", petal="legal"), reading("stage", stage="stage-1")
    item, seen = reading("item", 300, items=("plan",)), reading("seen", 1, items=("plan",))
    wish = Wish("plan", "stage-1", frozenset({"legal"}))
    found = queue([short, petal, stage, item, seen], wish, {"seen"})
    assert [one.name for one in found] == ["item", "stage", "petal", "short"]
    assert [because(one, wish) for one in found] == [
        "it helps with the next item of the checklist",
        "it is for the stage that comes next",
        "it is for your petal",
        "",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.com/x",
        "javascript:alert(1)",
        "//example.com",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://intranet/",
        "http://wiki.corp.internal/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://10.0.0.8/",
        "http://172.16.3.4/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://user:pass@example.com/",
        "https://example.com:8443/",
        "http://example.com:443/",
        "https://exa mple.com/",
        "https://example.com:port/",
        "https://[example",
        "https:///path",
        f"https://example.com/{'x' * 2000}",
    ],
)
def test_an_address_that_leads_inside_or_is_no_plain_web_address_is_not_looked_at(address: str) -> None:
    assert refused(address)


@pytest.mark.parametrize("address", ["https://example.com", "http://example.com:80/a?b#c", "https://[2606:4700::1]/"])
def test_a_public_address_is_looked_at(address: str) -> None:
    assert refused(address) == ""


def test_only_public_addresses_are_public() -> None:
    assert is_public("93.184.215.14")
    for inside in ("127.0.0.1", "0.0.0.0", "169.254.1.1", "224.0.0.1", "::1", "fe80::1%eth0", "2002:a00:1::1", "no"):  # noqa: S104 - an address that is refused
        assert not is_public(inside), inside


def test_only_not_found_and_gone_say_that_a_link_is_broken() -> None:
    assert judged(200) == (Outcome.WORKS, "")
    for status in (404, 410):
        assert judged(status)[0] is Outcome.BROKEN
    for status in (401, 403, 407, 429, 500, 503, 511):
        outcome, reason = judged(status)
        assert (outcome, "could not check" in reason) == (Outcome.UNKNOWN, True)


def test_every_shipped_reading_has_a_public_address_or_says_to_search_and_an_item_that_there_is() -> None:
    catalog = files("workflows").joinpath("catalog")
    shipped = tomllib.loads(catalog.joinpath("entries/reading.toml").read_text())["entries"]
    model = tomllib.loads(catalog.joinpath("maturity/ospo.toml").read_text())
    items = {item["id"] for stage in model["stages"] for item in stage["items"]}
    stages = {stage["name"] for stage in model["stages"]}
    covered: set[str] = set()
    for one in shipped:
        values = one["values"]
        assert refused(values["link"]) == "" if "link" in values else "Search for" in one["text"], one["name"]
        covered |= {name.strip() for name in values["items"].split(",")}
        assert values["stage"] in stages, one["name"]
    assert covered <= items
    assert {one["values"]["stage"] for one in shipped} == stages
    assert items <= covered, f"nothing to read for {items - covered}"
