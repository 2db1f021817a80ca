# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The page's side of the server: who may look and act, and what its own files may contain."""

import re
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

import messages
from bot.listeners.commands import VERBS
from bot.practice.faults import Fault
from bot.practice.messages import Message
from bot.practice.offered import OSPO
from bot.practice.page_api import FILES
from bot.practice.practice import Practice
from bot.practice.records import File
from bot.practice.sample import sample_practice
from bot.practice.server import practice_app

HERE = "http://testserver"
LENA = "/page/live?as=U0LENA"
OUTSIDE = re.compile(r"https?://(?!www\.w3\.org/2000/svg)\w")
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser")
EMOJI = re.compile(r"(?<![\w:]):([a-z0-9_+-]*[a-z][a-z0-9_+-]*):(?!\w)")


@pytest.fixture
def practice() -> Practice:
    return sample_practice(base_url=HERE, request_url=f"{HERE}/slack/events")


@pytest.fixture
def page(practice: Practice) -> TestClient:
    return TestClient(practice_app(practice))


def written(page: TestClient, person: str, text: str, **headers: str) -> httpx2.Response:
    said = {"channel": "C0GENERAL", "text": text}
    return page.post(f"/page/act/write?as={person}", json=said, headers=headers)


def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_that_is_written_into_it(page: TestClient) -> None:
    policy = page.get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", sorted(FILES.rglob("*.*")), ids=lambda path: path.name)
def test_no_file_of_the_page_names_an_outside_address_or_parses_markup(path: Path) -> None:
    content = path.read_text("utf-8")
    assert not OUTSIDE.search(content.replace("https://…", ""))
    assert not MARKUP.search(content)


def test_every_emoji_of_the_messages_has_a_picture_on_the_page() -> None:
    known = (FILES / "script" / "emoji.js").read_text("utf-8")
    used = {
        name for module in Path(messages.__file__).parent.rglob("*.py") for name in EMOJI.findall(module.read_text())
    }
    assert "white_check_mark" in used
    assert {name for name in used if not re.search(rf'\b{re.escape(name)}: "', known)} == set()


def test_every_verb_that_is_completed_is_one_that_the_command_has() -> None:
    assert {verb.name for verb in OSPO.verbs} <= {*VERBS, "contribute", "release", "ask-legal", "upstreams"}


def test_another_page_in_the_same_browser_cannot_act(page: TestClient, practice: Practice) -> None:
    assert written(page, "U0DANA", "hello", origin="http://elsewhere.example").status_code == 403
    assert page.post("/page/act/write?as=U0DANA", content='{"channel": "C0GENERAL", "text": "x"}').status_code == 403
    assert practice.person("U0DANA").messages("C0GENERAL") == []
    assert written(page, "U0DANA", "hello", origin=HERE).status_code == 200


def test_another_page_in_the_same_browser_cannot_listen(page: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        page.websocket_connect("/page/live?as=U0DANA", headers={"origin": "http://elsewhere.example"}),
    ):
        pass


def test_a_change_is_told_to_those_who_see_it_and_to_others_only_that_there_was_one(
    page: TestClient, practice: Practice
) -> None:
    said = Message("C0LEGAL", "1.000001", "U0TOMAS", practice.workspace.team.id, "between us")
    with page, page.websocket_connect("/page/live?as=U0DANA") as dana, page.websocket_connect(LENA) as lena:
        assert dana.receive_json() == lena.receive_json() == {"kind": "hello"}
        assert page.portal
        page.portal.call(practice.workspace.post, "C0LEGAL", said)
        assert lena.receive_json() == {"kind": "posted", "channel": "C0LEGAL", "ts": "1.000001"}
        assert dana.receive_json() == {"kind": "elsewhere"}


def test_a_person_sees_neither_private_channels_nor_what_is_only_for_others(
    page: TestClient, practice: Practice
) -> None:
    practice.answers.slackbot("C0GENERAL", "U0LENA", "only for Lena")
    assert page.get("/page/channel/C0LEGAL?as=U0DANA").status_code == 404
    assert page.get("/page/channel/C0GENERAL?as=U0DANA").json()["messages"] == []
    assert page.get("/page/channel/C0GENERAL?as=U0LENA").json()["messages"][0]["text"] == "only for Lena"
    outsider = page.get("/page/workspace?as=U0OLGA").json()
    assert [one["id"] for one in outsider["channels"]] == ["C0PARTNERS"]


@pytest.mark.parametrize(
    "act, given",
    [
        ("write", {"channel": "C0LEGAL", "text": "x"}),
        ("write", {"channel": "C0OLD", "text": "x"}),
        ("click", {"channel": "C0GENERAL", "ts": "1.0", "block_id": "b", "action_id": "a"}),
        ("submit", {"view": "V1"}),
        ("click", {}),
        ("nonsense", {}),
    ],
)
def test_what_is_not_there_is_refused_with_a_sentence(page: TestClient, act: str, given: dict[str, str]) -> None:
    answer = page.post(f"/page/act/{act}?as=U0DANA", json=given)
    assert answer.status_code == 409
    assert answer.json()["error"]


@pytest.mark.parametrize("body", ["", "[]", "1", "{", '{"channel": 1, "text": {}}'])
def test_what_cannot_be_read_is_refused(page: TestClient, body: str) -> None:
    headers = {"content-type": "application/json"}
    assert page.post("/page/act/click?as=U0DANA", content=body, headers=headers).status_code in {400, 409}


def test_a_button_that_an_edit_left_in_its_message_is_the_one_that_was_clicked(
    page: TestClient, practice: Practice
) -> None:
    button = {
        "type": "button",
        "action_id": "request:open",
        "value": "1",
        "text": {"type": "plain_text", "text": "Open"},
    }
    workspace = practice.workspace
    message = Message("C0GENERAL", workspace.next_ts(), workspace.bot.id, workspace.team.id, "OSPO-1")
    message.blocks = [{"type": "actions", "elements": [button]}]
    seen = {"channel": "C0GENERAL", "ts": workspace.post("C0GENERAL", message).ts, "action_id": "request:open"}
    seen |= {"block_id": "of before the edit", "carries": "1"}
    for _ in range(2):
        practice.faults.add(Fault("delivery:interactions", "dropped"))
    assert page.post("/page/act/click?as=U0DANA", json=seen).status_code == 200
    assert [one.name for one in practice.traffic.last] == ["block_actions request:open"]
    assert page.post("/page/act/click?as=U0DANA", json=seen | {"carries": "2"}).status_code == 409


def test_nobody_acts_as_somebody_who_does_not_exist(page: TestClient) -> None:
    assert written(page, "U0NOBODY", "hello").status_code == 404
    assert page.get("/page/workspace?as=").status_code == 404


def test_a_command_of_another_app_is_answered_by_slack_itself(page: TestClient) -> None:
    page.post("/page/act/command?as=U0DANA", json={"channel": "C0GENERAL", "line": "/remind me"})
    (answer,) = page.get("/page/channel/C0GENERAL?as=U0DANA").json()["messages"]
    assert answer["text"].startswith("/remind is not a valid command.")


def test_only_pictures_are_shown_and_other_files_are_downloaded(page: TestClient, practice: Practice) -> None:
    practice.workspace.files["F1"] = File("F1", "chart.png", 1, content=b"p")
    practice.workspace.files["F2"] = File("F2", "page.html", 1, content=b"<")
    assert page.get("/page/file/F1").headers["content-type"] == "image/png"
    assert page.get("/page/file/F2").headers["content-disposition"] == "attachment"
    assert page.get("/page/file/F3").status_code == 404


def test_a_permalink_leads_to_the_message_on_the_page(page: TestClient, practice: Practice) -> None:
    link = practice.permalink("C0GENERAL", "1795000000.000100")
    answer = page.get(link.removeprefix(HERE), follow_redirects=False)
    assert answer.headers["location"] == "/#/C0GENERAL/1795000000.000100"


def test_tokens_do_not_show_behind_the_scenes(page: TestClient, practice: Practice) -> None:
    page.post("/api/auth.test", data={"token": practice.bot_token})
    (exchange,) = page.get("/page/traffic").json()["exchanges"]
    assert (exchange["name"], exchange["direction"], exchange["outcome"]) == ("auth.test", "from_bot", "200")
    assert practice.bot_token not in str(exchange)
