# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The registers that are shipped."""

import tomllib

from tests.support.house import ROOT
from workflows.registers.register import Register

REGISTERS = {one.stem: one for one in (ROOT / "workflows" / "catalog" / "registers").glob("*.toml")}


def register(name: str) -> Register:
    """A shipped register."""
    return Register.model_validate(tomllib.loads(REGISTERS[name].read_text()))
