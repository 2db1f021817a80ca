# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Seals and verification: what is changed behind the bot's back is found, what was erased is not called broken."""

import asyncio
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import create_engine, text

from storage.database import Database
from storage.verification import Report
from tests.support.records import WORKSPACE, Clock, a_request, approved, stored
from workflows.clearance import clearance_of
from workflows.events import canonical
from workflows.request import Request

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


async def three_requests(database: Database) -> list[Request]:
    return [await stored(database, a_request(number)) for number in (1, 2, 3)]


async def approve(database: Database, number: int) -> None:
    async with database.transaction() as tx:
        after = approved(await tx.requests.get(WORKSPACE, number))
        await tx.requests.save(after)
        await tx.events.append(after)
        clearance = clearance_of(after)
        assert clearance is not None
        await tx.clearances.add(clearance)


def tamper(url: str, *statements: str, **values: str) -> None:
    """Change rows like somebody who has the database's password."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)
    finally:
        engine.dispose()


def rewrite(url: str, request_id: str) -> None:
    """Change the only event of a request, and every hash that follows from it: only a seal can tell then."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT body FROM events WHERE request_id = :id"), {"id": request_id})
        body = canonical(json.loads(found.scalar_one()) | {"at": "2026-11-23T10:00:00+00:00"})
    engine.dispose()
    tamper(
        url,
        "UPDATE events SET body = :body, hash = :hash, at = :at WHERE request_id = :id",
        "UPDATE requests SET head_hash = :hash WHERE id = :id",
        body=body,
        hash=hashlib.sha256(body.encode()).hexdigest(),
        at="2026-11-23T10:00:00+00:00",
        id=request_id,
    )


async def problems(database: Database) -> list[str]:
    return (await database.verify(KEY.public_key())).problems


async def test_an_untouched_record_verifies(database: Database, clock: Clock) -> None:
    await three_requests(database)
    assert await database.seals.seal(clock(), KEY) == 1
    await approve(database, 2)
    assert await database.seals.seal(clock(), KEY) == 1
    assert await database.seals.seal(clock(), KEY) == 0
    assert await database.verify(KEY.public_key()) == Report(requests=3, events=5, erased=0, seals=2, signed=2)


async def test_a_seal_names_only_what_changed_and_counts_all(
    database: Database, migrated_url: str, clock: Clock
) -> None:
    requests = await three_requests(database)
    await database.seals.seal(clock())
    await approve(database, 2)
    await database.seals.seal(clock())
    engine = create_engine(migrated_url)
    with engine.connect() as connection:
        documents = connection.execute(text("SELECT document FROM seals ORDER BY sequence")).scalars().all()
    engine.dispose()
    first, second = map(json.loads, documents)
    assert (first["requests"], first["highest"], len(first["heads"])) == (3, 3, 3)
    assert (second["requests"], second["highest"]) == (3, 3)
    assert [head[:3] for head in second["heads"]] == [[requests[1].id, 2, 3]]


async def test_an_erased_text_is_counted_and_breaks_nothing(database: Database, clock: Clock) -> None:
    [one, *_] = await three_requests(database)
    await database.seals.seal(clock(), KEY)
    async with database.transaction() as tx:
        await tx.events.erase(one.id, ["answers.reason", "actor"])
    await database.seals.seal(clock(), KEY)
    assert await database.verify(KEY.public_key()) == Report(requests=3, events=4, erased=2, seals=2, signed=2)
    async with database.reading() as tx:
        chain = await tx.events.chain(one.id)
    assert [event.kind for event in chain] == ["submitted", "erased"]
    assert chain[0].private.keys() == {"answers.repository", "answers.lines", "title"}
    assert json.loads(chain[1].body)["data"] == {"names": ["actor", "answers.reason"]}


@pytest.mark.parametrize(
    "statements, found",
    [
        (["UPDATE events SET body = replace(body, 'standard', 'fast')"], "was changed after it was written"),
        (["UPDATE events SET kind = 'decided'"], "differ from its body"),
        (["UPDATE events SET private = replace(private, 'parser', 'kernel')"], "the text `answers.repository`"),
        (["DELETE FROM events WHERE request_id = :one"], "does not end where the request says"),
        (["UPDATE requests SET state = 'approved' WHERE number = 1"], "differ from its document, in state"),
        (["UPDATE requests SET number = 9 WHERE number = 1"], "those of another request"),
    ],
)
async def test_what_was_changed_behind_the_bots_back_is_found_without_a_seal(
    database: Database, migrated_url: str, statements: list[str], found: str
) -> None:
    [one, *_] = await three_requests(database)
    tamper(migrated_url, *statements, one=one.id)
    assert any(found in problem for problem in (await database.verify()).problems)


async def test_a_deleted_request_is_missing_from_its_seal(database: Database, migrated_url: str, clock: Clock) -> None:
    [_, two, _] = await three_requests(database)
    await database.seals.seal(clock(), KEY)
    tamper(
        migrated_url,
        "DELETE FROM events WHERE request_id = :two",
        "DELETE FROM requests WHERE id = :two",
        two=two.id,
    )
    assert await problems(database) == [
        "OSPO-2: event 1, which seal 1 covers, is missing",
        f"the last seal of {WORKSPACE} counts 3 requests up to OSPO-3, and there are 2 up to OSPO-3",
    ]


async def test_a_cut_tail_is_missing_from_its_seal(database: Database, migrated_url: str, clock: Clock) -> None:
    [one, *_] = await three_requests(database)
    await approve(database, 1)
    await database.seals.seal(clock(), KEY)
    tamper(
        migrated_url,
        "DELETE FROM events WHERE request_id = :one AND sequence > 1",
        "UPDATE requests SET state = 'in_review', head_sequence = 1, "
        "head_hash = (SELECT hash FROM events WHERE request_id = :one) WHERE id = :one",
        one=one.id,
    )
    assert "OSPO-1: event 3, which seal 1 covers, is missing" in await problems(database)


async def test_a_chain_that_was_rewritten_in_itself_is_not_the_sealed_one(
    database: Database, migrated_url: str, clock: Clock
) -> None:
    [one, *_] = await three_requests(database)
    await database.seals.seal(clock(), KEY)
    rewrite(migrated_url, one.id)
    assert "OSPO-1: event 1 is not the one that seal 1 covers" in await problems(database)


async def test_a_seal_that_was_made_anew_is_not_signed_by_the_key(
    database: Database, migrated_url: str, clock: Clock
) -> None:
    await three_requests(database)
    await database.seals.seal(clock(), KEY)
    tamper(migrated_url, "DELETE FROM seals", "UPDATE requests SET sealed = 0")
    await database.seals.seal(clock(), Ed25519PrivateKey.generate())
    assert await problems(database) == [f"the signature of seal 1 of {WORKSPACE} is not by this key"]
    tamper(migrated_url, "DELETE FROM seals", "UPDATE requests SET sealed = 0")
    await database.seals.seal(clock())
    assert await problems(database) == ["no seal is signed, although there is a key"]


async def test_changed_and_missing_seals_are_found(database: Database, migrated_url: str, clock: Clock) -> None:
    await three_requests(database)
    for number in (1, 2):
        await database.seals.seal(clock(), KEY)
        await approve(database, number)
    await database.seals.seal(clock())
    assert any("is not signed, although the one before it is" in one for one in await problems(database))
    tamper(migrated_url, "DELETE FROM seals WHERE sequence = 2")
    assert any("seal 3 of" in one and "does not follow" in one for one in await problems(database))
    tamper(migrated_url, "UPDATE seals SET document = replace(document, :was, :now)", was="highest", now="lowest")
    assert sum("was changed after it was written" in one for one in await problems(database)) == 2


async def test_two_replicas_that_seal_at_once_make_one_chain_of_seals(database: Database, clock: Clock) -> None:
    for start in (1, 11, 21):
        for number in range(start, start + 10):
            await stored(database, a_request(number))
        await asyncio.gather(*(database.seals.seal(clock(), KEY) for _ in range(5)))
    assert await problems(database) == []


async def test_every_workspace_has_seals_of_its_own(database: Database, clock: Clock) -> None:
    await stored(database, a_request(1))
    await stored(database, a_request(1, workspace="T0OTHER"))
    assert await database.seals.seal(clock(), KEY) == 2
    assert (await database.verify(KEY.public_key())).problems == []
