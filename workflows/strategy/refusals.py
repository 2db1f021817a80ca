# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused about the strategy and its interview, each with its sentence."""

from workflows.refusal import Refusal


class RoundRuns(Refusal):
    """There is one round of the interview at a time."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Round {number} of the interview still runs, so no other was started. "
            "Wait for its answers, pass questions on, or end it; `/ospo strategy` shows where it stands."
        )


class NoRound(Refusal):
    """Nobody has started the interview yet, or its last round is over."""

    def __init__(self) -> None:
        super().__init__("No round of the interview runs at the moment. `/ospo strategy` starts one.")


class NotAskedYou(Refusal):
    """A question of the interview is answered, declined and passed on by who was asked; the OSPO passes it on too."""

    def __init__(self) -> None:
        super().__init__(
            "This question is not yours to answer: somebody else was asked, or it was passed on. Nothing was changed."
        )


class QuestionClosed(Refusal):
    """Somebody answered, declined or passed on the question, or the round ended."""

    def __init__(self, step: str) -> None:
        super().__init__(f"This question is {step} by now, so nothing was changed. Thank you all the same.")


class OfficeOnly(Refusal):
    """Starting and ending a round, and what the answers say, is the OSPO's."""

    def __init__(self) -> None:
        super().__init__("Only the OSPO can do that with the strategy interview. Nothing was changed.")


class NoCanvas(Refusal):
    """Slack does not let the bot keep a canvas here; the file says the same."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} The strategy is there as a file too.")
        self.why = why
