"""The tables, a module for each noun. Times are milliseconds since 1970 (UTC); ids.py makes the ids."""

from sqlalchemy import Table

from .base import BIG, columns, metadata
from .boards import BoardCount, BoardRow
from .days import DayCount, DayEntry, DayFile
from .decks import STILL, DeckRow, Picture, ProfileRow, SeasonRow, StandingRow
from .ids import (
    ID_BITS,
    new_id,
    new_player_id,
    new_public_id,
    new_run_id,
    public_id_of,
    public_token,
    row_id_of,
)
from .joins import guesses_of, run_of
from .moderation import BoardStart, HiddenAlias, Report
from .people import AliasRow, Erasure, HostRow, HostSession, Player, Session
from .rooms import (
    PollAnswer,
    PollRow,
    RoomCall,
    RoomGuest,
    RoomLaw,
    RoomRound,
    RoomRow,
    RoomStars,
    RoomVote,
)
from .runs import (
    ChallengeAttempt,
    ChallengeFile,
    ChallengeRow,
    GuessRow,
    LifelineRow,
    PublicResult,
    RunRow,
    Sighting,
)
from .shared import SignInTries, UploadPiece, UploadRow
from .stars import RatedRow, Rating


def _table(name: str) -> Table:
    return metadata.tables[name]


players, aliases, sessions = map(_table, ("players", "aliases", "sessions"))
decks, profiles = map(_table, ("decks", "profiles"))
hosts, host_sessions, pictures = map(_table, ("hosts", "host_sessions", "pictures"))
standings, seasons = map(_table, ("standings", "seasons"))
runs, guesses, sightings, lifelines = map(_table, ("runs", "guesses", "sightings", "lifelines"))
public_results = _table("public_results")
day_files, day_counts, day_entries = map(_table, ("day_files", "day_counts", "day_entries"))
challenges, challenge_files = map(_table, ("challenges", "challenge_files"))
challenge_attempts = _table("challenge_attempts")
ratings, rated = map(_table, ("ratings", "rated"))
board_rows, board_counts, erasures = map(_table, ("board_rows", "board_counts", "erasures"))
rooms, room_rounds, room_guests = map(_table, ("rooms", "room_rounds", "room_guests"))
room_calls, room_stars = map(_table, ("room_calls", "room_stars"))
room_votes, room_laws = map(_table, ("room_votes", "room_laws"))
polls, poll_answers = map(_table, ("polls", "poll_answers"))
hidden_aliases, board_starts, reports = map(_table, ("hidden_aliases", "board_starts", "reports"))
sign_in_tries, uploads, upload_pieces = map(_table, ("sign_in_tries", "uploads", "upload_pieces"))

__all__ = [
    "BIG",
    "ID_BITS",
    "STILL",
    "AliasRow",
    "BoardCount",
    "BoardRow",
    "BoardStart",
    "ChallengeAttempt",
    "ChallengeFile",
    "ChallengeRow",
    "DayCount",
    "DayEntry",
    "DayFile",
    "DeckRow",
    "Erasure",
    "GuessRow",
    "HiddenAlias",
    "HostRow",
    "HostSession",
    "LifelineRow",
    "Picture",
    "Player",
    "PollAnswer",
    "PollRow",
    "ProfileRow",
    "PublicResult",
    "RatedRow",
    "Rating",
    "Report",
    "RoomCall",
    "RoomGuest",
    "RoomLaw",
    "RoomRound",
    "RoomRow",
    "RoomStars",
    "RoomVote",
    "RunRow",
    "SeasonRow",
    "Session",
    "Sighting",
    "SignInTries",
    "StandingRow",
    "UploadPiece",
    "UploadRow",
    "aliases",
    "board_counts",
    "board_rows",
    "board_starts",
    "challenge_attempts",
    "challenge_files",
    "challenges",
    "columns",
    "day_counts",
    "day_entries",
    "day_files",
    "decks",
    "erasures",
    "guesses",
    "guesses_of",
    "hidden_aliases",
    "host_sessions",
    "hosts",
    "lifelines",
    "metadata",
    "new_id",
    "new_player_id",
    "new_public_id",
    "new_run_id",
    "pictures",
    "players",
    "poll_answers",
    "polls",
    "profiles",
    "public_id_of",
    "public_results",
    "public_token",
    "rated",
    "ratings",
    "reports",
    "room_calls",
    "room_guests",
    "room_laws",
    "room_rounds",
    "room_stars",
    "room_votes",
    "rooms",
    "row_id_of",
    "run_of",
    "runs",
    "seasons",
    "sessions",
    "sightings",
    "sign_in_tries",
    "standings",
    "upload_pieces",
    "uploads",
]
