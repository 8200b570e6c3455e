"""Numbers for Prometheus: requests and how long they took, and the writes that wait."""

import hmac
import os
import socket
from collections.abc import Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import InfoMetricFamily
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ...caches.cached import cached
from ...caches.sizes import ANSWERS
from ..http.streams import Streams
from ..server import server_of

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that tells the library where several processes put their numbers together."""

REGISTRY = CollectorRegistry()
_requests = Counter(
    "requests", "Requests answered", ["method", "status"], "higherthanthou", registry=REGISTRY
)
_seconds = Histogram(
    "request_seconds", "How long answering took", ["method"], "higherthanthou", registry=REGISTRY,
    buckets=SECONDS,
)  # fmt: skip
_waiting = Gauge(
    "writes_waiting", "Writes that wait or are under way", (), "higherthanthou", registry=REGISTRY,
    multiprocess_mode="livesum",
)  # fmt: skip
_streams = Gauge(
    "streams_open", "Screens of rooms that are told of changes", (), "higherthanthou", registry=REGISTRY,
    multiprocess_mode="livesum",
)  # fmt: skip
_delivered = Counter(
    "stream_deliveries", "Changes of rooms told to a screen", (), "higherthanthou", registry=REGISTRY
)


class _Machine(Collector):
    """Which machine answers, and which version: a proxy may have passed the question on to any of them."""

    def __init__(self, name: str) -> None:
        self._labels = {"machine": name or socket.gethostname(), "version": __version__}

    def collect(self) -> Iterator[InfoMetricFamily]:
        """One number, which is 1."""
        yield InfoMetricFamily("higherthanthou_server", "Which machine this is", self._labels)


def count(method: str, status: int, seconds: float) -> None:
    """Count an answer. Only method and status are told: never a path, a player or a score."""
    counter, times = _counters(method if method in ("GET", "HEAD", "POST") else "other", status)
    counter.inc()
    times.observe(seconds)


@cached(ANSWERS)
def _counters(method: str, status: int) -> tuple[Counter, Histogram]:
    return _requests.labels(method, str(status)), _seconds.labels(method)


def tell_waiting(writes: int) -> None:
    """Keep how many writes wait, for whichever process is asked for its numbers next."""
    _waiting.set(writes)


def tell_streams(streams: Streams) -> None:
    """Keep how many streams are open, and count what was told since the last time."""
    _streams.set(len(streams))
    _delivered.inc(streams.take_delivered())


def leave() -> None:
    """Take this process out of what is now; what it has counted stays."""
    if os.environ.get(MULTIPROCESS):
        multiprocess.mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]  # it has no types


async def show_metrics(request: Request) -> Response:
    """GET /metrics: for whoever knows the token; without one it is not there."""
    server = server_of(request)
    token = server.settings.metrics_token
    said = request.headers.get("authorization", "")
    if not token or not hmac.compare_digest(said.encode(), f"Bearer {token}".encode()):
        raise HTTPException(404)
    tell_waiting(server.database.waiting)
    registry, machine = REGISTRY, CollectorRegistry()
    machine.register(_Machine(server.settings.machine))
    if os.environ.get(MULTIPROCESS):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no types
    return Response(
        generate_latest(machine) + generate_latest(registry),
        media_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )
