"""Challenges in the store: the same files against the same mark, once for each player, and nothing ranked by them."""

import pytest
from sqlalchemy import delete, insert, select, update
from tests.store.runs.test_modes import Player

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import Refusal
from higherthanthou.game.modes.daily import closes_at, day_of
from higherthanthou.store.boards.hidden_aliases import NAMELESS, hide
from higherthanthou.store.challenges import attempts, challenges, making
from higherthanthou.store.challenges.challenges import MONTH, Challenge, Ended
from higherthanthou.store.challenges.trails import Looked, look
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import histories, players
from higherthanthou.store.runs import opening
from higherthanthou.store.tables import (
    challenge_attempts,
    challenge_files,
    decks,
    guesses,
    new_public_id,
    profiles,
    runs,
    sightings,
)
from higherthanthou.store.tables import challenges as challenge_rows
from higherthanthou.store.upkeep.purge import purge
from higherthanthou.store.upkeep.rebuild import differing
from world import NOW

LATER = closes_at(day_of(NOW))


class Challenger(Player):
    """Somebody who makes challenges and takes them up."""

    def play(self, mode: str, rights: int = 3) -> str:
        """A run with so many right calls, and then misses to its end."""
        run = self.start(mode)
        while self.desk(run).file is not None:
            judged = len(self.desk(run).judged)
            self.guess(run) if judged < rights else self.miss(run)
        return run

    def challenge(self, run: str, now: int = LATER) -> Challenge:
        """Make a challenge of a run."""
        return self.database.write_now(lambda c: making.make(c, self.id, run, now))

    def take_up(self, challenge: Challenge) -> str:
        """Begin it, or come back to it."""
        inputs = self.inputs()

        def work(connection) -> str:
            known = challenges.find(connection, challenge.token)
            return opening.take_up(connection, self.id, known, inputs).run_id

        return self.database.write_now(work)

    def finish(self, run: str, sides: list[Side] | None = None) -> list[tuple[int, int, int | None]]:
        """Judge all files, with these sides or right; return profile, anchor and person before of each."""
        seen = []
        while self.desk(run).file is not None:
            row = self.row(run)
            seen.append((row.profile_id, row.anchor, row.reference_id))
            self.guess(run, sides[len(seen) - 1] if sides else None)
        return seen

    def look(self, challenge: Challenge, beside: int = 0) -> Looked:
        """Look at it."""
        return self.database.read_now(lambda c: look(c, challenges.find(c, challenge.token), self.id, beside))

    def logged(self, run: str) -> list[tuple[int, int, int]]:
        """Profile, score and anchor of what was judged."""
        query = select(guesses.c.profile_id, guesses.c.score, guesses.c.anchor)
        query = query.where(guesses.c.run_id == run).order_by(guesses.c.turn)
        return [tuple(row) for row in self.database.read_now(lambda c: c.execute(query).all())]

    @property
    def alias(self) -> str:
        """What others read."""
        me = self.database.read_now(lambda c: players.me(c, self.id))
        assert me is not None
        return me.alias


@pytest.fixture
def ann(wide_database: Database) -> Challenger:
    """Who makes challenges."""
    return Challenger(wide_database, 1)


@pytest.fixture
def ben(wide_database: Database) -> Challenger:
    """Who takes them up."""
    return Challenger(wide_database, 2)


@pytest.mark.parametrize("mode", ["streak", "chain", "daily"])
def test_the_same_files_in_the_same_order_against_the_same_mark(
    ann: Challenger, ben: Challenger, mode: str
) -> None:
    """To the last one, whatever is missed; unranked, and on no board or daily of the one who takes it up."""
    run = ann.play(mode)
    challenge = ann.challenge(run)
    again = ben.take_up(challenge)
    wrong = [Side.LOWER if score > anchor else Side.HIGHER for _, score, anchor in ann.logged(run)]
    seen = ben.finish(again, wrong)
    assert ben.logged(again) == ann.logged(run)
    row = ben.row(again)
    assert (row.open, row.ranked, row.value, row.day) == (False, False, 0, None)
    assert [person for _, _, person in seen][1:] == (
        [profile for profile, _, _ in ann.logged(run)][:-1] if mode == "chain" else [None] * (len(seen) - 1)
    )
    kept = ben.database.read_now(lambda c: histories.export(c, ben.id))
    assert (kept["boards"], kept["days"]) == ([], [])
    assert ben.database.read_now(lambda c: list(differing(c))) == []
    result = ben.desk(again)
    assert (result.best, result.outcome.unranked) == (None, None)


def test_a_chain_begins_with_the_same_person(ann: Challenger, ben: Challenger) -> None:
    """Who is not in the log, but known by the score; that one counts as met, too."""
    run = ann.start("chain")
    first = ann.row(run).reference_id
    ann.guess(run)
    ann.miss(run)
    again = ben.take_up(ann.challenge(run))
    assert ben.row(again).reference_id == first
    assert ben.desk(again).before == ann.database.read_now(
        lambda c: c.execute(select(profiles.c.name).where(profiles.c.id == first)).scalar_one()
    )
    met = select(sightings.c.profile_id).where(sightings.c.player_id == ben.id)
    assert first in set(ben.database.read_now(lambda c: c.execute(met).scalars()))


def test_all_files_count_as_met_from_the_beginning(ann: Challenger, ben: Challenger) -> None:
    """Also those that the attempt never comes to; so none is dealt where it would rank."""
    run = ann.play("streak", 6)
    ben.take_up(ann.challenge(run))
    met = select(sightings.c.profile_id).where(sightings.c.player_id == ben.id)
    assert set(ben.database.read_now(lambda c: c.execute(met).scalars())) == {
        profile for profile, _, _ in ann.logged(run)
    }


def test_a_file_on_a_desk_that_ranks_is_judged_there_first(ann: Challenger, ben: Challenger) -> None:
    """Else the challenge would tell its score. Nothing is kept of the attempt that was refused."""
    run = ann.play("streak", 2)
    challenge, own = ann.challenge(run), ben.start("streak")
    [(profile, score, _)] = ann.logged(run)[:1]
    on_desk = update(runs).where(runs.c.id == own).values(profile_id=profile, file_score=score)
    ben.database.write_now(lambda c: c.execute(on_desk))
    with pytest.raises(Refusal, match="lies on your desk"):
        ben.take_up(challenge)
    assert not ben.database.read_now(lambda c: c.execute(select(challenge_attempts)).all())
    ben.finish(own, [Side.HIGHER] * 50) if ben.row(own).open else None
    assert ben.take_up(challenge)


def test_a_person_is_the_same_after_an_edit(ann: Challenger, ben: Challenger) -> None:
    """A publish or its undoing gives whom it changed another row: on a desk or met, it is the same person."""
    run = ann.play("streak", 2)
    challenge, own = ann.challenge(run), ben.start("streak")
    [(profile, score, _)] = ann.logged(run)[:1]
    row = ben.database.read_now(lambda c: c.execute(select(profiles).where(profiles.c.id == profile)).one())
    other = {**row._mapping, "id": profile + 1, "portrait": new_public_id()}
    ben.database.write_now(lambda c: c.execute(insert(profiles).values(other)))
    on_desk = update(runs).where(runs.c.id == own).values(profile_id=other["id"], file_score=score)
    ben.database.write_now(lambda c: c.execute(on_desk))
    with pytest.raises(Refusal, match="lies on your desk"):
        ben.take_up(challenge)
    ben.finish(own, [Side.HIGHER] * 50) if ben.row(own).open else None
    ben.take_up(challenge)
    met = select(sightings.c.profile_id).where(sightings.c.player_id == ben.id)
    assert other["id"] in ben.database.read_now(lambda c: c.execute(met).scalars().all())


def test_one_attempt_for_each_player_and_none_for_its_maker(ann: Challenger, ben: Challenger) -> None:
    """Asking again leads to that attempt, open or over; a run is made into one challenge."""
    run = ann.play("streak")
    challenge = ann.challenge(run)
    assert ann.challenge(run) == challenge
    again = ben.take_up(challenge)
    assert ben.take_up(challenge) == again
    ben.finish(again)
    assert ben.take_up(challenge) == again
    with pytest.raises(Refusal, match="your own"):
        ann.take_up(challenge)


def test_what_no_challenge_is_made_of(ann: Challenger, ben: Challenger) -> None:
    """Somebody else's run is missing; an open one, another mode, a challenge and a day that goes on are refused."""
    run = ann.play("streak")
    for who, which in ((ben, run), (ann, "nothing")):
        with pytest.raises(Missing):
            who.challenge(which)
    daily = ann.play("daily")
    with pytest.raises(Refusal, match="an hour after the end of its day"):
        ann.challenge(daily, LATER - 1)
    year = ann.start("year")
    for which, why in ((ann.start("streak"), "still open"), (year, "still open")):
        with pytest.raises(Refusal, match=why):
            ann.challenge(which)
    while ann.desk(year).file is not None:
        ann.miss(year, stake="10")
    again = ben.take_up(ann.challenge(run))
    ben.finish(again)
    for who, which in ((ann, year), (ben, again)):
        with pytest.raises(Refusal, match="a streak, a chain or a daily"):
            who.challenge(which)


def test_a_run_without_a_call_is_none_to_play_again(ann: Challenger) -> None:
    """It was closed before, because the own score had changed."""
    run = ann.start("streak")
    ann.database.write_now(lambda c: opening.score(c, ann.id, 700, {}, NOW))
    with pytest.raises(Refusal, match="Nothing was judged"):
        ann.challenge(run)


def test_the_first_intake_closes_no_attempt(ann: Challenger, ben: Challenger) -> None:
    """It is the only one, and not about the own score."""
    again = ben.take_up(ann.challenge(ann.play("streak")))
    ben.database.write_now(lambda c: opening.score(c, ben.id, 700, {}, NOW))
    assert ben.row(again).open


def test_trails_are_side_by_side_once_both_are_at_their_end(ann: Challenger, ben: Challenger) -> None:
    """Not a call of the other one before; the maker sees whoever has finished, by place if asked for."""
    run = ann.play("streak", 3)
    challenge = ann.challenge(run)
    cleo = Challenger(ann.database, 3)
    assert (cleo.look(challenge).mine, cleo.look(challenge).other) == ((), None)
    again = ben.take_up(challenge)
    ben.guess(again)
    for who in (ann, ben, cleo):
        assert who.look(challenge).other is None
    ben.finish(again)
    seen = ben.look(challenge)
    assert (seen.other.name, len(seen.other.trail), len(seen.mine)) == (ann.alias, 4, 4)
    assert [step.right for step in seen.mine] == [True] * 4
    assert [step.right for step in seen.other.trail] == [True] * 3 + [False]
    assert [step.name for step in seen.mine] == [step.name for step in seen.other.trail]
    cleo.finish(cleo.take_up(challenge), [Side.HIGHER] * 4)
    assert ann.look(challenge).other.name == ben.alias
    assert ann.look(challenge, 2).other.name == cleo.alias
    assert ben.look(challenge, 2).other.name == cleo.alias
    assert ben.look(challenge, 3).other.name == ann.alias
    assert ann.desk(run).outcome.challenge is None
    assert ben.desk(again).outcome.challenge == ben.look(challenge)


def test_who_took_it_up_is_listed_by_right_calls(ann: Challenger, ben: Challenger) -> None:
    """Those who still judge come last; an alias that is hidden on the deck is hidden here."""
    challenge = ann.challenge(ann.play("streak", 3))
    cleo, dora = Challenger(ann.database, 3), Challenger(ann.database, 4)
    for who, sides in ((cleo, [Side.HIGHER] * 4), (ben, None)):
        who.finish(who.take_up(challenge), sides)
    dora.take_up(challenge)
    listed = ann.look(challenge).attempts
    assert [one.player_id for one in listed] == [ben.id, cleo.id, dora.id]
    assert [one.open for one in listed] == [False, False, True]
    for who in (ann, ben):
        ann.database.write_now(lambda c, p=who: hide(c, p.id, p.alias, challenge.deck_id, NOW))
    seen = cleo.look(challenge)
    assert (seen.maker.name, seen.attempts[0].name, seen.other.name) == (NAMELESS,) * 3


def test_an_ended_challenge_stays_for_those_who_played(ann: Challenger, ben: Challenger) -> None:
    """Nobody new; only its maker ends it, and twice is as good as once."""
    challenge = ann.challenge(ann.play("streak"))
    again, cleo = ben.take_up(challenge), Challenger(ann.database, 3)
    with pytest.raises(Missing):
        ben.database.write_now(lambda c: challenges.end(c, ben.id, challenge.token, NOW))
    for now in (NOW, NOW + 5):
        ann.database.write_now(lambda c, at=now: challenges.end(c, ann.id, challenge.token, at))
    assert ann.look(challenge).challenge.ended_at == NOW
    with pytest.raises(Ended, match="is over"):
        cleo.take_up(challenge)
    ben.finish(ben.take_up(challenge))
    assert ben.take_up(challenge) == again
    assert ben.look(challenge).other.name == ann.alias


def test_erasing_its_maker_ends_it_and_erasing_a_guest_leaves_nothing(
    ann: Challenger, ben: Challenger
) -> None:
    """Those who have begun go on; of the maker neither name nor trail is left."""
    challenge = ann.challenge(ann.play("streak"))
    again, cleo = ben.take_up(challenge), Challenger(ann.database, 3)
    cleo.finish(cleo.take_up(challenge))
    ann.database.write_now(lambda c: players.erase(c, ann.id, NOW))
    ben.finish(again)
    seen = ben.look(challenge)
    assert (seen.maker, seen.challenge.maker_id, seen.challenge.run_id) == (None, 0, None)
    assert seen.other.name == cleo.alias
    with pytest.raises(Ended):
        Challenger(ann.database, 4).take_up(challenge)
    ben.database.write_now(lambda c: players.erase(c, cleo.id, NOW))
    assert [one.player_id for one in ben.look(challenge).attempts] == [ben.id]
    assert ben.look(challenge).other is None


def test_a_deck_that_has_changed_deals_the_same_files(ann: Challenger, ben: Challenger) -> None:
    """A newer version, or off the lists; an archived deck takes no more runs, as everywhere."""
    run = ann.play("streak")
    challenge = ann.challenge(run)
    newer = update(decks).where(decks.c.slug == "citizens").values(version=2, unlisted=True)
    gone = update(profiles).where(profiles.c.id.in_([p for p, _, _ in ann.logged(run)])).values(until=2)
    for change in (newer, gone):
        ann.database.write_now(lambda c, what=change: c.execute(what))
    again = ben.take_up(challenge)
    assert (ben.row(again).deck_version, [seen[0] for seen in ben.finish(again)]) == (
        1,
        [profile for profile, _, _ in ann.logged(run)],
    )
    ann.database.write_now(lambda c: c.execute(update(decks).values(state="archived")))
    cleo = Challenger(ann.database, 3)
    with pytest.raises(Refusal, match="archived"):
        cleo.take_up(challenge)
    assert ben.take_up(challenge) == again


def test_a_challenge_with_a_file_that_is_gone_says_so(ann: Challenger, ben: Challenger) -> None:
    """A published file stays in its version; should a database have lost it, nobody is led astray."""
    run = ann.play("streak")
    challenge = ann.challenge(run)
    lost = delete(profiles).where(profiles.c.id == ann.logged(run)[1][0])
    ann.database.write_now(lambda c: c.execute(lost))
    with pytest.raises(Refusal, match="no longer there"):
        ben.take_up(challenge)


def test_a_full_challenge_takes_nobody_else(
    ann: Challenger, ben: Challenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is in it already is led back."""
    monkeypatch.setattr(attempts, "MOST", 1)
    challenge = ann.challenge(ann.play("streak"))
    again = ben.take_up(challenge)
    with pytest.raises(Refusal, match="full"):
        Challenger(ann.database, 3).take_up(challenge)
    assert ben.take_up(challenge) == again


def test_the_purge_takes_unfinished_attempts_and_challenges_a_month_after_their_end(
    ann: Challenger, ben: Challenger
) -> None:
    """And nothing of one that goes on."""
    kept, gone = (ann.challenge(ann.play("streak")) for _ in range(2))
    for challenge in (kept, gone):
        ben.take_up(challenge)
    ann.database.write_now(lambda c: challenges.end(c, ann.id, gone.token, NOW))
    assert ann.database.write_now(lambda c: purge(c, NOW + MONTH)) == 2
    assert ann.look(kept).attempts == ann.look(gone).attempts == []
    assert ann.database.write_now(lambda c: purge(c, NOW + MONTH + 1)) == 1
    tables = (challenge_rows, challenge_files, challenge_attempts)
    left = ann.database.read_now(lambda c: [len(c.execute(table.select()).all()) for table in tables])
    assert left == [1, kept.files, 0]


def test_a_challenge_and_an_attempt_are_exported(ann: Challenger, ben: Challenger) -> None:
    """Each to whom it belongs."""
    run = ann.play("streak")
    challenge = ann.challenge(run)
    again = ben.take_up(challenge)
    mine, theirs = (ann.database.read_now(lambda c, p=who: histories.export(c, p.id)) for who in (ann, ben))
    assert [(one["challenge"], one["run"]) for one in mine["challenges_made"]] == [(challenge.token, run)]
    assert [(one["challenge"], one["run"]) for one in theirs["challenges"]] == [(challenge.token, again)]
    assert (mine["challenges"], theirs["challenges_made"]) == ([], [])


def test_dealing_ends_after_the_last_file(ann: Challenger, ben: Challenger) -> None:
    """There is no file of a turn that the challenge does not have, nor for anybody else's run."""
    challenge = ann.challenge(ann.play("streak", 1))
    again = ben.take_up(challenge)
    at = [ben.database.read_now(lambda c, t=t: attempts.file_at(c, ben.id, again, t)) for t in (1, 2, 3)]
    assert [one is not None for one in at] == [True, True, False]
    assert ann.database.read_now(lambda c: attempts.file_at(c, ann.id, again, 1)) is None
