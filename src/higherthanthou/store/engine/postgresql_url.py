"""The URL of PostgreSQL: where it is, and what else the setting may say about connecting to it."""

import re
from urllib.parse import parse_qsl, quote

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from .errors import StoreError
from .postgresql import CLIENT

SETTING = "HIGHERTHANTHOU_DATABASE_URL"
DRIVER = "postgresql+psycopg"
OURS = {*CLIENT, "options", "client_encoding", "dbname", "replication"}
"""What the game sets itself, or would not work with."""

WRITABLE = ("any", "primary", "read-write")
_HOSTS = re.compile(r"^(\w+://(?:[^:/]*(?::[^@]*)?@)?)([^/?@]*,[^/?@]*)(/[^?]*)?(?:\?(.*))?$")
_HOST = re.compile(r"(\[[0-9a-fA-F:.%]+\]|[^\[\]:]+)(?::([0-9]{1,5}))?")
_ADDRESS = re.compile(r"^\w+://(?:[^:/]*(?::[^@]*)?@)?[^?]*")


def postgresql_url(text: str, setting: str = SETTING) -> URL:
    """The URL as SQLAlchemy takes it; StoreError with a sentence that names the setting and no password."""
    try:
        return _read(text)
    except StoreError as refused:
        raise StoreError(f"{setting} {refused}") from None


def _read(text: str) -> URL:
    text = _with_hosts_apart(text)
    try:
        url = make_url(text).set(drivername=DRIVER)
        _, options = url.get_dialect()().create_connect_args(url)
    except (ArgumentError, ValueError):
        raise StoreError("is no URL of PostgreSQL.") from None
    if not url.database or "@" in url.database:
        raise StoreError("names no database; it ends with /NAME.")
    for name, value in parse_qsl(_ADDRESS.sub("", text).removeprefix("?"), keep_blank_values=True):
        _accept(name, value, many=isinstance(url.query.get(name), tuple) and name not in ("host", "port"))
    try:
        make_conninfo(**options)
    except psycopg.Error:
        raise StoreError("has a value that is not readable.") from None
    if "," in str(options.get("host")) and "target_session_attrs" not in options:
        return url.update_query_dict({"target_session_attrs": "primary"})
    return url


def _with_hosts_apart(text: str) -> str:
    """``//a:1,b:2/game``, which SQLAlchemy cannot read, as ``///game?host=a,b&port=1,2``."""
    several = _HOSTS.match(text)
    if several is None:
        return text
    found = [_HOST.fullmatch(host) for host in several[2].split(",")]
    if not all(found):
        raise StoreError("is no URL of PostgreSQL.")
    hosts = ",".join(one[1].strip("[]") for one in found if one)
    ports = ",".join(one[2] or "5432" for one in found if one)
    rest = f"&{several[4]}" if several[4] else ""
    return f"{several[1]}{several[3] or ''}?host={quote(hosts)}&port={ports}{rest}"


def _accept(name: str, value: str, many: bool) -> None:
    """Refuse an option that PostgreSQL's client does not know, that we set, or that lets nobody write."""
    if name in OURS:
        raise StoreError(f"must not set {name}: the game sees to that itself.")
    try:
        make_conninfo(**{name: ""})
    except psycopg.Error:
        raise StoreError(f"has an option {name}, which is none of PostgreSQL's.") from None
    if not value or many:
        raise StoreError(f"has to give {name} one value.")
    if name == "target_session_attrs" and value not in WRITABLE:
        raise StoreError(f"has to say {', '.join(WRITABLE)} for {name}, because the game writes.")
