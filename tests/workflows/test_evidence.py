# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence packs: what one holds, and that whatever was changed in it is found from its bytes alone."""

import hashlib
import json
import random
from dataclasses import replace
from functools import cache

import pytest

from bot.signing import hex_of, is_signed
from tests.support.evidence import (
    KEY,
    OTHER_KEY,
    a_decided_request,
    a_pack,
    a_seal,
    events_of,
    lines_of,
    really_changed,
    with_digest,
)
from workflows.events import Event, canonical, chained
from workflows.evidence_verification import Verified, verify_pack
from workflows.request import Happening


def checked(data: bytes) -> Verified:
    return verify_pack(data, is_signed)


@cache
def signed() -> bytes:
    return a_pack()


def replaced(data: bytes, was: str, now: str) -> bytes:
    """The pack with a text replaced once, and with the digest that anybody can make anew."""
    assert was in data.decode()
    return with_digest(data.decode().replace(was, now, 1).encode())


def test_a_pack_says_who_signed_it_and_what_it_holds() -> None:
    found = checked(signed())
    assert (found.problem, found.key) == ("", hex_of(KEY.public_key()))
    assert (found.events, found.reviews, found.seals, found.seals_signed, found.sealed) == (7, 2, 1, 1, 7)
    assert (found.erased, found.withheld, found.notices, found.request) == (0, 0, 1, "OSPO-12")


def test_a_pack_without_a_key_is_intact_but_unsigned() -> None:
    found = checked(a_pack(None))
    assert (found.problem, found.key, found.seals_signed) == ("", "", 0)


def test_every_revision_review_and_decision_stands_in_words() -> None:
    lines = list(lines_of(signed()))
    first, second = (one for one in lines if one["line"] == "revision")
    assert first["answers"]["title"] == "Zürich “parser” \u0001"
    assert (first["revision"], second["revision"], second["answers"]["change"]) == (1, 2, "feature")
    reviews = [one for one in lines if one["line"] == "review"]
    assert [(one["step"], one["by"], one["conditions"]) for one in reviews] == [
        ("legal", "U0LEGAL", ["Keep the notices.", "Only the parser."]),
        ("ospo", "U0LEGAL", []),
    ]
    assert [one["outcome"] for one in lines if one["line"] == "decision"] == ["approved"]


def test_the_route_is_the_text_of_which_the_chain_has_the_digest() -> None:
    lines = list(lines_of(signed()))
    revised = [json.loads(one["body"]) for one in lines if one["line"] == "event"]
    digest = next(one["data"]["route"] for one in reversed(revised) if one["kind"] == "revised")
    route = next(one["text_of_digest"] for one in lines if one["line"] == "route")
    assert hashlib.sha256(route.encode()).hexdigest() == digest
    assert '"because"' in route


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_changes_of_one_character_are_all_found(seed: int) -> None:
    seeded = random.Random(seed)  # noqa: S311 - the same changes in every run
    data = (signed(), a_pack(None))[seed]
    text = data.decode()
    for _ in range(500):
        changed = really_changed(text, seeded)
        assert checked(changed.encode()).problem, changed


def test_a_change_of_the_chain_is_found_even_with_a_digest_made_anew() -> None:
    seeded = random.Random(3)  # noqa: S311 - as above
    lines = signed().decode().split("\n")
    places = [
        n for n, one in enumerate(lines) if '"line":"event"' in one or '"line":"re' in one or '"line":"dec' in one
    ]
    for _ in range(200):
        place = seeded.choice(places)
        changed = "\n".join([*lines[:place], really_changed(lines[place], seeded), *lines[place + 1 :]])
        assert checked(with_digest(changed.encode())).problem, changed


def test_who_edits_an_event_and_makes_every_hash_anew_is_found_by_the_signature() -> None:
    request = a_decided_request()
    forged = request.model_copy(update={"happened": tuple(map(_approved_by_another, request.happened))})
    events = events_of(forged)
    made_anew = a_pack(None, events=events, seals=(a_seal(forged, events, None),))
    assert checked(made_anew).problem == ""
    theirs = signed().split(b"\n")[-2]
    end = json.loads(made_anew.split(b"\n")[-2]) | {name: json.loads(theirs)[name] for name in ("key", "signature")}
    with_our_signature = made_anew[: made_anew.rindex(b"\n", 0, -1) + 1] + canonical(end).encode() + b"\n"
    assert "the signature is not by the key" in checked(with_our_signature).problem
    assert checked(a_pack(OTHER_KEY, events=events, seals=())).key == hex_of(OTHER_KEY.public_key())


def _approved_by_another(one: Happening) -> Happening:
    return one.model_copy(update={"data": one.data | {"role": "security"}}) if one.kind == "reviewed" else one


def test_a_seal_over_the_true_chain_finds_another_one() -> None:
    request = a_decided_request()
    cut = events_of(request)[:-1]
    assert "does not cover this chain" in checked(a_pack(None, events=cut)).problem


def test_erased_values_are_counted_and_never_read_as_broken() -> None:
    request = a_decided_request()
    events = list(events_of(request))
    erased = Happening(kind="erased", at=request.changed_at, actor=None, data={"names": ["actor", "answers.title"]})
    gone = [replace(one, private=_without(one, "actor", "answers.title")) for one in events]
    gone += chained(request, (erased,), len(events), events[-1].hash, lambda: "salt")
    found = checked(a_pack(events=tuple(gone), seals=()))
    assert (found.problem, found.erased) == ("", 9)
    without_saying_so = checked(a_pack(events=tuple(gone[:-1]), seals=()))
    assert "is missing, and nothing says why" in without_saying_so.problem


def _without(event: Event, *names: str) -> dict[str, tuple[str, str]]:
    return {name: pair for name, pair in event.private.items() if name not in names}


def test_withheld_texts_leave_their_commitments() -> None:
    data = a_pack(withheld={1: frozenset({"answers.title", "title"})}, route_withheld=True)
    found = checked(data)
    assert (found.problem, found.withheld) == ("", 2)
    assert "Zürich" not in data.decode()


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"", "does not end with a line feed"),
        (b"\n", "line 1 is no line"),
        (signed() + b"\n", "is no line"),
        (signed()[:-1], "does not end with a line feed"),
        (signed().replace(b"\n", b"\r\n"), "only spelling"),
        (b"\xef\xbb\xbf" + signed(), "line 1"),
        (signed().replace(b',"line":"head"', b', "line":"head"'), "only spelling"),
        (replaced(signed(), '{"at":', '{"at":"","at":'), "only spelling"),
        (replaced(signed(), '"line":"notice"', '"extra":1,"line":"notice"'), "has not the shape"),
        (replaced(signed(), '"line":"notice",', '"line":"notices",'), "does not belong where it stands"),
        (replaced(signed(), '"request":"OSPO-12"', '"request":"OSPO-13"'), "names another request"),
        (replaced(signed(), '"events":7', '"events":8'), "as many lines"),
        (replaced(signed(), '"withheld":[]', '"withheld":["nothing"]'), "withholds texts"),
        (replaced(signed(), '"sequence":7', '"sequence":NaN'), "is no line"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(data: bytes, problem: str) -> None:
    assert problem in checked(data).problem


def test_lines_in_another_order_are_found() -> None:
    lines = signed().split(b"\n")
    for place in range(len(lines) - 3):
        swapped = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
        assert checked(with_digest(b"\n".join(swapped))).problem
