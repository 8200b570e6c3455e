"""Statistics of a deck: what players made of it, as charts and as CSV."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.deckfile.cells import csv_line, guarded
from ...game.measure import Measure
from ...game.standing import interval
from ...store.hosts import statistics
from ...store.hosts.drafts import OwnDeck
from ...store.hosts.statistics import FEWEST, HARD, FileStatistics
from ..html.render import render
from ..server import server_of
from .deck_pages import own_deck
from .exports import csv_file

BINS = 20
COLUMNS = ("name", "score", "judged", "right", "hit_rate", "low_95", "high_95", "said_higher", "share_higher")


class FileRates(NamedTuple):
    """A file with its hit rate, the bounds of the true one, and the share that called it higher."""

    file: FileStatistics
    share: float
    low: float
    high: float
    higher: float


async def show_statistics(request: Request) -> Response:
    """GET /host/decks/{deck}/statistics: of the version that is published, or of all."""
    host, own = await own_deck(request)
    version = _version(request, own)

    def load(connection: Connection) -> dict[str, Any]:
        return {
            "totals": statistics.totals(connection, own, version),
            "files": [_rates(file) for file in statistics.file_statistics(connection, own, version)],
            "bins": statistics.scores(connection, own, BINS),
        }

    found = await server_of(request).database.read_slowly(load)
    files = [rated for rated in found["files"] if rated.file.judged >= FEWEST]
    half = (len(files) + 1) // 2
    hardest, easiest = files[:half][:HARD], files[half:][::-1][:HARD]
    found |= {"hardest": hardest, "easiest": easiest, "all": version is None}
    found |= {"few": len(found["files"]) - len(files), "fewest": FEWEST}
    return render(request, "hosting/statistics.html", host=host, own=own, **found)


async def export_statistics(request: Request) -> Response:
    """GET /host/decks/{deck}/statistics.csv."""
    _, own = await own_deck(request)
    read = partial(statistics.file_statistics, deck=own, version=_version(request, own))
    files = await server_of(request).database.read_slowly(read)
    text = "".join(_lines(files, own.deck.measure))
    return csv_file(text, f"{own.deck.slug}-statistics.csv")


def _version(request: Request, own: OwnDeck) -> int | None:
    return None if request.query_params.get("versions") == "all" else own.deck.version


def _rates(file: FileStatistics) -> FileRates:
    low, high = interval(file.right, file.judged)
    return FileRates(file, file.right / file.judged, low, high, file.higher / file.judged)


def _lines(files: list[FileStatistics], measure: Measure) -> Iterator[str]:
    """A row for each file, the hardest first."""
    yield csv_line(list(COLUMNS))
    for rated in map(_rates, files):
        file, shares = rated.file, (rated.share, rated.low, rated.high)
        yield csv_line(
            [
                guarded(file.name),
                measure.plain(file.score),
                *map(str, (file.judged, file.right)),
                *(f"{share:.4f}" for share in shares),
                str(file.higher),
                f"{rated.higher:.4f}",
            ]
        )
