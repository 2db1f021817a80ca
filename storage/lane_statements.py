# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The statements of delivery. Rows of a lane are read in a statement after the one that locked the lane.

Both in one statement would read the rows from before the lock: 611 of 3,000 notices went out twice (stack.md §4).
"""

from sqlalchemy import Integer, String, bindparam, case, delete, literal_column, select, text, update

from storage.instant import Instant
from storage.outbox_tables import STUCK, UNSENT, LaneRow, MessageRow, OutboxRow
from storage.rows import table, words
from storage.statements import Statement, upsert

_LANES = table(LaneRow)
_OUTBOX = table(OutboxRow)
_MESSAGES = table(MessageRow)
_L = _LANES.c
_O = _OUTBOX.c
_M = _MESSAGES.c
_NOW = bindparam("now", type_=Instant)
_WORKSPACE = bindparam("of_workspace", type_=String)
_LANE = bindparam("of_lane", type_=String)
_THE_LANE = (_L.workspace_id == _WORKSPACE, _L.name == _LANE)
_IN_LANE = (_O.workspace_id == _WORKSPACE, _O.lane == _LANE)
_THE_ROW = _O.id == bindparam("row_id")
_UNSENT = text(words("outbox.state", UNSENT))
_STUCK = text(words("outbox.state", STUCK))
#: The columns of a Message, in its order.
_PLACE = ("name", "channel", "ts", "notice_id", "reposted")

#: Lanes that may be leased now; the rows stay locked until the transaction ends. An instant that lies further ahead
#: than any can, ``never_due`` or ``never_leased``, is of a clock that has been set back since.
FREE = Statement(
    select(_L.workspace_id, _L.name)
    .where(
        (_L.due_at <= _NOW) | (_L.due_at > bindparam("never_due", type_=Instant)),
        (_L.leased_until.is_(None))
        | (_L.leased_until <= _NOW)
        | (_L.leased_until > bindparam("never_leased", type_=Instant)),
    )
    .order_by(_L.due_at)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)
TAKE = Statement(update(_LANES).where(*_THE_LANE).values(lease=bindparam("token"), leased_until=bindparam("until")))
#: Locks the lane's row and tells whose it is.
FENCE = Statement(select(_L.lease).where(*_THE_LANE).with_for_update())
HOLD = Statement(update(_LANES).where(*_THE_LANE).values(leased_until=bindparam("until")))
DROP = Statement(delete(_LANES).where(*_THE_LANE))
RELEASE = Statement(update(_LANES).where(*_THE_LANE).values(due_at=bindparam("next_at"), lease="", leased_until=None))

_STANDING = _MESSAGES.alias("standing")
_ROOT = _MESSAGES.alias("root")
#: What an unsent row is read with; the order is that of ``Unsent`` in lanes.py.
_READ = (
    select(
        _O.id, _O.notice_id, _O.state, _O.attempts, _O.created_at, _O.tried_at, _O.not_before, _O.document,
        *(place.c[name] for place in (_STANDING, _ROOT) for name in _PLACE),
    )
    .select_from(
        _OUTBOX.outerjoin(
            _STANDING, (_STANDING.c.workspace_id == _O.workspace_id) & (_STANDING.c.name == _O.message)
        ).outerjoin(_ROOT, (_ROOT.c.workspace_id == _O.workspace_id) & (_ROOT.c.name == _O.thread))
    )
    .where(*_IN_LANE, _UNSENT)
    .order_by(_O.id)
)  # fmt: skip
ROWS = Statement(_READ.limit(bindparam("limit", type_=Integer)))
#: The unsent rows of one message.
ROWS_OF_MESSAGE = Statement(_READ.where(_O.message == bindparam("message")))
#: When the first unsent notice may go; no row: the lane is empty.
NEXT = Statement(select(_O.not_before).where(*_IN_LANE, _UNSENT).order_by(_O.id).limit(literal_column("1")))
IS_STUCK = Statement(
    select(_O.id).where(*_IN_LANE, _STUCK, _O.message == bindparam("message")).limit(literal_column("1"))
)
_FIRST_TRY = case(
    ((_O.state == "sending") & _O.tried_at.is_not(None), _O.tried_at), else_=bindparam("now", type_=Instant)
)
BEGIN = Statement(
    update(_OUTBOX)
    .where(_THE_ROW)
    .values(
        state="sending",
        attempts=_O.attempts + 1,
        tried_at=_FIRST_TRY,
        not_before=None,
        document=bindparam("newest"),
    )
)
COLLAPSE = Statement(update(_OUTBOX).where(_THE_ROW).values(state="collapsed", sent_at=None))
SENT = Statement(update(_OUTBOX).where(_THE_ROW).values(state="sent", sent_at=bindparam("at"), problem=""))
LATER = Statement(
    update(_OUTBOX)
    .where(_THE_ROW)
    .values(state=bindparam("now_state"), not_before=bindparam("from_then"), problem=bindparam("why"))
)
POSTPONE = Statement(
    update(_OUTBOX).where(_THE_ROW).values(state=bindparam("now_state"), not_before=bindparam("from_then"))
)
#: Moves a notice to another lane, in which it waits.
MOVE = Statement(
    update(_OUTBOX)
    .where(_THE_ROW)
    .values(lane=bindparam("to_lane"), state="waiting", not_before=bindparam("from_then"))
)
#: Gives a notice back to the lane that it was written for, once it needs none any more.
GIVE_BACK = Statement(update(_OUTBOX).where(_THE_ROW).values(lane=bindparam("to_lane")))
IS_UNSENT = Statement(
    select(_O.id).where(*_IN_LANE, _UNSENT, _O.message == bindparam("message")).limit(literal_column("1"))
)
ANY_UNSENT = Statement(select(_O.id).where(*_IN_LANE, _UNSENT).limit(literal_column("1")))
PARK = Statement(
    update(_OUTBOX).where(_THE_ROW).values(state=bindparam("now_state"), problem=bindparam("why"), blocked_by="")
)
#: Parks what stands in the thread of a message that is nowhere.
PARK_THREAD = Statement(
    update(_OUTBOX)
    .where(*_IN_LANE, _UNSENT, _O.thread == bindparam("root"))
    .values(state="parked", problem=bindparam("why"), blocked_by=bindparam("root"))
)
#: Once a message stands: what was parked of it is done, and what waited in vain for its thread goes on.
COLLAPSE_STUCK = Statement(
    update(_OUTBOX).where(*_IN_LANE, _STUCK, _O.message == bindparam("root")).values(state="collapsed")
)
REVIVE_THREAD = Statement(
    update(_OUTBOX)
    .where(*_IN_LANE, _STUCK, _O.blocked_by == bindparam("root"))
    .values(state="waiting", problem="", blocked_by="", not_before=None)
)
MESSAGE = Statement(
    select(*(_M[name] for name in _PLACE)).where(_M.workspace_id == _WORKSPACE, _M.name == bindparam("message"))
)
#: The notice that a message shows.
NEWEST = Statement(select(_M.document).where(_M.workspace_id == _WORKSPACE, _M.name == bindparam("message")))
PLACE = upsert(
    _MESSAGES, lambda new: {name: new[name] for name in ("channel", "ts", "notice_id", "reposted", "document")}
)
