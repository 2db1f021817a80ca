# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Interactions are read out of Slack's form by a faster way than Bolt's, which must never read anything else."""

import json
from urllib.parse import parse_qsl, quote, urlencode

from hypothesis import example, given
from hypothesis import strategies as st

from bot.http import _payload

ESCAPES = st.text(alphabet="%0123456789abcdefxuN{}\\+&= \"'")


@given(st.dictionaries(st.text(), st.text()), st.booleans())
def test_every_payload_is_read_however_it_was_escaped(payload: dict[str, str], ascii_only: bool) -> None:
    text = json.dumps(payload, ensure_ascii=ascii_only)
    assert _payload(urlencode({"payload": text})) == payload
    assert _payload(f"payload={quote(text)}") == payload


@example("\xf0\x90\x80\x80")  # not escaped, and yet UTF-8 if its characters were bytes
@example('"%\n')  # the end of a line, as quoted-printable goes on in the next
@example("%zz%4")
@example("%\rx%")  # the same, where what is left out is as long as an escape
@given(ESCAPES | st.text())
def test_what_is_read_is_what_bolt_would_have_read(value: str) -> None:
    for around in ("{}", "{{}}{}", "%7b{}", "%7b%22a%22:%22{}%22%7d"):
        body = f"payload={around.format(value)}"
        read = _payload(body)
        assert read is None or read == json.loads(dict(parse_qsl(body))["payload"])


@given(st.text())
def test_a_form_of_anything_else_is_left_to_bolt(value: str) -> None:
    assert _payload(urlencode({"text": value, "payload": "{}"})) is None
    assert _payload(value.replace("payload=", "")) is None
