# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The one open values poll of a workspace: whom it asks, and its answers, of which nobody can say whose they are."""

import json

from sqlalchemy import bindparam, delete, select, text, update

from storage.errors import Conflict
from storage.poll_tables import PollAnswerRow, PollInvitationRow, PollRow
from storage.rows import table
from storage.statements import Statement, insertion, upsert
from storage.unit import Unit, Write
from workflows.values.poll import Ballot, Invitation, Poll
from workflows.values.storing import poll_from, poll_json

_POLLS, _INVITED, _ANSWERS = table(PollRow), table(PollInvitationRow), table(PollAnswerRow)
_WORKSPACES = [one.c.workspace_id == bindparam("of_workspace") for one in (_POLLS, _INVITED, _ANSWERS)]
_OF_POLL, _OF_INVITED, _OF_ANSWERS = _WORKSPACES
_PERSON = _INVITED.c.person == bindparam("of_person")
_OPEN = Statement(select(_POLLS.c.document, _POLLS.c.secret, _POLLS.c.reminded).where(_OF_POLL))
_INVITATIONS = Statement(
    select(_INVITED.c.person, _INVITED.c.unit, _INVITED.c.answered).where(_OF_INVITED).order_by(_INVITED.c.person)
)
_BALLOTS = Statement(select(_ANSWERS.c.unit, _ANSWERS.c.document).where(_OF_ANSWERS).order_by(_ANSWERS.c.token))
_HAS = Statement(
    select(_ANSWERS.c.unit, _ANSWERS.c.document).where(_OF_ANSWERS, _ANSWERS.c.token == bindparam("of_token"))
)
_BEGIN, _INVITE = insertion(_POLLS), insertion(_INVITED)
_ANSWER = upsert(_ANSWERS, lambda new: {"unit": new.unit, "document": new.document})
_ANSWERED = Statement(update(_INVITED).where(_OF_INVITED, _PERSON).values(answered=text("true")))
_REMINDED = Statement(update(_POLLS).where(_OF_POLL, text("NOT reminded")).values(reminded=text("true")))
_END = Statement(delete(_POLLS).where(_OF_POLL))
_FORGET = tuple(
    Statement(delete(one).where(where)) for one, where in ((_INVITED, _OF_INVITED), (_ANSWERS, _OF_ANSWERS))
)


class Polls:
    """The poll of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def open(self, workspace: str) -> tuple[Poll, bytes, bool] | None:
        """The open poll with its secret, and whether people were reminded of it; None: none is open."""
        row = await self._unit.one(_OPEN(of_workspace=workspace))
        return (poll_from(row[0]), bytes.fromhex(row[1]), bool(row[2])) if row else None

    async def begin(self, poll: Poll, secret: bytes, invited: tuple[Invitation, ...]) -> None:
        """Open a poll. The unit raises Conflict where another was opened meanwhile."""
        about = {"workspace_id": poll.workspace, "name": poll.name, "document": poll_json(poll)}
        self._unit.write(Write(_BEGIN(**about, secret=secret.hex())))
        for one in invited:
            self._unit.write(Write(_INVITE(workspace_id=poll.workspace, person=one.person, unit=one.unit)))

    async def invitations(self, workspace: str) -> tuple[Invitation, ...]:
        """Whom the open poll asks personally."""
        rows = await self._unit.few(_INVITATIONS(of_workspace=workspace))
        return tuple(Invitation(person, unit, bool(answered)) for person, unit, answered in rows)

    async def answer(self, workspace: str, person: str, token: str, ballot: Ballot) -> None:
        """Keep an answer in the place of an earlier one of the same token, and that the person answered."""
        document = json.dumps({"scale": dict(ballot.scale), "most": ballot.most})
        call = _ANSWER(workspace_id=workspace, token=token, unit=ballot.unit, document=document)
        self._unit.write(Write(call), Write(_ANSWERED(of_workspace=workspace, of_person=person)))

    async def answered(self, workspace: str, token: str) -> Ballot | None:
        """The answer of a token; None where there is none."""
        row = await self._unit.one(_HAS(of_workspace=workspace, of_token=token))
        return _ballot(*row) if row else None

    async def ballots(self, workspace: str) -> tuple[Ballot, ...]:
        """Every answer, in the order of tokens, which says nothing of when it came."""
        return tuple(_ballot(*row) for row in await self._unit.many(_BALLOTS(of_workspace=workspace)))

    async def reminded(self, workspace: str) -> None:
        """Note that people were reminded. The unit raises Conflict where another process did."""
        self._unit.write(Write(_REMINDED(of_workspace=workspace), expected=1, otherwise=Conflict("reminded meanwhile")))

    async def end(self, workspace: str) -> None:
        """Delete the poll with its secret, whom it asked, and every answer. Raises Conflict where another did."""
        self._unit.write(Write(_END(of_workspace=workspace), expected=1, otherwise=Conflict("closed meanwhile")))
        for statement in _FORGET:
            self._unit.write(Write(statement(of_workspace=workspace)))


def _ballot(unit: str, document: str) -> Ballot:
    said = json.loads(document)
    return Ballot(unit, {name: int(value) for name, value in said["scale"].items()}, said["most"])
