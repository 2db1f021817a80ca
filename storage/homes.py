# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who opened Home lately, and which of these Homes show something that is not true any more.

Nobody holds a lock while Slack is called: whoever publishes says what they had read, and a Home that changed or was
published by somebody else meanwhile is looked at again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Integer, String, bindparam, case, delete, literal_column, select, text, update

from storage.errors import Conflict
from storage.home_tables import HomeRow
from storage.instant import Instant
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.people import Person

_HOMES = table(HomeRow)
_C = _HOMES.c
#: People of one statement: few, as nearly always, or many.
_FEW, _AT_ONCE = 8, 50
_ONE = literal_column("1", Integer)
_THE_ONE = (_C.workspace_id == bindparam("of_workspace"), _C.person == bindparam("of_person"))
_SAME = (*_THE_ONE, _C.publications == bindparam("known_publications"))
_LATER = bindparam("later", type_=Instant)
#: What a Home is read with, in the order of its fields.
_READ = (
    *(_C.workspace_id, _C.person, _C.opened_at, _C.wanted, _C.shown, _C.slack_hash),
    *(_C.changes, _C.publications, _C.tries, _C.look_at),
)
_ANY = Statement(select(_ONE).where(_C.workspace_id == bindparam("workspace_id")).limit(_ONE))
_OF = Statement(select(*_READ).where(*_THE_ONE))
_DUE = Statement(
    select(*_READ)
    .where(
        text("look_at IS NOT NULL"),
        _C.look_at <= bindparam("now", type_=Instant),
        (_C.published_at <= bindparam("rested", type_=Instant)) | (_C.published_at > bindparam("now", type_=Instant)),
    )
    .order_by(_C.look_at)
    .limit(bindparam("limit", type_=Integer))
)
_CLAIM = Statement(
    update(_HOMES)
    .where(*_SAME, _C.changes == bindparam("known_changes"), _C.look_at == bindparam("due_at", type_=Instant))
    .values(look_at=_LATER)
)
_UNCHANGED = _C.changes == bindparam("known_changes", type_=Integer)
_PUBLISHED = Statement(
    update(_HOMES)
    .where(*_SAME)
    .values(
        shown=bindparam("now_shown"),
        slack_hash=bindparam("now_hash"),
        published_at=bindparam("at", type_=Instant),
        publications=_C.publications + _ONE,
        tries=literal_column("0"),
        look_at=case((_UNCHANGED, None), else_=_C.look_at),
    )
)
_SEEN = Statement(update(_HOMES).where(*_SAME, _UNCHANGED).values(look_at=None, tries=literal_column("0")))
_AGAIN = Statement(
    update(_HOMES)
    .where(*_SAME)
    .values(look_at=_LATER, slack_hash=bindparam("now_hash"), tries=bindparam("now_tries", type_=Integer))
)
_DROP = Statement(delete(_HOMES).where(*_THE_ONE))
_FORGET = Statement(delete(_HOMES).where(_C.opened_at < bindparam("before", type_=Instant)))
#: A first visit has nobody to race with; at a later one what changed since the read is looked at at once.
_OPENED = upsert(
    _HOMES,
    lambda new: {
        **{name: new[name] for name in ("opened_at", "published_at", "wanted", "shown", "slack_hash")},
        "publications": _C.publications + _ONE,
        "tries": literal_column("0"),
        "look_at": case(
            ((_C.changes == new.changes) & (_C.publications == new.publications), None), else_=new.opened_at
        ),
    },
)


@dataclass(frozen=True, slots=True)
class Home:
    """A Home as it was last published; ``tries`` have failed since."""

    person: Person
    opened_at: datetime
    wanted: str
    shown: str
    slack_hash: str
    changes: int = 0
    publications: int = 0
    tries: int = 0
    look_at: datetime | None = None


class Homes:
    """The Homes of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def any(self, workspace: str) -> bool:
        """Whether anybody there opened Home lately."""
        return await self._unit.one(_ANY(workspace_id=workspace)) is not None

    async def of(self, person: Person) -> Home | None:
        """Somebody's Home as it was last published."""
        row = await self._unit.one(_OF(of_workspace=person.workspace, of_person=person.id))
        return _home(*row) if row else None

    async def due(self, now: datetime, rested: datetime, limit: int) -> list[Home]:
        """Homes of any workspace to look at by now, published before ``rested`` or by a clock that was set back."""
        return [_home(*row) for row in await self._unit.few(_DUE(now=now, rested=rested, limit=limit))]

    async def changed(self, people: Collection[Person], at: datetime) -> None:
        """Have the Homes of these people looked at from then on, as far as they have any."""
        by_workspace: dict[str, list[str]] = {}
        for one in sorted(people, key=lambda one: (one.workspace, one.id)):  # two units lock rows in one order
            by_workspace.setdefault(one.workspace, []).append(one.id)
        for workspace, ids in by_workspace.items():
            for some in _in_parts(ids):
                named = {f"person_{n}": id_ for n, id_ in enumerate(some)}
                self._unit.write(Write(_changed(len(some))(of_workspace=workspace, later=at, **named)))

    async def claim(self, home: Home, until: datetime) -> None:
        """Have nobody else look before ``until``, unless something changes. The unit raises Conflict if one does."""
        self._unit.write(
            Write(_CLAIM(**_known(home), due_at=home.look_at, later=until), 1, Conflict("somebody else looks at it"))
        )

    async def published(self, home: Home, shown: str, slack_hash: str, at: datetime) -> None:
        """Note what a Home shows now, unless somebody has published it since ``home`` was read."""
        said = {"now_shown": shown, "now_hash": slack_hash, "at": at}
        self._unit.write(Write(_PUBLISHED(**_known(home), **said)))

    async def unchanged(self, home: Home) -> None:
        """Note that a Home shows what is true, unless something has changed since ``home`` was read."""
        self._unit.write(Write(_SEEN(**_known(home))))

    async def again(self, home: Home, at: datetime) -> None:
        """Look again from then on, with the tries and the hash of ``home``, unless somebody published it meanwhile."""
        self._unit.write(Write(_AGAIN(**_known(home), later=at, now_hash=home.slack_hash, now_tries=home.tries)))

    async def opened(self, home: Home) -> None:
        """Keep what was published at a visit; ``changes`` and ``publications`` are those from before it was read."""
        values = {name: getattr(home, name) for name in ("opened_at", "wanted", "shown", "slack_hash")}
        values |= {"published_at": home.opened_at, "changes": home.changes, "publications": home.publications}
        self._unit.write(Write(_OPENED(workspace_id=home.person.workspace, person=home.person.id, **values)))

    async def drop(self, person: Person) -> None:
        """Forget a Home until it is opened again."""
        self._unit.write(Write(_DROP(of_workspace=person.workspace, of_person=person.id)))

    async def forget(self, before: datetime) -> None:
        """Forget the Homes that nobody has opened since."""
        self._unit.write(Write(_FORGET(before=before)))


def _home(workspace: str, person: str, *rest: object) -> Home:
    return Home(Person(workspace, person), *rest)  # type: ignore[arg-type]  # the columns are in the fields' order


def _known(home: Home) -> dict[str, object]:
    return {
        "of_workspace": home.person.workspace,
        "of_person": home.person.id,
        "known_changes": home.changes,
        "known_publications": home.publications,
    }


def _in_parts(ids: list[str]) -> Iterator[list[str]]:
    """Parts of one size, the last filled up with its first id, so that few statements are compiled."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        size = _AT_ONCE if len(part) > _FEW else _FEW
        yield part + part[:1] * (size - len(part))


@lru_cache(maxsize=2)
def _changed(people: int) -> Statement:
    at = bindparam("later", type_=Instant)
    names = [bindparam(f"person_{n}", type_=String) for n in range(people)]
    sooner = case((_C.look_at < at, _C.look_at), else_=at)
    condition = (_C.workspace_id == bindparam("of_workspace"), _C.person.in_(names))
    return Statement(update(_HOMES).where(*condition).values(changes=_C.changes + _ONE, look_at=sooner))
