# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused about the items of a model, each with its sentence."""

from workflows.refusal import Refusal


class NoMaturityModel(Refusal):
    """The organization chose no such model, or has no such unit."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This office has no maturity model or unit {name} at the moment, so nothing was changed. "
            "`/ospo maturity` shows what there is."
        )


class UnknownItem(Refusal):
    """The model does not have the item any more, or never had it."""

    def __init__(self) -> None:
        super().__init__(
            "The model does not have this item any more, so nothing was changed. "
            "`/ospo maturity` shows the items that it has now."
        )


class NotYourItem(Refusal):
    """The OSPO may do everything with an item, its owner and the lead of its unit may claim it; others read."""

    def __init__(self, owner: str) -> None:
        owned = f" and {owner}, who owns it," if owner else ""
        super().__init__(f"Only the OSPO{owned} can do that with this item. Nothing was changed.")


class NotPossibleForItem(Refusal):
    """The act does not fit where the item stands (docs/maturity.md)."""

    def __init__(self, action: str, state: str) -> None:
        super().__init__(
            f"This item is {state}, so you cannot {action} now. `/ospo maturity` shows what can be done with it."
        )


class NothingToConfirm(Refusal):
    """What somebody claimed was confirmed, refused or replaced meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "This does not wait for a second person any more: it was confirmed, refused or replaced meanwhile. "
            "Nothing was changed; `/ospo maturity` shows where it stands."
        )


class SecondPersonNeeded(Refusal):
    """Who owns or claimed an item never confirms it while there is somebody else who can."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else has to look at this: who owns or claimed an item does not confirm it. "
            "Nothing was changed. Please ask a colleague of the OSPO, or of another group where it has one person only."
        )


class NotYoursToConfirm(Refusal):
    """Only a second person of the OSPO confirms or refuses; where it has one person only, one of any other group."""

    def __init__(self) -> None:
        super().__init__(
            "Only the OSPO looks at what was claimed, or where it has one person only, any other group that decides. "
            "Nothing was changed."
        )
