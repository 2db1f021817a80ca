# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The key that signs the seals of the record and evidence packs: reading it, signing, and checking signatures."""

import base64
import binascii
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from bot.stopping import CannotRun
from workflows.evidence import Signer

#: Characters of a public key in hex.
_HEX = 64


def private_key(text: str) -> Ed25519PrivateKey | None:
    """The Ed25519 key of a PEM or of the base64 of its bytes; None when it is none.

    The line breaks of a PEM may be written as backslash and n, where an environment allows none.
    """
    text = text.strip()
    try:
        if text.startswith("-----"):
            key = load_pem_private_key(text.replace("\\n", "\n").encode(), password=None)
            return key if isinstance(key, Ed25519PrivateKey) else None
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))
    except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm):  # their words may quote the key
        return None


def signer_of(key: Ed25519PrivateKey | None) -> Signer | None:
    """What signs evidence with the key, and the public key in hex that says who did; None without one."""
    return Signer(hex_of(key.public_key()), key.sign) if key else None


def hex_of(key: Ed25519PublicKey) -> str:
    """A public key as the bot names it: its 32 bytes in lower-case hex."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature of a message is by the public key of these 32 bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(text: str) -> str | None:
    """A public key in hex, from its PEM, or the hex or base64 of its 32 bytes; None when it is none."""
    text = text.strip()
    try:
        if text.startswith("-----"):
            key = load_pem_public_key(text.replace("\\n", "\n").encode())
            return hex_of(key) if isinstance(key, Ed25519PublicKey) else None
        raw = bytes.fromhex(text) if len(text) == _HEX else base64.b64decode(text, validate=True)
        return hex_of(Ed25519PublicKey.from_public_bytes(raw))
    except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm):
        return None


def named_key(named: str) -> str:
    """The public key in hex that ``--key`` names: itself, or a file with it. Raises CannotRun for one that is none."""
    file = Path(named)
    key = public_key(file.read_text(encoding="utf-8", errors="replace") if file.is_file() else named)
    if key is None:
        raise CannotRun("--key is no Ed25519 public key: give its PEM in a file, or its 32 bytes in hex or base64.")
    return key
