# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused because of who there is: who they are themselves, or who could decide."""

from workflows.refusal import Refusal


class Outsider(Refusal):
    """Somebody of another company (Slack Connect), or a guest, tried to use the office."""

    def __init__(self) -> None:
        super().__init__(
            "This open source office serves only members of its own workspace, so nothing was done. "
            "Please ask your contact in this company."
        )


class WorkspaceUnknown(Refusal):
    """Slack has not told yet which workspace the office serves, or took the app out of it: nobody can be known."""

    def __init__(self) -> None:
        super().__init__(
            "Slack has not told us yet which workspace we serve, so nothing was done. "
            "Please try again in a minute; if it lasts, tell whoever runs the open source office."
        )


class NobodyToDecide(Refusal):
    """After fall-backs and the last resort nobody is left who could decide a step; nothing was stored."""

    def __init__(self, group: str) -> None:
        super().__init__(
            f"Nobody can decide for {group} at the moment: the group and those it falls back to have no member "
            "besides you. Nothing was stored. Please ask the OSPO to name a member, or a last resort."
        )


class NotEnoughReviewers(Refusal):
    """The policy's quorum or its distinct groups cannot be met by the people there are; nothing was stored."""

    def __init__(self, group: str, needed: int, there: int) -> None:
        others = f"there {'is' if there == 1 else 'are'} {there} besides you"
        super().__init__(
            f"The policy wants {needed} different people to decide for {group}, and {others}. "
            "Nothing was stored. Please ask the OSPO to name more members."
        )


class NoPrivateRoute(Refusal):
    """A matter of a private lane while nobody of its one group can be reached; nothing was stored (design.md §5)."""

    def __init__(self, group: str) -> None:
        super().__init__(
            f"Nobody else of {group} can be reached from here, and this goes to nobody else, so nothing was stored. "
            f"Please talk to {group} directly, and do not describe it in Slack."
        )


class GroupsUnknown(Refusal):
    """Slack has not told who is in a user group for too long; rights never rest on a stale copy (design.md §4)."""

    def __init__(self) -> None:
        super().__init__(
            "Slack has not told us within the last 15 minutes who is in this group, so deciding for it is paused. "
            "Nothing was changed. Please try again in a few minutes."
        )
