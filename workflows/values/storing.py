# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A poll as JSON, as it is stored while it is open."""

import json
from datetime import date

from workflows.values.poll import Poll, Statement


def poll_json(poll: Poll) -> str:
    """The poll as a document."""
    return json.dumps(
        {
            "workspace": poll.workspace,
            "name": poll.name,
            "closes_on": poll.closes_on.isoformat(),
            "statements": [[one.name, one.title] for one in poll.statements],
            "units": dict(poll.units),
            "channel": poll.channel,
            "started_by": poll.started_by,
        }
    )


def poll_from(document: str) -> Poll:
    """The poll of a document. Raises KeyError or ValueError for what was never written."""
    said = json.loads(document)
    return Poll(
        workspace=said["workspace"],
        name=said["name"],
        closes_on=date.fromisoformat(said["closes_on"]),
        statements=tuple(Statement(name, title) for name, title in said["statements"]),
        units=said["units"],
        channel=said["channel"],
        started_by=said["started_by"],
    )
