# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What can go wrong in the record itself. What a person did wrong is a Refusal of the domain instead."""


class StorageError(Exception):
    """Any failure of the record. Nothing of its unit was stored, save where Unavailable says otherwise."""


class Conflict(StorageError):
    """Somebody stored a newer version since this unit read it: run the use case again on what is there now."""


class DuplicateForm(StorageError):
    """The same person already submitted the same form. ``number`` is the request that it made."""

    def __init__(self, number: int) -> None:
        super().__init__(f"this form already made request {number}")
        self.number = number


class LeaseLost(StorageError):
    """Another worker holds the lane by now: whatever this one knows about it must not be recorded."""


class Unavailable(StorageError):
    """The database cannot be reached, is locked for too long, or broke off; trying again later may succeed.

    A connection that breaks while COMMIT is under way leaves it open whether the unit was stored: what must not happen
    twice has a unique key (the form of a request, the key of a notice, the version of a change).
    """


class WrongSchema(StorageError):
    """The tables are not those that this version works with; the sentence says which command to run."""


class Duplicate(StorageError):
    """A unique constraint refused a row. ``constraint`` holds its name, or its columns on SQLite."""

    def __init__(self, constraint: str) -> None:
        super().__init__(f"there is already a row for {constraint}")
        self.constraint = constraint
