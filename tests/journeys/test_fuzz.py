# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Random input at every entry point: always a 4xx or an answer, never a failure of ours."""

import copy
import json
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.practice.records import Json
from tests.support.asking import REPOSITORY, copied_code
from tests.support.filling import fill
from tests.support.posting import JSON, command_body, interaction_body, posted
from tests.support.running import Running
from tests.support.walking import asks, form, sent

MANY = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Path: TypeAlias = list[str | int]
TEXT = st.text(max_size=40) | st.sampled_from(
    ["", "review:approve", "form:submit", "field:title", "U0DANA", "OSPO-1", "T0PRACTICE", "\ud800", "\x00", "{}", "-1"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXT, inside, max_size=3),
    max_leaves=6,
)


def places(value: Any, so_far: Path | None = None) -> list[Path]:
    """The path of everything inside a JSON value."""
    so_far = so_far or []
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [so_far, *(path for key, one in inside for path in places(one, [*so_far, key]))][0 if so_far else 1 :]


def changed(payload: Json, path: Path, value: Any, *, remove: bool) -> Json:
    """A copy of the payload with something else, or nothing, at a place."""
    made = copy.deepcopy(payload)
    at: Any = made
    for key in path[:-1]:
        at = at[key]
    if remove:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return made


async def real_payloads(house: Running) -> list[tuple[str, Json]]:
    """One real payload of each sort that Slack sends, by the encoding it travels in."""
    dana, lena = house.person("dana"), house.person("lena")
    payloads, grants = house.practice.payloads, house.practice.workspace.grants
    await copied_code(house)
    await sent(house)
    asked = asks(house, "legal")
    made: list[tuple[str, Json]] = []
    for index, value in ((0, {}), (1, {}), (2, {}), (3, {"selected_option": None})):
        block = asked.blocks[-1]
        element = block["elements"][index]
        chosen = {"selected_option": element["options"][1]} if value else {}
        url = grants.response_url("U0LENA", asked.channel, message_ts=asked.ts)
        action = payloads.action(block, element, chosen)
        made.append(
            ("interaction", payloads.message_action(lena.user, asked, action, (grants.trigger("U0LENA"), url), {}))
        )
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    view = form(dana)
    made.append(("interaction", payloads.submission(dana.user, view, grants.trigger("U0DANA"))))
    steering = next(block for block in view.blocks if block.get("block_id") == "field:size")
    action = payloads.action(steering, steering["element"], {"selected_option": steering["element"]["options"][0]})
    made.append(("interaction", payloads.view_action(dana.user, view, action, grants.trigger("U0DANA"))))
    await lena.click(asked, "Decline")
    await lena.choose("Reason", "Rights in the code are not clear")
    await lena.type("What should the requester know?", "No.")
    made.append(("interaction", payloads.submission(lena.user, form(lena), grants.trigger("U0LENA"))))
    made.append(("interaction", payloads.shortcut(dana.user, "shortcut:new-request", grants.trigger("U0DANA"))))
    for event in (
        {"type": "app_home_opened", "user": "U0DANA", "tab": "home", "channel": "D0DANA"},
        {"type": "app_mention", "user": "U0DANA", "text": "hello", "channel": "C0REQUESTS", "ts": "1.2"},
        {"type": "message", "channel_type": "im", "user": "U0DANA", "text": "hi", "channel": "D0DANA", "ts": "1.2"},
        {"type": "subteam_members_changed", "subteam_id": "S0LEGAL", "team_id": "T0PRACTICE"},
    ):
        made += [("event", payloads.event(event))]
    return made


async def delivered(house: Running, encoding: str, payload: Json) -> tuple[int, str]:
    """Post a payload in its encoding, with time moved on so that Slack's limits do not matter."""
    house.time.move(minutes=1)
    if encoding == "event":
        return await posted(house, json.dumps(payload).encode(), JSON)
    return await posted(house, interaction_body(payload))


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged as a failure of ours."""
    return [one.getMessage() for one in caplog.records if one.levelname in {"ERROR", "CRITICAL"}]


@pytest.fixture
def migrated_url(sqlite_url: str) -> str:
    """One database is enough here: what is wrong is refused before it comes to either."""
    return sqlite_url


@MANY
@given(data=st.data())
async def test_a_real_payload_with_anything_changed_in_it_never_makes_the_office_fail(
    house: Running, caplog: pytest.LogCaptureFixture, data: st.DataObject
) -> None:
    if not hasattr(house, "payloads"):
        house.payloads = await real_payloads(house)  # type: ignore[attr-defined]  # made once for all examples
    encoding, payload = data.draw(st.sampled_from(house.payloads))  # type: ignore[attr-defined]  # as above
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(payload)))
        payload = changed(payload, path, data.draw(ANYTHING), remove=data.draw(st.booleans()))
    caplog.clear()
    code, _ = await delivered(house, encoding, payload)
    assert code < 500
    assert failures(caplog) == []


@MANY
@given(payload=ANYTHING)
async def test_any_json_as_an_interaction_or_an_event_is_answered_or_refused(
    house: Running, caplog: pytest.LogCaptureFixture, payload: Any
) -> None:
    for encoding in ("interaction", "event"):
        code, _ = await delivered(house, encoding, payload)
        assert code < 500
    assert failures(caplog) == []


@MANY
@given(text=st.text(max_size=300), user=TEXT, team=TEXT, channel=TEXT)
async def test_any_text_behind_the_command_is_answered(
    house: Running, caplog: pytest.LogCaptureFixture, text: str, user: str, team: str, channel: str
) -> None:
    for fields in (
        {"text": text},
        {"text": f"status {text}"},
        {"user_id": user, "team_id": team, "channel_id": channel},
    ):
        try:
            body = command_body(**fields)
        except UnicodeEncodeError:
            continue
        code, said = await posted(house, body)
        assert code < 500
        assert said or code >= 400
    assert failures(caplog) == []
