"""``higherthanthou deck``: making, checking, publishing and exporting decks."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from . import columns
from .report import print_bad_rows, print_report, report_as_json
from .shared import CommandError, host_id, opened

if TYPE_CHECKING:
    from ..authoring.checking.check import Report
    from ..store.decks.decks import Deck
    from ..store.engine.database import Database

deck = typer.Typer(no_args_is_help=True, help="Make, check, publish and export decks.")

Slug = Annotated[str, typer.Argument(help="Name of the deck in its URL.")]
NewSlug = Annotated[str | None, typer.Option("--slug", help="Name in the URL.")]
Owner = Annotated[str | None, typer.Option("--host", help="Name of the host whose deck it becomes.")]
Publish = Annotated[bool, typer.Option("--publish", help="Let it be played at once.")]
Json = Annotated[bool, typer.Option("--json", help="For scripts: JSON on standard output.")]


LISTED = "slug title state unlisted version size theme model label unit low high".split()


class Format(StrEnum):
    """The formats of deck files."""

    CSV = "csv"
    JSON = "json"


@deck.command("generate")
def generate(
    theme: Annotated[str, typer.Option(help="What the deck is about: a file of seed/decks.")] = "citizens",
    size: Annotated[int | None, typer.Option(min=10, max=100_000, help="Number of profiles.")] = None,
    locale: Annotated[str | None, typer.Option(help="A locale or a mix instead of the theme's.")] = None,
    model: Annotated[str | None, typer.Option(help="Another score model: a file of seed/models.")] = None,
    title: Annotated[str | None, typer.Option(help="Title on the page.")] = None,
    slug: NewSlug = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**63 - 1, help="Make the same people again.")
    ] = None,
    host: Owner = None,
    publish: Publish = False,
) -> None:
    """Generate a deck."""
    from ..making.seeding import GenerateOptions, generate_deck

    with opened(create=True) as database:
        options = GenerateOptions(
            theme, size, locale, model, title, slug, seed, publish, host_id(database, host)
        )
        made = generate_deck(database, options)
    typer.echo(f"Deck {made.slug}: {made.size} profiles, {made.state}.")


@deck.command("import")
def import_deck(
    file: Annotated[Path, typer.Argument(help="A table or a deck; docs/decks.md has the formats.")],
    title: Annotated[str | None, typer.Option(help="Title on the page; otherwise the file's.")] = None,
    slug: NewSlug = None,
    label: Annotated[str | None, typer.Option(help="What the score is called.")] = None,
    unit: Annotated[str | None, typer.Option(help="What it is counted in.")] = None,
    low: columns.Low = None,
    high: columns.High = None,
    noun: Annotated[str | None, typer.Option(help="What a file is about: film, team.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a workbook; otherwise the first with a table.")
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out rows that cannot be filed, and say which.")
    ] = False,
    name: columns.Name = None,
    score: columns.Score = None,
    fact: columns.Facts = None,
    withhold: columns.Withheld = None,
    leave_out: columns.LeftOut = None,
    kind: columns.Kinds = None,
    decimal_mark: columns.Marks = None,
    day_order: columns.Days = None,
    comparison: columns.Words = None,
    host: Owner = None,
    publish: Publish = False,
) -> None:
    """Import a deck, whole or not at all; every bad row is listed with its line."""
    from ..authoring.deckfile import BadRows, DeckFileError
    from ..authoring.import_options import DECK, ImportOptions
    from ..making.importing import import_deck as run_import

    options = ImportOptions(
        False,
        DECK,
        title=title,
        label=label,
        unit=unit,
        low=low,
        high=high,
        noun=noun,
        sheet=sheet,
        skip_bad=skip_bad,
        kind=kind,
        mark=columns.MARKS[decimal_mark] if decimal_mark else None,
        day_first=day_order is columns.DayOrder.DAY if day_order else None,
        comparison=comparison,
        name=name,
        score=score,
        facts=tuple(fact or ()),
        withheld=tuple(withhold or ()),
        left_out=tuple(leave_out or ()),
    )
    with opened(create=True) as database:
        try:
            made, left_out = run_import(database, file, options, slug, host_id(database, host))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except DeckFileError as error:
            raise CommandError(str(error)) from None
        except BadRows as bad:
            print_bad_rows(bad)
            rows = "1 row" if len(bad.rows) == 1 else f"{len(bad.rows)} rows"
            raise CommandError(
                f"{rows} cannot be filed, so nothing was imported; --skip-bad leaves them out."
            ) from None
        if left_out is not None:
            print_bad_rows(left_out, "left out: ")
        state = "published" if publish and _publish(database, made.slug) else made.state
    typer.echo(f"Deck {made.slug}: {made.size} profiles, {state}.")


@deck.command("export")
def export(
    slug: Slug,
    format: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.JSON,  # noqa: A002  # as the option is called
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Otherwise standard output.")] = None,
) -> None:
    """Export the draft of a deck with its scores, but without pictures, drawn faces and single stars."""
    from ..making.drafting import export_draft

    with opened() as database:
        if output is None:
            database.read_now(partial(export_draft, slug=slug, kind=format.value, file=sys.stdout.buffer))
            return
        with _replaced(output) as file:
            database.read_now(partial(export_draft, slug=slug, kind=format.value, file=file))


@contextmanager
def _replaced(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, moved to ``path`` only when it is complete."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


@deck.command("list")
def list_decks(as_json: Json = False) -> None:
    """List every deck."""
    from ..store.decks.decks import every

    with opened() as database:
        found = database.read_now(every)
    if as_json:
        typer.echo(json.dumps([_told(one) for one in found], indent=1))
        return
    for one in found:
        state = f"{one.state}, unlisted" if one.unlisted else one.state
        typer.echo(f"{one.slug}\t{state}\tversion {one.version}\t{one.size} profiles\t{one.title}")


def _told(one: "Deck") -> dict[str, Any]:
    """A deck of the list for scripts; the ends of its range as its file has them."""
    measure = one.measure
    whole = measure.kind == "number" and not measure.decimals
    ends = {} if whole else {"low": measure.plain(one.low), "high": measure.plain(one.high)}
    return {name: getattr(one, name) for name in LISTED} | ends


@deck.command("check")
def check(slug: Slug, as_json: Json = False) -> None:
    """Check the draft of a deck; exit code 1 if it has errors."""
    with opened() as database:
        report = _report(database, slug)
    if as_json:
        typer.echo(report_as_json(report))
    else:
        print_report(report)
    if not report.publishable:
        raise CommandError("The deck has errors that have to be mended before it can be published.")


@deck.command("publish")
def publish(slug: Slug) -> None:
    """Freeze the draft of a deck as its next version and open it for play."""
    with opened() as database:
        version = _publish(database, slug)
    typer.echo(f"Deck {slug}: version {version} is published.")


@deck.command("archive")
def archive(slug: Slug) -> None:
    """Close a deck to new runs; its boards stay, and open runs go on."""
    from ..store.hosts import drafts

    with opened() as database:
        database.write_now(lambda connection: drafts.archive(connection, drafts.any_deck(connection, slug)))
    typer.echo(f"Deck {slug} is archived.")


def _publish(database: "Database", slug: str) -> int:
    """Publish a deck if the check finds no errors; return the version."""
    from ..making.drafting import check_draft
    from ..store.hosts import drafts

    own = database.read_now(lambda connection: drafts.any_deck(connection, slug))
    report, _ = database.read_now(lambda connection: check_draft(connection, own))
    if not report.publishable:
        print_report(report)
        raise CommandError(f"Deck {slug} stays a draft: it has errors that have to be mended first.")
    return database.write_now(lambda connection: drafts.publish(connection, own))


def _report(database: "Database", slug: str) -> "Report":
    from ..making.drafting import check_draft
    from ..store.hosts import drafts

    return database.read_now(lambda connection: check_draft(connection, drafts.any_deck(connection, slug))[0])
