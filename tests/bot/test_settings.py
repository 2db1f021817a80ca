# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Settings: what the environment may say, what is refused, and that no secret ever shows."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import ValidationError

from bot.settings import Settings, SettingsProblem, read_settings, slack_variables, variable_of


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (*map(variable_of, Settings.model_fields), *slack_variables()):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    settings = read_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///ospo.sqlite3"
    assert (settings.host, settings.port, settings.log_level) == ("0.0.0.0", 3000, "info")  # noqa: S104 - the default
    assert not settings.slack_bot_token
    assert not settings.socket_mode


def test_the_environment_is_read_and_empty_variables_count_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "",
        "PORT": "8080",
        "OSPO_HOST": "127.0.0.1",
        "OSPO_LOG_LEVEL": "WARNING",
        "OSPO_ORGANIZATION": "my-company",
    }.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert not settings.slack_signing_secret
    assert settings.socket_mode
    assert (settings.host, settings.port, settings.log_level) == ("127.0.0.1", 8080, "warning")
    assert str(settings.ospo_organization) == "my-company"


def test_settings_made_explicitly_do_not_look_at_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8080")
    assert Settings(host="127.0.0.1").port == 3000


def test_variables_that_shells_set_for_themselves_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "x86_64-linux-gnu")
    monkeypatch.setenv("LOG_LEVEL", "trace")
    assert read_settings() == Settings()


def test_secrets_never_show() -> None:
    settings = Settings(
        slack_bot_token="xoxb-secret",
        database_url="postgresql://ospo:secret@db/ospo",
    )
    assert "secret" not in repr(settings).replace("slack_signing_secret", "")


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("PORT", "http", "PORT: Input should be a valid integer, unable to parse string as an integer."),
        ("PORT", "70000", "PORT: Input should be less than or equal to 65535."),
        ("SLACK_BOT_TOKEN", "xapp-12345", "SLACK_BOT_TOKEN: holds a token that begins with xapp-, which belongs"),
        ("SLACK_APP_TOKEN", "xoxb-12345", "SLACK_APP_TOKEN: holds a token that begins with xoxb-, which belongs"),
        ("SLACK_API_URL", "slack.com", "SLACK_API_URL: must be an address such as https://slack.com/api/."),
        ("DATABASE_URL", "mysql://u:12345@h/d", "DATABASE_URL: must be sqlite:///FILE or postgresql://"),
        ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL: must be sqlite:///FILE"),
        ("OSPO_LOG_LEVEL", "loud", "OSPO_LOG_LEVEL: Input should be 'debug', 'info', 'warning' or 'error'."),
    ],
)
def test_a_wrong_variable_is_named_with_its_reason_and_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsProblem, match=name) as refused:
        read_settings()
    assert sentence in str(refused.value)
    assert "12345" not in str(refused.value)


def test_the_address_of_the_web_api_always_ends_with_a_slash() -> None:
    assert Settings(slack_api_url="http://127.0.0.1:9/api").slack_api_url == "http://127.0.0.1:9/api/"


def test_the_short_name_of_postgresql_is_understood() -> None:
    assert Settings(database_url="postgres://db/ospo").database_url == "postgresql://db/ospo"


def test_an_unknown_setting_is_a_mistake() -> None:
    with pytest.raises(ValidationError):
        Settings(slack_token="xoxb-1")  # type: ignore[call-arg]  # the mistake


def test_the_signing_key_is_read_from_base64_and_from_pem_on_one_line_or_several() -> None:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for text in (base64.b64encode(key.private_bytes_raw()).decode(), pem, pem.replace("\n", "\\n")):
        read = Settings(ospo_signing_key=text).signing_key()
        assert read is not None
        assert read.private_bytes_raw() == key.private_bytes_raw()
    assert Settings().signing_key() is None


@pytest.mark.parametrize(
    "text",
    [
        "not base64!",
        base64.b64encode(b"too short").decode(),
        "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----",
        X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    ],
)
def test_anything_else_is_no_signing_key_and_is_not_quoted(text: str) -> None:
    with pytest.raises(SettingsProblem, match="OSPO_SIGNING_KEY is not an Ed25519 private key") as refused:
        Settings(ospo_signing_key=text).signing_key()
    assert text not in str(refused.value)


def test_the_names_of_slack_variables_are_listed_without_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("SLACK_ANYTHING", "x")
    assert slack_variables() == ("SLACK_ANYTHING", "SLACK_BOT_TOKEN")


def test_a_process_that_cannot_talk_to_slack_is_told_which_variable_is_missing() -> None:
    with pytest.raises(SettingsProblem, match="SLACK_BOT_TOKEN is not set"):
        Settings().check_slack(serves=False)
    Settings(slack_bot_token="xoxb-1").check_slack(serves=False)
    with pytest.raises(SettingsProblem, match="Neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN"):
        Settings(slack_bot_token="xoxb-1").check_slack(serves=True)
    Settings(slack_bot_token="xoxb-1", slack_signing_secret="s").check_slack(serves=True)
    Settings(slack_bot_token="xoxb-1", slack_app_token="xapp-1").check_slack(serves=True)
