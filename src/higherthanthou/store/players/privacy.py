# ruff: noqa: E501  # tables and prose
"""Privacy: a tag on every column, used by export, erasure and docs/privacy.md.

``column.info["tag"]`` is the Tag, ``table.info["about"]`` says what a row is. Tables with a ``player_id`` are
erased with the player; a test finds any column without a tag.
"""

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Column, Table

from ..tables import metadata

DAY = 86_400_000
YEAR = 365 * DAY
"""Lifetime of a player's cookie in milliseconds. After that, nobody can reach what belongs to it."""

UNFINISHED = 30 * DAY
"""A run that was not ended within this many milliseconds of its start is purged."""


class Kind(StrEnum):
    """Who may see a value."""

    SECRET = "secret"  # noqa: S105  # a kind, not a password
    PERSONAL = "personal"
    PUBLIC = "public"


class Tag(NamedTuple):
    """The tag of a column: who may see it, and how long it is kept."""

    kind: Kind
    kept: str


PLAYER = "until the player erases it, and no longer than a year after the first visit"
RUN = f"{PLAYER}; of a run that was never ended, 30 days"
HOST = "until the operator of the server removes the host"
DECK = "until its host deletes the deck, or for good if it was published"
GAME = "for good; it names nobody"
UPLOAD = "an hour, then until the purge of that hour; in no backup"
POLL = "until 30 days after the last stage of the poll, or as long as its room; while the poll goes on, until the player erases it"
ROOM = "until 30 days after the last step of the room; what is a player's, until the player erases it"
CHALLENGE = "until a month after it ended; it ends when its maker ends it, or erases their file"

_S, _P, _O = Kind.SECRET, Kind.PERSONAL, Kind.PUBLIC

TAGS: dict[str, tuple[str, str, dict[Kind, str]]] = {
    "players": ("A player", PLAYER, {
        _P: "id own_score provisional answers created_at host_id on_wall replays",
        _O: "alias alias_key",
    }),
    "aliases": ("An alias that somebody has, and who", PLAYER, {_P: "player_id", _O: "alias_key"}),
    "sessions": ("A session of a player", "a year", {_S: "token_hash", _P: "player_id created_at"}),
    "runs": ("A run", RUN, {
        _S: "profile_id file_score reference_id",
        _P: "id player_id deck_id deck_version mode own_score anchor turn streak value open ranked dealt_at "
            "started_at ended_at day",
    }),
    "guesses": ("A guess", RUN, {
        _S: "profile_id",
        _P: "player_id run_id turn name guess score anchor right stake gain dealt_at decided_at",
    }),
    "lifelines": ("A lifeline, a like or a miss on credit that was used", RUN, {_P: "player_id run_id turn kind"}),
    "day_entries": ("A player's attempt at a day's files", RUN, {_P: "player_id deck_id day run_id"}),
    "ratings": ("Stars that a player gave", PLAYER, {
        _S: "profile_id", _P: "player_id stars weight day given_at",
    }),
    "public_results": ("A public page of a result, and its picture; without its address nobody finds it", (
        "until the player takes it back or erases the file, and no longer than a year after the first visit"
    ), {_P: "player_id run_id made_at", _O: "token picture"}),
    "sightings": ("A file that a player has met", PLAYER, {_S: "profile_id", _P: "player_id"}),
    "board_rows": ("A player's place on a board", PLAYER, {_O: "board player_id value reached_at"}),
    "board_counts": ("How many players of a board have a value", GAME, {_O: "board value shard players"}),
    "board_starts": ("Boards that begin anew, and since when runs count", GAME, {_O: "deck_id version mode counts_from new_rules"}),
    "hidden_aliases": ("An alias that is hidden on a deck, or on all of them, and what others read instead", PLAYER, {
        _P: "player_id deck_id alias_key hidden_at", _O: "instead",
    }),
    "reports": ("A player's report of a file; whom it is from is told to nobody", PLAYER, {
        _S: "profile_id person", _P: "player_id deck_id reason reported_at settled",
    }),
    "rooms": ("A room", ROOM, {
        _P: "host_id opener_id host_seen_at",
        _O: "id code deck_id deck_version against rounds reasons ranks names on_phones seconds knob locked state round seq "
            "guests deadline_at opened_at changed_at follows votes",
    }),
    "room_rounds": ("A file of a room", ROOM, {
        _S: "profile_id score before_id anchor", _O: "room_id round asked_at shown_at",
    }),
    "room_guests": ("A guest of a room", ROOM, {
        _S: "secret", _P: "player_id anchor joined_at knocked_at", _O: "room_id number name joined_round state",
    }),
    "room_calls": ("A guest's call on a file", ROOM, {_P: "room_id round player_id guess reason called_at"}),
    "room_stars": ("Stars that a guest gave to the call of another", ROOM, {
        _S: "to_number", _P: "room_id round player_id stars",
    }),
    "challenges": ("A challenge, made of a run that is over", CHALLENGE, {
        _S: "id", _P: "maker_id run_id", _O: "token deck_id deck_version mode day files made_at ended_at",
    }),
    "challenge_files": ("A file of a challenge", CHALLENGE, {
        _S: "challenge_id profile_id score before_id", _O: "turn anchor",
    }),
    "challenge_attempts": ("A player's attempt at a challenge", f"{PLAYER}; {CHALLENGE}", {
        _S: "challenge_id", _P: "player_id run_id begun_at",
    }),
    "room_votes": ("The law that a guest votes for, until the vote is closed", ROOM, {_P: "room_id player_id law"}),
    "room_laws": ("A law that a room has voted for; it names nobody", ROOM, {_O: "room_id first_round last_round law votes"}),
    "polls": ("A poll; its key is destroyed when it is closed", POLL, {
        _S: "key", _O: "id code room_id deck_id stage opened_at changed_at",
    }),
    "poll_answers": ("An answer to a poll, without a name, a time or an order", POLL, {
        _S: "pair", _P: "poll_id moment first second",
    }),
    "erasures": (
        "A player who was erased, so that a restored backup erases them again; the number reveals the minute of the first visit",
        "two years", {_P: "player_id erased_at"},
    ),
    "day_files": ("A file of a day", GAME, {_S: "profile_id score", _O: "deck_id day place deck_version anchor"}),
    "day_counts": ("How many answered higher or lower on a file of a day", GAME, {_O: "deck_id day place shard higher lower"}),
    "rated": ("The sum of all stars of a file", GAME, {
        _S: "first_score weight stars", _O: "profile_id players day day_weight",
    }),
    "decks": ("A deck", DECK, {
        _P: "host_id",
        _O: "id slug title theme model noun label unit low high version state size created_at edited revision labels locale "
            "kind decimals unit_first comparison less_is_better unlisted",
    }),
    "profiles": ("A file of a deck, invented or imported by its host", DECK, {
        _S: "score record withheld person reserve outcome",
        _O: "id deck_id name age occupation place file_number portrait portrait_alt look facts position since until "
            "revision picture_alt sought",
    }),
    "standings": ("The order of the files in a version of a deck", DECK, {_O: "deck_id version files quantiles"}),
    "seasons": ("A version with which a deck was made anew", DECK, {_O: "deck_id version began_at"}),
    "pictures": ("A picture that a host uploaded, redrawn without its metadata", DECK, {_O: "id deck_id image"}),
    "hosts": ("A host", HOST, {_S: "password_hash", _P: "id name name_key created_at operator"}),
    "host_sessions": ("A session of a host", "14 days", {_S: "token_hash", _P: "host_id created_at"}),
    "sign_in_tries": ("Tries to sign in, by a keyed hash of an address or of a host's name", UPLOAD, {
        _S: "counted tried until",
    }),
    "uploads": ("A spreadsheet that waits to become a deck, or to correct one", UPLOAD, {
        _S: "id slot complete", _P: "host_id purpose name filename options bad size arrived_at",
    }),
    "upload_pieces": ("A piece of such a spreadsheet", UPLOAD, {_S: "upload_id number", _P: "data"}),
    "alembic_version": ("The version of the schema", "for good", {_O: "version_num"}),
}  # fmt: skip


def _tag_all() -> None:
    for name, (about, kept, kinds) in TAGS.items():
        table = metadata.tables.get(name)
        if table is None:
            continue  # alembic's own
        table.info["about"] = about
        for kind, columns in kinds.items():
            for column in columns.split():
                table.c[column].info["tag"] = Tag(kind, kept)


_tag_all()


def tag_of(column: Column[object]) -> Tag | None:
    """The tag of a column, or None."""
    tag: Tag | None = column.info.get("tag")
    return tag


BESIDE = ("aliases", "erasures")
"""Tables that name a player and are not found by one: who has an alias, and who was erased."""


def of_players() -> list[Table]:
    """The tables with rows of players, in an order in which they can be emptied."""
    named = [table for table in reversed(metadata.sorted_tables) if "player_id" in table.c]
    own = [table for table in named if table.name not in BESIDE]
    return [*own, metadata.tables["players"]]


def document() -> str:
    """docs/privacy.md: every table and column with its tag."""
    lines = [HEAD]
    for table in metadata.sorted_tables:
        lines += [
            f"## `{table.name}`",
            "",
            f"{table.info['about']}.",
            "",
            "| column | whose | kept |",
            "|---|---|---|",
        ]
        for column in table.c:
            tag = tag_of(column)
            assert tag is not None
            lines.append(f"| `{column.name}` | {tag.kind} | {tag.kept} |")
        lines.append("")
    return "\n".join(lines)


HEAD = """# What is stored, about whom, and for how long

`higherthanthou db privacy` generates this page from the tags on the columns; a test keeps it up to date.

- **secret**: never leaves the server, or only once the file has been decided.
- **personal**: shown to the player or host it belongs to. *Your file* exports it and erases it.
- **public**: anybody who plays may see it.

A player reads the same at `/me/privacy`, with how many rows there are and why.

The game stores no name, e-mail address, network address or browser of a player. It counts addresses in memory, for an hour at most, to
limit newcomers, codes of no room or poll, wrong tickets and tries at a password. Those at a password it also counts in the database, by a hash that needs the server's secret, for three
minutes; the hour is for the name that was tried. What a process has in memory of a player goes when the player is erased; in other processes,
within a minute.

A player has one cookie: a random number, of which only a keyed hash is stored, and the player's number, masked so that the cookie alone
tells nobody who or since when. It is set by the first form that is sent, and ends after a year. Then everything that belongs to it is purged. A run that was never ended is purged 30 days after it began. A backup
contains what was there when it was made; restoring one erases again everybody who was erased since.

What a player reported of a file goes with the player. The host of the file, and operators, see the reason and how often it was given, not
by whom. A result that a player
makes public is seen by everybody who has its link: the alias, if it is not hidden, the calls, and the file that broke the run; not the own
score. In a room, everybody there may see the name of a guest, and who has the code sees the wall. The host who opened it also sees who
called what, and whether that was right, in the report. Nobody is told whose stars or whose call it was. Answers to a poll are told as sums, once it is closed, and
only if there are eight or more; if all eight say the same, that tells what each said. What stands beside an answer is a hash of the guest's or the player's number with a key that the poll alone
has: it brings the answer before and the one after together. The key is destroyed when the poll is closed; a backup made before that still has it. A vote for a law
is removed when the next file is asked, or the room ends. Whoever has the address
of a challenge sees who made it and who took it up, by their aliases, and how many calls were right; those who have judged all of its files
see what the others said of them. The mark of a challenge made of a streak is the score that its maker was compared at: it tells the
own score, or about where it stands. With a player's yes anybody may look at that player's runs from boards, once nobody can rank by it. An alias that is hidden stays in the player's own file as it is compared, so that it cannot be chosen again.

What the mirror says of a player is worked out from the log of guesses when that player looks. The server keeps it in memory until the next
call, and writes it nowhere: the export has those guesses, and erasing them erases it there too. What a room weighed is told only as a sum of eight guests or more.

Answers to the intake that are not sent yet stay in the browser tab, so that a reload keeps them. They go when the form is sent,
when the tab is closed, or when the file is erased.
Whether the stamp is heard or felt is remembered by the browser alone; it never tells the server.

Logs contain warnings and errors: the time, a request's number, method and path; no cookie, form, score or address.
"""
