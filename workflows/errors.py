# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused, each with the sentence that the person reads: what happened, and what to do next."""

from collections.abc import Mapping

from workflows.items import REQUESTER
from workflows.refusal import Refusal
from workflows.review_errors import (
    AlreadyDecided,
    AppealedAlready,
    AppealTooLate,
    CannotBeAssigned,
    ConditionsTooLate,
    NobodyForAppeal,
    NotAReviewer,
    NotYet,
    NotYourReview,
    OneVoteOnly,
    OpenBlockers,
    OwnRequest,
    SnoozedOften,
    StaleRevision,
    TookPart,
    UndoTooLate,
)
from workflows.staffing_errors import (
    GroupsUnknown,
    NobodyToDecide,
    NoPrivateRoute,
    NotEnoughReviewers,
    Outsider,
    WorkspaceUnknown,
)


class FormProblems(Refusal):
    """Answers that cannot be accepted. ``problems`` maps a field's name to the sentence shown under it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class UnknownRequest(Refusal):
    """No request of that number, or none that this person may see: both read alike, so that nothing leaks."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no request {name} that you can see. `/ospo status` lists yours.")


class NotTheRequester(Refusal):
    """Only the requester may answer, edit, withdraw or complete a request."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Only the person who made {name} can do that.")


class NotTheOwner(Refusal):
    """Somebody else owes this: its owner ticks it off, and only the OSPO says that it is not needed."""

    def __init__(self, name: str, owner: str) -> None:
        super().__init__(f"This is owed by {owner} after {name}, and only they can do that.")
        self.name, self.owner = name, owner


class AlreadyTicked(Refusal):
    """Somebody ticked the obligation off, or it ended otherwise."""

    def __init__(self, name: str, state: str, by: str, at: str) -> None:
        who = f" by {by}" if by else ""
        super().__init__(
            f"This was already {state}{who}, {at}, so nothing was changed. "
            f"`/ospo status {name}` shows what is still owed."
        )


class NeedsALook(Refusal):
    """It cannot be approved together with others."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} needs a look of its own, so it was not approved with the others. Open it to decide.")


class NotPossibleNow(Refusal):
    """The action does not fit the state of the request (see docs/lifecycle.md)."""

    def __init__(self, name: str, action: str, state: str) -> None:
        super().__init__(f"{name} is {state}, so you cannot {action} now. `/ospo status {name}` shows what you can do.")


class Erased(Refusal):
    """People and texts of the request were erased: what somebody adds to it would stay for ever."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"People and texts of {name} were erased for the sake of privacy, so nothing is added to it any more. "
            "Please make a new request for what comes up now."
        )


class NotInCharge(Refusal):
    """Somebody else sees to that: the group that owns a checklist item, or its requester."""

    def __init__(self, group: str) -> None:
        super().__init__(
            f"Only {'the person who made the request' if group == REQUESTER else group} can say that, and you are not "
            f"{'' if group == REQUESTER else 'among '}them. Nothing was changed."
        )
        self.group = group


class NotInSideRoom(Refusal):
    """A note for one group alone, by somebody outside of it, or by who made the request."""

    def __init__(self, name: str, group: str) -> None:
        super().__init__(
            f"Notes on {name} for {group} only are read and written by {group} alone, and never by who made the "
            "request. Nothing was kept."
        )


class NoSideRoom(Refusal):
    """A note while there is no private room for it, or no key to encrypt it with; nothing was kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Nothing was kept: {reason} Please tell whoever runs the open source office.")


class NotForYou(Refusal):
    """The evidence of a request holds what was said among reviewers: it is for the OSPO and legal."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The evidence of {name} is for the OSPO and legal, or for the group that decides it in private. "
            "Nothing was exported: please ask one of them for it."
        )


class BrokenRecord(Refusal):
    """The record of a request is not what was written; ``problem`` says how, without any text of it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"The record of {name} is not what was written: {problem}. Nothing was exported. "
            "Please tell whoever runs the office: `ospo audit verify` says what else is wrong."
        )


class UnsentFile(Refusal):
    """Slack did not take a file that was made for somebody."""

    def __init__(self, filename: str) -> None:
        super().__init__(
            f"Slack did not take {filename}, so you did not get it. Please try again in a minute; if it lasts, whoever "
            "runs the office can write it from a terminal with `ospo export evidence`."
        )


class TextNeeded(Refusal):
    """A decline, a question, a condition or an answer without words."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Please write {what}: the other side has to know what to do next.")


class MalformedExpression(Refusal):
    """What was written is no license expression. The sentence says why, and what to write instead."""


class UnreadableFile(Refusal):
    """A file that could not be had from Slack, or that is none of what was asked for; the sentence says which."""


class UnreadableInventory(UnreadableFile):
    """A file that is no inventory of third-party software; the sentence says why, and what to give instead."""


class UnknownSchedule(Refusal):
    """No digest is planned under that name: it was mistyped, or taken out of the files meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "No digest is planned under that name. Nothing was done: `/ospo digest` lists those there are."
        )


class UnknownForm(Refusal):
    """A form, button or command that this version does not know: made by an older version, or forged."""

    def __init__(self) -> None:
        super().__init__(
            "This form or button was made by another version of the office and does not fit any more. "
            "Nothing was changed: please start again with `/ospo`."
        )


#: Those of other modules, which are offered from here.
__all__ = [
    "AlreadyDecided",
    "AppealTooLate",
    "AppealedAlready",
    "CannotBeAssigned",
    "ConditionsTooLate",
    "GroupsUnknown",
    "NoPrivateRoute",
    "NobodyForAppeal",
    "NobodyToDecide",
    "NotAReviewer",
    "NotEnoughReviewers",
    "NotYet",
    "NotYourReview",
    "OneVoteOnly",
    "OpenBlockers",
    "Outsider",
    "OwnRequest",
    "Refusal",
    "SnoozedOften",
    "StaleRevision",
    "TookPart",
    "UndoTooLate",
    "WorkspaceUnknown",
]
