# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused about advice, each with its sentence."""

from workflows.refusal import Refusal


class AdviceSettled(Refusal):
    """Somebody accepted or dismissed the advice, or its figures do not show it any more."""

    def __init__(self, stands: str) -> None:
        super().__init__(
            f"This advice is {stands} already. Nothing was changed. `/ospo recommendations` shows all advice."
        )


class UnknownAdvice(Refusal):
    """There is no such advice, or its rule is gone."""

    def __init__(self) -> None:
        super().__init__("There is no such advice any more. `/ospo recommendations` shows what there is.")


class ForTheOffice(Refusal):
    """Only the OSPO acts on this."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Only the OSPO {what}. Nothing was changed.")
