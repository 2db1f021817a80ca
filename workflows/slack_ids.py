# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Ids as Slack writes them, in files and forms."""

from typing import Annotated

from pydantic import Field as Constrained

UserId = Annotated[str, Constrained(pattern=r"^[UW][A-Z0-9]+$")]
ChannelId = Annotated[str, Constrained(pattern=r"^[CG][A-Z0-9]+$")]
UserGroupId = Annotated[str, Constrained(pattern=r"^S[A-Z0-9]+$")]
