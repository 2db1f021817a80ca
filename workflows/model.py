# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The base of every domain value: frozen, and strict about what it does not know."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable domain value. Unknown keys are errors, so that a typo in a policy file is found at load."""

    model_config = ConfigDict(frozen=True, extra="forbid")
