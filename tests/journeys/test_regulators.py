# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Regulators in Slack: what is due and missing, a duty that is done with what shows it, and who may not say so."""

from tests.support.running import Running
from tests.support.walking import in_form


async def test_the_overview_shows_what_is_due_and_what_nobody_has_checked(house: Running) -> None:
    omar = house.person("omar")
    await omar.command("/ospo", "regulators")
    assert "Product liability: software counts as a product" in in_form(omar)
