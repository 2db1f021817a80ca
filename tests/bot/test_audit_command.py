# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo audit verify`: the whole record on both databases, as the command prints it."""

import asyncio
import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from storage.database import Database
from tests.support.records import a_request, run, stored
from tests.support.terminal import Said, ospo

KEY = b"k" * 32
SIGNED_BY_US = {"OSPO_SIGNING_KEY": base64.b64encode(KEY).decode()}
SIGNED_BY_ANOTHER = {"OSPO_SIGNING_KEY": base64.b64encode(b"o" * 32).decode()}


@pytest.fixture
def record(migrated_url: str) -> str:
    """Three requests under a signed seal."""

    async def fill() -> None:
        database = Database(migrated_url)
        await database.start()
        for number in (1, 2, 3):
            await stored(database, a_request(number))
        await database.seals.seal(datetime.now(UTC), Ed25519PrivateKey.from_private_bytes(KEY))
        await database.stop()

    asyncio.run(fill())
    return migrated_url


def audit(url: str, *options: str, **settings: str) -> Said:
    return ospo("audit", "verify", *options, environment={"DATABASE_URL": url} | settings)


def test_an_untouched_record_is_intact(record: str) -> None:
    found = audit(record, **SIGNED_BY_US)
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines() == [
        "3 requests with 3 events.",
        "1 seal, 1 of them signed.",
        "Nothing is wrong: the record says what was written.",
    ]


def test_what_was_changed_is_named_and_ends_with_1(record: str) -> None:
    run(record, "UPDATE requests SET requester = 'U0MALLORY' WHERE number = 2")
    found = audit(record)
    assert found.returncode == 1
    assert found.stdout.startswith("OSPO-2: ")
    assert found.stdout.endswith("The record was changed: 1 finding.\n")


def test_programs_read_the_same_as_json(record: str) -> None:
    run(record, "DELETE FROM events WHERE request_id IN (SELECT id FROM requests WHERE number = 3)")
    found = audit(record, "--json")
    told = json.loads(found.stdout)
    assert (found.returncode, told["intact"], told["requests"], told["events"]) == (1, False, 3, 2)
    assert any(problem.startswith("OSPO-3: ") for problem in told["problems"])


def test_seals_of_another_key_are_no_proof(record: str) -> None:
    found = audit(record, **SIGNED_BY_ANOTHER)
    assert found.returncode == 1
    assert "is not by this key" in found.stdout


def test_seals_of_an_earlier_key_are_proof_where_its_public_half_is_named(record: str, tmp_path: Path) -> None:
    earlier = Ed25519PrivateKey.from_private_bytes(KEY).public_key()
    pem = tmp_path / "earlier.pem"
    pem.write_bytes(earlier.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert audit(record, "--key", "ab" * 32, "--key", str(pem), **SIGNED_BY_ANOTHER).returncode == 0
    other = audit(record, "--key", "ab" * 32, **SIGNED_BY_ANOTHER)
    assert other.returncode == 1
    assert "is not by any of these keys" in other.stdout
    wrong = audit(record, "--key", "none", **SIGNED_BY_US)
    assert wrong.returncode == 78
    assert "--key is no Ed25519 public key" in wrong.stderr


def test_where_there_is_no_record_nothing_is_made_and_the_command_says_so(tmp_path: Path) -> None:
    found = audit(f"sqlite:///{tmp_path / 'ospo.sqlite3'}")
    assert (found.returncode, list(tmp_path.iterdir())) == (78, [])
    assert "There is no record at DATABASE_URL yet" in found.stderr


def test_tables_of_another_version_are_not_judged(database_url: str) -> None:
    found = audit(database_url)
    assert found.returncode == 78
    assert "There is no record" in found.stderr or "ospo migrate" in found.stderr
