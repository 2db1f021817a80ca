# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The keys of the side room: AES-256-GCM, each ciphertext bound to the note that it belongs to.

96 random bits of nonce are safe for 2^32 notes under one key (NIST SP 800-38D, 8.3); `ospo keys rotate` takes another.
"""

import base64
import binascii
import hashlib
import json
import re
import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workflows.side_room import SealedNote, SideNote

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_ID_LENGTH = 12


class Unreadable(Exception):
    """A note that cannot be read with these keys; ``code`` is ``side_key_missing`` or ``side_note_changed``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SideRoomKeys:
    """The keys that there are, the newest first: it encrypts, and all of them decrypt."""

    def __init__(self, keys: Iterable[bytes]) -> None:
        self._keys = {_id_of(key): AESGCM(key) for key in keys}
        self.newest = next(iter(self._keys))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all keys: digests that say nothing of them."""
        return frozenset(self._keys)

    def seal(self, note: SideNote, salt: str, text: str) -> SealedNote:
        """The note encrypted with the newest key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        words = json.dumps({"salt": salt, "text": text}, ensure_ascii=False).encode()
        sealed = nonce + self._keys[self.newest].encrypt(nonce, words, note.bound)
        return SealedNote(note=note, key=self.newest, sealed=base64.b64encode(sealed).decode())

    def read(self, sealed: SealedNote) -> tuple[str, str]:
        """Salt and text of a note. Raises Unreadable."""
        key = self._keys.get(sealed.key)
        if key is None:
            raise Unreadable("side_key_missing")
        try:
            whole = base64.b64decode(sealed.sealed, validate=True)
            words = json.loads(key.decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], sealed.note.bound))
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise Unreadable("side_note_changed") from error
        return words["salt"], words["text"]


def new_salt() -> str:
    """A fresh salt for a commitment: 128 random bits."""
    return secrets.token_hex(_SALT_BYTES)


def new_key() -> str:
    """A fresh key, as OSPO_SIDE_ROOM_KEYS takes it."""
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def side_room_keys(text: str) -> SideRoomKeys | None:
    """The keys of a list of base64 texts between commas or blanks, the newest first; None when one of them is none."""
    try:
        keys = [base64.b64decode(one, validate=True) for one in re.split(r"[,\s]+", text.strip()) if one]
    except (ValueError, binascii.Error):  # its words may quote the key
        return None
    return SideRoomKeys(keys) if keys and all(len(key) == _KEY_BYTES for key in keys) else None


def _id_of(key: bytes) -> str:
    return hashlib.sha256(b"OSPO Bot side room key " + key).hexdigest()[:_ID_LENGTH]
