"""Every setting: an environment variable HIGHERTHANTHOU_*, its default and its check."""

import os
import re
import secrets
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError, ValidationInfo, field_validator

PREFIX = "HIGHERTHANTHOU_"
SECRET_FILE = "secret"  # noqa: S105  # a file name
SHORTEST_SECRET = 32

NUMBERS = {
    "new_players_per_hour": (0, 1_000_000),
    "runs_per_minute": (0, 1_000_000),
    "reports_per_hour": (0, 1_000_000),
    "reading_ms": (0, 1_000_000),
    "waiting_writes": (1, 1_000_000),
    "concurrent_requests": (1, 1_000_000),
    "body_seconds": (1, 3600),
    "streams": (0, 1_000_000),
}
"""The smallest and the largest value of each number."""


class SettingsError(Exception):
    """A setting that cannot be used; the message is one sentence for the operator."""


class Settings(BaseModel, frozen=True):
    """The settings of a server. Each field is read from the variable PREFIX + its name in capitals."""

    database_url: str = Field(
        "", description="of SQLite or PostgreSQL; without one, higherthanthou.db in DATA_DIR"
    )
    listen_url: str = Field(
        "", description="of the same PostgreSQL, for notifications, where DATABASE_URL goes through a pooler"
    )
    data_dir: Path = Field(Path("data"), description="folder of the database and the secret")
    public_url: str = Field("", description="address that players use, such as https://play.example.org")
    secret: str = Field("", description="32 characters or more; made and kept in DATA_DIR when absent")
    trusted_proxy: str = Field("", description="address of a reverse proxy whose X-Forwarded-For counts")
    metrics_token: str = Field("", description="whoever sends it as a Bearer token may read /metrics")
    machine: str = Field("", description="name of this machine in /metrics; its host name when absent")
    log_format: Literal["text", "json"] = Field("text", description="text or json")
    new_players_per_hour: int = Field(600, description="per address; 0 = no limit")
    runs_per_minute: int = Field(60, description="per player; 0 = no limit")
    reports_per_hour: int = Field(20, description="of files, per player; 0 = no limit")
    reading_ms: int = Field(300, description="a guess made faster than this keeps its run from ranking")
    waiting_writes: int = Field(512, description="writes that may wait before 503 is answered")
    concurrent_requests: int = Field(
        512,
        description="served at once before 503 is answered; four times as many connections",
    )
    season: str = Field("citizens", description="slug of the deck that is made anew each month; or off")
    streams: int = Field(2000, description="screens of rooms that are told of changes at once; others ask")
    body_seconds: int = Field(10, description="how long a request body may take to arrive")

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not value:
            return value
        found = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?/?", value.lower())
        if not found or int(found[3] or 0) > 65535:
            raise ValueError("it is http(s)://host[:port] and nothing more")
        scheme, host, port = found.groups()
        usual = {"http": "80", "https": "443"}[scheme]
        return f"{scheme}://{host}" + (f":{port}" if port and port != usual else "")

    @field_validator("secret", "metrics_token")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value) < SHORTEST_SECRET:
            raise ValueError(f"it has {SHORTEST_SECRET} characters or more")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _can_be_sent(cls, value: str) -> str:
        if not all("!" <= sign <= "~" for sign in value):
            raise ValueError("it has letters, digits and signs of ASCII only")
        return value

    @field_validator("trusted_proxy")
    @classmethod
    def _is_ip(cls, value: str) -> str:
        try:
            if value:
                ip_address(value)
        except ValueError:
            raise ValueError("it is one IP address") from None
        return value

    @field_validator("season")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if value in ("0", "off"):
            return ""
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            raise ValueError("it is the slug of a deck, or off")
        return value

    @field_validator("log_format", mode="before")
    @classmethod
    def _is_format(cls, value: object) -> object:
        if value not in ("text", "json"):
            raise ValueError("it is text or json")
        return value

    @field_validator(*NUMBERS, mode="before")
    @classmethod
    def _is_number(cls, value: object, asked: ValidationInfo) -> int:
        low, high = NUMBERS[str(asked.field_name)]
        plain = re.fullmatch("[0-9]{1,20}", str(value))
        if plain is None or not low <= int(plain[0]) <= high:
            raise ValueError(f"it is a whole number from {low} to {high:,}, in plain digits")
        return int(plain[0])

    @property
    def secure(self) -> bool:
        """Whether players use https, so that cookies can be Secure."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment; SettingsError if one is unknown or malformed."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(
            f"There is no setting {unknown[0]}; `higherthanthou serve --help` lists them all."
        )
    values = {name[len(PREFIX) :].lower(): environment[name] for name in known if environment.get(name)}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name} is not usable: {first['msg'].removeprefix('Value error, ')}.") from None


def data_folder(settings: Settings) -> Path:
    """The data folder, created if missing; SettingsError if it is not writable."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be written: {error.strerror}.") from None
    return folder


def secret_of(settings: Settings) -> bytes:
    """The secret for hashing cookies: the setting, or else the one in the data folder, made if missing."""
    if settings.secret:
        return settings.secret.encode(errors="surrogateescape")
    path = data_folder(settings) / SECRET_FILE
    try:
        if not path.exists():
            _keep(path, secrets.token_hex(32))
        secret = path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise SettingsError(f"The secret in {path} is no text; remove it to have a new one made.") from None
    except OSError as error:
        raise SettingsError(f"The secret in {path} cannot be read or made: {error.strerror}.") from None
    if len(secret) < SHORTEST_SECRET:
        raise SettingsError(f"The secret in {path} is too short; remove the file to have a new one made.")
    return secret.encode()


def _keep(path: Path, secret: str) -> None:
    """Write a new secret that only its owner can read; do nothing if another start was faster."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
    except FileExistsError:
        return


def help_text() -> str:
    """One line for each setting, for ``serve --help``."""
    lines = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default in ("", None) else f" (default {field.default})"
        lines.append(f"{PREFIX}{name.upper()}: {field.description}{default}")
    return "\n\n".join(lines)
