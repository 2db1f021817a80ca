# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What every refusal is: a sentence that says what happened and what to do next."""


class Refusal(Exception):
    """An action that the rules do not allow. ``sentence`` is shown to the person as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
