# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the app may do in the practice workspace, changed as an administrator changes it."""

from dataclasses import replace

from tests.support.running import Running


async def without_scope(house: Running, scope: str) -> None:
    """Take a scope from every token of the app, and let the office ask Slack anew who it is."""
    tokens = house.practice.workspace.grants.tokens
    for value, token in list(tokens.items()):
        tokens[value] = replace(token, scopes=token.scopes - {scope})
    await house.office.installation.learn()
