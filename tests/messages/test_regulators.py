# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Upstreams and regulators in Slack: whatever is written there, Slack takes it, and it mentions nobody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.practice.blockkit import problems
from bot.registers import RegisterCatalog
from messages.blocks import modal
from messages.regulators import AROUND, beside_deadline, beside_regulator, done_modal, overview_modal
from messages.upstreams import beside, gone_quiet, license_changed
from workflows.clearance import Clearance
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.regulators.overview import Regulators
from workflows.request import State
from workflows.upstreams.record import Made, ProjectRecord
from workflows.upstreams.watching import LicenseChange, Looked, Quiet

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)
REGISTERS = {name: one for name, one in RegisterCatalog().definitions.items() if name in AROUND}
NASTY = "<!channel> *bold* & <https://example.com|link> " * 3


def entry(register: str, number: int, **values: Any) -> Entry:
    content = Content(title=f"{NASTY}{number}"[:150], text=NASTY, values=values)
    return Entry(
        workspace="T0", register=register, name=f"e{number}", content=content, state=EntryState.PUBLISHED, version=1
    )


def many(register: str, **values: Any) -> list[Entry]:
    return [entry(register, number, **values) for number in range(120)]


def harmless(shown: Any) -> bool:
    """Whether nothing that Slack reads as markup mentions a channel; plain text interprets nothing."""
    if isinstance(shown, dict):
        own = shown["text"] if shown.get("type") == "mrkdwn" else ""
        return "<!channel>" not in own and all(harmless(one) for one in shown.values())
    return not isinstance(shown, list) or all(harmless(one) for one in shown)


def test_slack_takes_the_overview_however_much_there_is() -> None:
    days = [entry("deadlines", n, due=(TODAY + timedelta(days=n - 40)).isoformat(), status="open") for n in range(120)]
    positions = many("positions", closes="2026-12-14", handed_in="writing")
    found = Regulators(
        [*many("regulators", applies="yes"), *many("regulators", applies="unchecked")], days, [], positions, []
    )
    view = overview_modal(found, REGISTERS, TODAY)
    assert problems("modal", view) == ()
    assert harmless(view)
    empty = overview_modal(Regulators([], []), {}, TODAY)
    assert problems("modal", empty) == ()


def test_slack_takes_what_stands_beside_a_regulator_and_a_deadline() -> None:
    about = {name: many(name, regulator="x", due="2026-12-01", status="open") for name in AROUND}
    blocks = beside_regulator(about, REGISTERS, TODAY)
    assert problems("modal", modal("Regulator", blocks, close="Close")) == ()
    [deadline] = many("deadlines", due="2026-12-01", every_months=18)[:1]
    blocks = beside_deadline(deadline, may=True)
    assert problems("modal", modal("Deadline", blocks, close="Close")) == ()
    assert beside_deadline(deadline, may=False) == []
    assert problems("modal", done_modal(deadline, TODAY)) == ()


def test_slack_takes_what_the_record_says_of_an_upstream_and_its_title_mentions_nobody() -> None:
    upstream = entry("upstreams", 1)
    made = tuple(Made(number, "contribution", State.IN_REVIEW, NOW, NASTY) for number in range(50))
    standing = tuple(
        Clearance(
            workspace="T0", request_id=f"r{number}", number=number, kind="contribution", project="p", license=NASTY,
            agreement="none", person=Person("T0", "U0DANA"), standing=True, valid_from=NOW, valid_until=NOW,
        )
        for number in range(30)
    )  # fmt: skip
    change = LicenseChange(upstream, NASTY, NASTY, made[0], tuple(range(30)))
    quiet = Quiet(upstream, 200, TODAY, recorded=False)
    blocks = beside(Looked(upstream, ProjectRecord("p", made, standing), change, quiet))
    assert problems("modal", modal("Upstream", blocks, close="Close")) == ()
    for message in (license_changed(change), gone_quiet(quiet)):
        assert problems("message", dict(message)) == ()
        assert harmless(message["blocks"])
        assert "<!channel>" not in message["text"]
    assert harmless(blocks)
