# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused about the entries of registers, each with its sentence."""

from collections.abc import Iterable

from workflows.people import Person
from workflows.refusal import Refusal
from workflows.registers.entry import Entry


def _either(groups: Iterable[str]) -> str:
    return " or ".join(sorted(groups))


class UnknownRegister(Refusal):
    """There is no register of that name, or none that the person may see: both read alike.

    ``nearest`` is the one that was probably meant, or empty.
    """

    def __init__(self, name: str, nearest: str = "") -> None:
        meant = f" Did you mean `/ospo register {nearest}`?" if nearest else ""
        super().__init__(
            f"There is no register {name} that you can see.{meant} `/ospo register` lists those there are."
        )


class UnknownEntry(Refusal):
    """The register has no such entry, or none that the person may see: both read alike."""

    def __init__(self, register: str) -> None:
        super().__init__(
            "This entry is not there any more, or not for you. "
            f"`/ospo register {register}` lists those that you can see."
        )


class NotYourEntry(Refusal):
    """Only the editors of a register and who owns an entry change it."""

    def __init__(self, editors: Iterable[str], owner: str = "") -> None:
        owned = f", and {owner}, who owns it," if owner else ""
        who = _either(editors) or "the bot itself"
        super().__init__(f"Only {who}{owned} can do that here. Nothing was changed.")


class NotYoursToApprove(Refusal):
    """Only the approvers of a register approve what is published in it."""

    def __init__(self, approvers: Iterable[str]) -> None:
        super().__init__(
            f"Only {_either(approvers)} can approve this, and you are not among them. Nothing was changed."
        )


class OwnText(Refusal):
    """Who wrote at a text never approves it."""

    def __init__(self, approvers: Iterable[str]) -> None:
        super().__init__(
            "You wrote at this text yourself, so somebody else has to approve it. Nothing was changed. "
            f"Please ask a colleague of {_either(approvers)}."
        )


class NotNamed(Refusal):
    """Only those whom an entry names say yes or no to that."""

    def __init__(self) -> None:
        super().__init__("Only the people who are named in it can say yes or no to that. Nothing was changed.")


class NotPossibleForEntry(Refusal):
    """The act does not fit where the entry stands (docs/registers.md)."""

    def __init__(self, action: str, state: str) -> None:
        super().__init__(f"This entry is {state}, so you cannot {action} now. Nothing was changed.")


class NotHanded(Refusal):
    """Who owns it already was chosen as the new owner, or nobody where nobody does."""

    def __init__(self, owner: Person | None) -> None:
        sentence = "Nobody owns this so far. Please choose who does from now on."
        super().__init__(f"{owner.mention} owns this already. Please choose somebody else." if owner else sentence)


class NothingChanged(Refusal):
    """A form that was sent as it was opened."""

    def __init__(self) -> None:
        super().__init__("Nothing is different from before. To say that everything still holds, use *Still right*.")


class EntryChanged(Refusal):
    """Somebody changed the entry after the form was opened. ``entry`` is the newest; ``seen`` the version of the form.

    What was typed is not lost: the form stays open, and shows what is different by now.
    """

    def __init__(self, entry: Entry, seen: int) -> None:
        by = f" by {entry.changed_by.mention}" if entry.changed_by else ""
        super().__init__(
            f"This entry was changed{by} while you had it open (version {entry.version}, you had {seen}). "
            "Nothing was overwritten: look at what is different, then send yours again or leave it."
        )
        self.entry, self.seen = entry, seen


class TooLargeForForm(Refusal):
    """What an entry says takes more room than Slack has in one form."""

    def __init__(self, register: str) -> None:
        super().__init__(
            "This entry is too large for a form of Slack. Nothing was changed. "
            f"`ospo register export {register}` writes it to a file, `ospo register import {register}` reads it back."
        )
