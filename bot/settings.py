# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a deployment sets: tokens, addresses, the organization's folder. The only reader of the environment."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.stopping import CannotRun

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from bot.side_room_keys import SideRoomKeys

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///ospo.sqlite3"
_DATABASES = ("sqlite:///", "postgresql://")
_MIXED_UP = {
    "slack_bot_token": ("xapp-", "xoxp-"),
    "slack_app_token": ("xoxb-", "xoxp-"),
    "slack_signing_secret": ("xoxb-", "xapp-"),
}


class SettingsProblem(CannotRun):
    """Settings that cannot be used; the message says which, why, and never shows a value that may be secret."""


class Settings(BaseModel):
    """The settings of one process. Made explicitly it reads nothing; ``read_settings`` reads the environment.

    The name in the environment is the field's in capitals, or the alias. docs/configuration.md describes each.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_by_name=True, validate_by_alias=True
    )

    slack_bot_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr | None = None
    slack_api_url: str = SLACK_API_URL
    database_url: str = Field(DATABASE_URL, repr=False)
    ospo_organization: Path | None = None
    ospo_signing_key: SecretStr | None = None
    ospo_side_room_keys: SecretStr | None = None
    host: str = Field("0.0.0.0", validation_alias="OSPO_HOST", min_length=1)  # noqa: S104 - Slack calls from outside
    port: int = Field(3000, ge=1, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", validation_alias="OSPO_LOG_LEVEL")

    @property
    def socket_mode(self) -> bool:
        """Whether Slack's requests come over a websocket that we open, instead of over HTTP."""
        return self.slack_app_token is not None

    @property
    def uses_sqlite(self) -> bool:
        """Whether the record is a file of this machine."""
        return self.database_url.startswith("sqlite:")

    def check_slack(self, *, serves: bool) -> None:
        """Raise SettingsProblem when a process has not what it needs to talk to Slack, or to hear it if it serves."""
        if not self.slack_bot_token:
            raise SettingsProblem("SLACK_BOT_TOKEN is not set. docs/connect.md says where Slack shows it.")
        if serves and not self.slack_signing_secret and not self.socket_mode:
            raise SettingsProblem(
                "Neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set: Slack calls the office over HTTP with the "
                "one, or over a websocket (Socket Mode) with the other. docs/connect.md says where Slack shows them."
            )

    def signing_key(self) -> "Ed25519PrivateKey | None":
        """The key that signs seals, from a PEM (PKCS #8, no password) or the base64 of its 32 bytes; None: unsigned.

        Raises SettingsProblem, which never quotes the key.
        """
        if self.ospo_signing_key is None:
            return None
        from bot.signing import private_key  # noqa: PLC0415 - cryptography is 60 ms of a start, and few processes seal

        key = private_key(self.ospo_signing_key.get_secret_value())
        if key is None:
            raise SettingsProblem(
                "OSPO_SIGNING_KEY is not an Ed25519 private key: give the PEM that `openssl genpkey -algorithm "
                "ed25519` writes, or the base64 of its 32 bytes."
            )
        return key

    def side_room_keys(self) -> "SideRoomKeys | None":
        """The keys of the side room, newest first; None: no notes can be kept. Raises SettingsProblem, quoting none."""
        if self.ospo_side_room_keys is None:
            return None
        from bot.side_room_keys import side_room_keys  # noqa: PLC0415 - as above

        keys = side_room_keys(self.ospo_side_room_keys.get_secret_value())
        if keys is None:
            raise SettingsProblem(
                "OSPO_SIDE_ROOM_KEYS is no list of keys: each is the base64 of 32 bytes, as `ospo keys new` prints "
                "it, with commas between them and the newest first."
            )
        return keys

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _not_mixed_up(cls, token: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        wrong = _MIXED_UP[info.field_name or ""]
        for prefix in wrong:
            if token is not None and token.get_secret_value().startswith(prefix):
                raise ValueError(f"holds a token that begins with {prefix}, which belongs elsewhere (docs/connect.md)")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("must be an address such as https://slack.com/api/")
        return url.rstrip("/") + "/"

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        url = url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url
        if not url.startswith(_DATABASES) or url in _DATABASES or url == "sqlite:///:memory:":
            raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        return url

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_any_case(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level


class _Environment(Settings, BaseSettings):
    """The same, read from the environment. By alias only: some shells set HOST to something else."""

    model_config = SettingsConfigDict(env_ignore_empty=True, validate_by_name=False)


def read_settings() -> Settings:
    """The settings that the environment gives. An empty variable counts as not set. Raises SettingsProblem."""
    try:
        return Settings.model_validate(dict(_Environment()))
    except ValidationError as error:
        raise SettingsProblem(" ".join(_sentences(error))) from None


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else name.upper()


def slack_variables() -> tuple[str, ...]:
    """The names of all SLACK_… variables that are set; the practice workspace starts only without any."""
    return tuple(sorted(name for name in os.environ if name.startswith("SLACK_")))


def environment_apart() -> dict[str, str]:
    """The environment without this office's settings and Slack's: for processes that need no secret of it."""
    own = {variable_of(name) for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in own and not name.startswith("SLACK_")}


def _sentences(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False, include_input=False):
        name = str(one["loc"][0])
        variable = name if name.isupper() else name.upper()
        yield f"{variable}: {one['msg'].removeprefix('Value error, ')}."
