"""Players on a server that crashes, and a ledger of the guesses that it acknowledged."""

import asyncio
from random import Random

from live import Live
from posts import Wire, open_run, run

PLAYERS = 8
LOAD_SECONDS = 120


class Ledger:
    """Records every guess answered with 200, and checks afterwards that each is stored exactly once."""

    def __init__(self, live: Live, seed: int = 9, players: int = PLAYERS) -> None:
        """Create the players."""
        self.live, self.rng = live, Random(seed)
        self.acknowledged: dict[tuple[str, int], str] = {}
        self.refused = 0
        self.cookies = run(self._newcomers(players))

    async def _newcomers(self, players: int) -> list[str]:
        return [(await open_run(self.live.port))[1] for _ in range(players)]

    async def play(self, cookie: str, stop: asyncio.Event) -> None:
        """Open runs and guess at random until the connection breaks or ``stop`` is set.

        Guesses refused with 503 or 507 are sent again, with the same answer or the other one.
        """
        wire = Wire(self.live.port, cookie)
        try:
            while not stop.is_set():
                answer = await wire.post("/runs", "deck=citizens&mode=streak", htmx=False)
                if answer.status != 303:
                    self.refused += 1
                    await asyncio.sleep(0.05)
                    continue
                await self._judge(wire, answer.location, stop)
        except (OSError, EOFError):
            return
        finally:
            await wire.close()

    async def _judge(self, wire: Wire, path: str, stop: asyncio.Event) -> None:
        turn = 1
        while not stop.is_set():
            guess = self.rng.choice(("higher", "lower"))
            answer = await wire.post(f"{path}/guesses", f"turn={turn}&guess={guess}")
            if answer.status in (503, 507):
                self.refused += 1
                await asyncio.sleep(0.05)
                continue
            assert answer.status == 200, answer.status
            self.acknowledged.setdefault((path, turn), guess)
            turn += 1
            if b'data-testid="result"' in answer.body:
                return

    async def _until_enough(self, more: int, then: str) -> None:
        stop = asyncio.Event()
        players = [asyncio.create_task(self.play(cookie, stop)) for cookie in self.cookies]
        enough = len(self.acknowledged) + more
        async with asyncio.timeout(LOAD_SECONDS):
            while len(self.acknowledged) < enough and not all(player.done() for player in players):
                await asyncio.sleep(0)
        if then == "kill":
            self.live.kill()
        else:
            self.live.stop()
        await asyncio.gather(*players)

    def kill_and_start(self, then: str = "kill") -> float:
        """Stop the server under load, after more acknowledged guesses; return how long the restart takes."""
        run(self._until_enough(self.rng.randrange(20, 60), then))
        return self.live.start()

    def lost(self) -> list[tuple[str, int]]:
        """Acknowledged guesses that are missing from the log."""
        log = {
            (f"/runs/{row[0]}", row[1]): row[2]
            for row in self.live.sql("SELECT run_id, turn, guess FROM guesses")
        }
        return [key for key in self.acknowledged if key not in log]

    def changed(self) -> list[tuple[str, int]]:
        """Guesses that the log has otherwise than acknowledged; only meaningful if nothing was sent twice."""
        log = {
            (f"/runs/{row[0]}", row[1]): row[2]
            for row in self.live.sql("SELECT run_id, turn, guess FROM guesses")
        }
        return [key for key, guess in self.acknowledged.items() if log.get(key) not in (None, guess)]

    def half_done(self) -> int:
        """How many runs are not at the turn that their log says."""
        query = """
            SELECT count(*) FROM runs r
            WHERE turn - CASE WHEN open THEN 1 ELSE 0 END != (SELECT count(*) FROM guesses g WHERE g.run_id = r.id)
        """
        return int(self.live.sql(query)[0][0])
