# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The table of an inventory and its line on the card: within Slack's limits, and nothing where others read along."""

from datetime import timedelta

from messages.inventories import found, summary
from tests.support.inventories import an_inventory, cyclonedx, licensed
from tests.support.office import MONDAY, REQUESTER, contribution, step, submitted
from workflows import attaching
from workflows.attached import MOST_LINES, AttachedInventory
from workflows.licenses.reference import reference
from workflows.request import Request


def with_inventory(*, by_file: bytes = b"") -> Request:
    """A request in review with an inventory."""
    inventory = an_inventory(REQUESTER, by_file)
    return attaching.attach(submitted(step("legal")), inventory, now=MONDAY + timedelta(hours=1))


def test_what_is_kept_and_shown_of_thousands_of_licenses_stays_small() -> None:
    ids = [id_ for id_ in reference().licenses if "Ref-" not in id_][:500]
    request = with_inventory(by_file=cyclonedx(*[licensed("<&>" * 60, id_, version="9" * 90) for id_ in ids * 3]))
    kept = request.inventory
    assert isinstance(kept, AttachedInventory)
    assert (len(kept.lines), kept.licenses > 400, kept.components) == (MOST_LINES, True, 1500)
    assert len(kept.model_dump_json()) < 30_000
    shown = found(request, contribution(), open_room=True)
    assert "Too long to show here" not in str(shown)
    assert "more licenses are not shown" in str(shown)
    assert "1,500 components" in str(shown)


def test_where_everybody_reads_along_a_confidential_request_says_its_number_only() -> None:
    request = with_inventory()
    hidden = request.model_copy(update={"route": request.route.model_copy(update={"room": "legal"})})
    assert found(hidden, contribution(), open_room=True)["text"] == request.name
    assert "left-pad" in str(found(hidden, contribution(), open_room=False))


def test_the_card_has_one_line_of_counts() -> None:
    assert summary(submitted(step("legal"))) == ""
    assert summary(with_inventory()) == "*Third-party inventory:* :no_entry: 1 deny · :memo: 1 conditions"
