# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Notices that are about no request: each is sent in the order of all others to the same person or channel."""

from collections.abc import Mapping

from workflows.notice import Notice, Template


def plain_notice(
    workspace: str,
    to: str,
    template: Template,
    message: str,
    *,
    key: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> Notice:
    """The notice that makes or edits a message. ``key`` is the message's name where nothing ever edits it."""
    return Notice(
        key=key or message,
        workspace=workspace,
        lane=f"plain:{to}",
        message=message,
        template=template,
        to=to,
        detail=dict(detail or {}),
    )
