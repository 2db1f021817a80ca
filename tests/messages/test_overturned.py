# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form for opening a decided step again says what that means for this decision."""

from messages.buttons import Clicked
from messages.overturned import reopen_modal
from tests.messages.samples import approved, declined, submitted
from workflows.request import Request


def warned(request: Request) -> bool:
    return "told at once to stop" in str(reopen_modal(request, Clicked(request.number, "legal", 1)))


def test_only_who_opens_an_approval_again_is_told_that_somebody_is_stopped() -> None:
    assert warned(approved(submitted()))
    assert not warned(declined(submitted()))
