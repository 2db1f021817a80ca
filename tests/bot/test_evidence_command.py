# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo export evidence` and `ospo verify`: from the record to a file on both databases, and from the file alone."""

import asyncio
import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from bot import evidence
from bot.cli import app
from bot.settings import Settings
from bot.signing import hex_of
from bot.stopping import CannotRun
from storage.database import Database
from tests.support.evidence import a_pack
from tests.support.records import WHY, a_notice, a_request, queued, run, stored
from tests.support.terminal import ospo
from workflows.evidence import digest_of
from workflows.route import Route

KEY = b"k" * 32
PUBLIC = hex_of(Ed25519PrivateKey.from_private_bytes(KEY).public_key())


@pytest.fixture
def record(migrated_url: str) -> str:
    """Two requests under a signed seal, one of them private, and another seal after more happened."""

    async def fill() -> None:
        key, now = Ed25519PrivateKey.from_private_bytes(KEY), datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)
        database = Database(migrated_url, now=lambda: now)
        await database.start()
        first = await stored(database, a_request(1))
        await stored(database, a_request(2, route=Route(lane="private", outcome="private", because=WHY)))
        await queued(database, a_notice(f"card:{first.id}@1", lane=first.id, request_id=first.id))
        await database.next_number(first.workspace)
        await database.seals.seal(now, key)
        async with database.transaction() as tx:
            await tx.events.erase(first.id, ["answers.reason"])
        await database.seals.seal(now, key)
        await database.stop()

    asyncio.run(fill())
    return migrated_url


def settings(url: str, key: bytes | None = KEY) -> Settings:
    return Settings(database_url=url, ospo_signing_key=base64.b64encode(key).decode() if key else None)


def test_an_exported_pack_is_verified_from_the_file_alone(record: str, tmp_path: Path) -> None:
    pack = evidence.exported(settings(record), evidence.Asked("ospo-1"))
    file = tmp_path / pack.filename
    file.write_bytes(pack.data)
    found = evidence.verified(file, PUBLIC)
    assert (found.problem, found.request, found.key, found.events) == ("", "OSPO-1", PUBLIC, 2)
    assert (found.seals, found.seals_signed, found.sealed, found.erased) == (2, 2, 2, 1)


def test_an_export_is_an_event_with_the_digest_of_the_file(record: str) -> None:
    pack = evidence.exported(settings(record), evidence.Asked("1"))
    again = evidence.exported(settings(record), evidence.Asked("1"))
    *_, event = [json.loads(line) for line in again.data.splitlines() if b'"line":"event"' in line]
    body = json.loads(event["body"])
    assert (body["kind"], body["data"]["events"]) == ("exported", 2)
    assert body["data"]["digest"] == digest_of(pack.data)

    async def verified() -> list[str]:
        database = Database(record)
        await database.start()
        found = await database.verify()
        await database.stop()
        return found.problems

    assert asyncio.run(verified()) == []


@pytest.mark.parametrize(
    "asked, why",
    [
        (evidence.Asked("OSPO-9"), "There is no request OSPO-9"),
        (evidence.Asked("the first"), "Name it like OSPO-12"),
        (evidence.Asked("OSPO-2"), "--include-private"),
        (evidence.Asked("OSPO-1", "T0NOBODY"), "--workspace: T0TEST"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(record: str, asked: evidence.Asked, why: str) -> None:
    with pytest.raises(CannotRun, match=why):
        evidence.exported(settings(record), asked)


def test_a_changed_record_is_not_exported(record: str) -> None:
    run(record, "UPDATE events SET kind = 'decided' WHERE sequence = 1")
    with pytest.raises(CannotRun, match="is not what was written: the columns of event 1 differ"):
        evidence.exported(settings(record), evidence.Asked("1"))


def test_the_command_says_what_it_wrote_and_writes_over_nothing(record: str, tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    done = ospo("export", "evidence", "OSPO-1", "--out", str(file), "--json", environment={"DATABASE_URL": record})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "unsigned"
    again = ospo("export", "evidence", "OSPO-1", "--out", str(file), environment={"DATABASE_URL": record})
    assert (again.returncode, "is there already" in again.stderr) == (64, True)


@pytest.mark.parametrize(
    "key, changed, status, said",
    [
        ("", False, 0, f"Intact, and signed by {PUBLIC}."),
        (PUBLIC, False, 0, f"Intact, and signed by {PUBLIC}."),
        ("00" * 31 + "01", False, 1, "Broken: it is signed by"),
        ("", True, 1, "Broken: "),
        ("no key", False, 78, ""),
    ],
)
def test_verify_needs_nothing_but_the_file(tmp_path: Path, key: str, changed: bool, status: int, said: str) -> None:
    file = tmp_path / "pack.jsonl"
    file.write_bytes(a_pack().replace(b"U0LEGAL", b"U0OTHER", 1) if changed else a_pack())
    options = ("--key", key) if key else ()
    done = CliRunner().invoke(app, ["verify", str(file), *options])
    assert (done.exit_code, said in done.stdout) == (status, True), done.output
