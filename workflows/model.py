# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The base of every domain value: frozen, and strict about what it does not know."""

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict

_new = object.__new__
_set = object.__setattr__  # a frozen model refuses the plain way


class Value(BaseModel):
    """An immutable domain value. Unknown keys are errors, so that a typo in a policy file is found at load.

    What validates and writes it is built when the first is read or written: a process needs half of them, or fewer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields replaced, as pydantic makes it: nothing is validated, and what was cached stays.

        Every transition is such a copy, and pydantic's own, which asks each of four parts how it is to be copied, was
        a twentieth of a submission. A value has no private parts and nothing extra: two parts are left.
        """
        if deep:
            return super().model_copy(update=update, deep=True)
        copied = _new(type(self))
        _set(copied, "__dict__", {**vars(self), **update} if update else vars(self).copy())
        known = self.__pydantic_fields_set__
        _set(copied, "__pydantic_fields_set__", known.union(update) if update else known.copy())
        _set(copied, "__pydantic_extra__", None)
        _set(copied, "__pydantic_private__", None)
        return copied


V = TypeVar("V", bound=Value)


def unchecked(kind: type[V]) -> type[V]:
    """A way of making values of a kind out of what our own typed code has at hand, without looking at it again.

    It is called like the kind itself, and type-checked like it; what comes from outside is for the kind to validate.
    A name that the kind does not have, and one that it needs and is not given, is a TypeError. What could be changed
    in place is needed too: all values would share the one default.
    """
    fields = kind.model_fields
    needed = {
        name for name, field in fields.items() if field.is_required() or isinstance(field.default, dict | list | set)
    }
    blank = {name: None if name in needed else field.default for name, field in fields.items()}

    def made(**given: Any) -> V:
        values = blank | given
        if len(values) != len(blank) or not needed <= given.keys():
            raise TypeError(f"{kind.__name__} is not made of {', '.join(given)}")
        value = _new(kind)
        _set(value, "__dict__", values)
        _set(value, "__pydantic_fields_set__", set(given))
        _set(value, "__pydantic_extra__", None)
        _set(value, "__pydantic_private__", None)
        return value

    return cast("type[V]", made)
