# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The base of every domain value: frozen, and strict about what it does not know."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set = object.__setattr__  # a frozen model refuses the plain way


class Value(BaseModel):
    """An immutable domain value. Unknown keys are errors, so that a typo in a policy file is found at load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields replaced, as pydantic makes it: nothing is validated, and what was cached stays.

        Every transition is such a copy, and pydantic's own, which asks each of four parts how it is to be copied, was
        a twentieth of a submission. A value has no private parts and nothing extra: two parts are left.
        """
        if deep:
            return super().model_copy(update=update, deep=True)
        copied = self.__class__.__new__(self.__class__)
        _set(copied, "__dict__", {**self.__dict__, **update} if update else self.__dict__.copy())
        known = self.__pydantic_fields_set__
        _set(copied, "__pydantic_fields_set__", known.union(update) if update else known.copy())
        _set(copied, "__pydantic_extra__", None)
        _set(copied, "__pydantic_private__", None)
        return copied
