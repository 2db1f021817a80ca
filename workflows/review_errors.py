# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What who decides can be refused: rights, votes, turns, and what is decided already."""

from collections.abc import Sequence

from workflows.refusal import Refusal

#: Characters of the names of open items in a refusal, which has to fit under a field.
_NAMED = 120


class AlreadyDecided(Refusal):
    """The request has reached an end, or the step has its verdict."""

    def __init__(self, name: str, outcome: str, by: str = "") -> None:
        who = f" by {by}" if by else ""
        super().__init__(f"{name} was already {outcome}{who}, so nothing was changed. `/ospo status {name}` shows it.")


class OwnRequest(Refusal):
    """The requester never decides on their own request (separation of duties, domain.md §1)."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is your own request: somebody else of the group has to decide it.")


class NotAReviewer(Refusal):
    """The person is not in the group that decides this step, or the step was given to somebody by name."""

    def __init__(self, group: str) -> None:
        super().__init__(
            f"Only {group} can decide this step, and you are not among them. "
            "If you should be, ask the OSPO to add you to the group."
        )
        self.group = group


class CannotBeAssigned(Refusal):
    """A step cannot be given to this person: they may not decide it, or are not there."""

    def __init__(self, who: str, why: str) -> None:
        super().__init__(f"{who} cannot get this step: the person {why}. Nothing was changed; please choose another.")


class OneVoteOnly(Refusal):
    """One person counts once within a step, and once across steps that the policy keeps distinct."""

    def __init__(self, name: str, step: str) -> None:
        super().__init__(f"You already reviewed {name} for {step}; the policy wants a second person here.")


class StaleRevision(Refusal):
    """The button or form was made for an earlier revision of the request."""

    def __init__(self, name: str, revision: int) -> None:
        super().__init__(
            f"{name} was edited after this message was made (now revision {revision}). "
            "Nothing was changed: please look at the newest card and decide there."
        )


class NotYourReview(Refusal):
    """Only who gave a review takes it back; everybody else who may decide reopens the step with a reason."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"You gave no review of {name} here that could be undone, so nothing was changed. "
            "To open what a colleague decided, use *Reopen…* and say why."
        )


class UndoTooLate(Refusal):
    """A review can be undone for two minutes; after that others act on it, and a change of mind needs a reason."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Your review of {name} is older than two minutes and cannot be undone any more. Nothing was changed: "
            "use *Reopen…* and say why, so that everybody can follow."
        )


class SnoozedOften(Refusal):
    """The reminders of a step were put off as often as the organization allows (workflows/reminders.py)."""

    def __init__(self, name: str, times: int) -> None:
        often = "once" if times == 1 else f"{times} times"
        super().__init__(
            f"The reminders of this step of {name} were put off {often} already, and no more is possible. "
            "Decide it, ask the requester, or hand it over to a colleague."
        )


class OpenBlockers(Refusal):
    """The last approval, while blocking items of the checklist are open (domain.md §2)."""

    def __init__(self, name: str, blockers: Sequence[str]) -> None:
        named = [one for n, one in enumerate(blockers, 1) if len("; ".join(blockers[:n])) <= _NAMED]
        rest = len(blockers) - len(named)
        listed = "; ".join([*named, *([f"{rest} more" if named else f"{rest} items"] if rest else [])])
        super().__init__(
            f"{name} cannot be approved while these items of its checklist are open: {listed}. "
            "The checklist on the card says who clears each."
        )


class ConditionsTooLate(Refusal):
    """The approval that would decide a request with a checklist sets conditions, which nobody would clear any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Yours is the last approval of {name}, so nobody would clear your conditions any more. Nothing was "
            "changed: ask the requester, or approve without conditions once they are met."
        )


class NotYet(Refusal):
    """The step belongs to a later stage: those before it have to approve first."""

    def __init__(self, name: str, group: str) -> None:
        super().__init__(
            f"It is not the turn of {group} on {name} yet: an earlier stage decides first. "
            "Nothing was changed; you are asked here when it is your turn."
        )


class TookPart(Refusal):
    """An appeal is decided by people who did not decide before."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was appealed, and you took part in the first decision, so somebody else has to decide it now. "
            "Nothing was changed."
        )


class AppealedAlready(Refusal):
    """There is one appeal."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was appealed before, and there is one appeal. Nothing was changed: "
            "ask again with what is different now."
        )


class AppealTooLate(Refusal):
    """The time in which a decline can be appealed is over."""

    def __init__(self, name: str, days: int) -> None:
        time = f"{days} business {'day, which is' if days == 1 else 'days, which are'}"
        super().__init__(
            f"A decline can be appealed within {time} over for {name}. Nothing was changed: "
            "ask again with what is different now."
        )


class NobodyForAppeal(Refusal):
    """Everybody who could decide an appeal took part in the first decision."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Everybody who could decide {name} took part in the first decision, so nobody is left for an appeal. "
            "Nothing was changed: please talk to the OSPO, or ask again with what is different now."
        )
