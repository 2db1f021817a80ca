# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading the key that signs the seals of the record."""

import base64
import binascii

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key


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
