"""Deck files that wait: kept whole, for an hour, never taken for another one's, and never too many."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.web.hosts import add_host

from higherthanthou.authoring.import_options import ImportOptions
from higherthanthou.game.errors import Refusal
from higherthanthou.store.engine.errors import Full, Missing
from higherthanthou.store.hosts import hosts
from higherthanthou.store.hosts import uploads as rows
from higherthanthou.store.hosts.hosts import Host
from higherthanthou.store.hosts.uploads import CORRECTION, CUT_OFF, HOUR, MOST, NEW_DECK, PIECE, NewUpload
from higherthanthou.store.tables import new_public_id, upload_pieces, uploads
from higherthanthou.store.upkeep.purge import purge
from higherthanthou.web.hosting import uploads as pages
from higherthanthou.web.hosting.uploads import (
    Upload,
    describe_upload,
    file_of,
    find_upload,
    forget_upload,
    keep_upload,
    waiting,
)
from higherthanthou.web.server import Server
from posts import run

OPTIONS = ImportOptions(False, title="Films")
DATA = b"Film;Gross\n" + bytes(range(256)) * (3 * PIECE // 256) + b"the end"
"""Three pieces and a bit."""


@pytest.fixture
def host(server: Server) -> Host:
    """A host."""
    return Host(add_host(server), "Mevrouw Peeters")


def keep(server: Server, host: Host, called: str = "films.csv", data: bytes = b"Film;Gross\nA;1\n") -> Upload:
    """Keep a file."""
    return run(keep_upload(server, host, new_public_id(), called, data, OPTIONS))


def all_of(server: Server, host: Host) -> set[str]:
    """The names of the uploads of a host at this moment."""
    return {upload.name for upload in run(waiting(server, host))}


def counts(server: Server) -> tuple[int, int]:
    """How many uploads there are, and how many pieces."""
    return server.database.read_now(
        lambda c: tuple(
            c.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (uploads, upload_pieces)
        )
    )


async def whole(server: Server, upload: Upload) -> bytes:
    """All bytes of an upload."""
    async with file_of(server, upload) as file:
        return file.read()


def test_twenty_at_once_are_as_many_as_may_wait(server: Server, host: Host) -> None:
    """Each that was taken is there with its bytes and its options; each other is refused by name."""

    async def try_it(n: int) -> Upload | str:
        try:
            return await keep_upload(
                server, host, new_public_id(), f"films {n}.csv", DATA + b"%d" % n, OPTIONS
            )
        except Refusal as refusal:
            return str(refusal)

    async def all_at_once() -> list[Upload | str]:
        return list(await asyncio.gather(*map(try_it, range(20))))

    done = run(all_at_once())
    taken = [upload for upload in done if isinstance(upload, Upload)]
    assert len(taken) == MOST
    for n, upload in enumerate(done):
        if isinstance(upload, Upload):
            found = run(find_upload(server, host, upload.name))
            assert (found.filename, found.options) == (f"films {n}.csv", OPTIONS)
            assert run(whole(server, found)) == DATA + b"%d" % n
        else:
            assert f"nothing was taken of films {n}.csv" in upload
    assert all_of(server, host) == {upload.name for upload in taken}
    other = Host(add_host(server, "Meneer Claes"), "Meneer Claes")
    assert keep(server, other).name in all_of(server, other)


def test_a_mended_file_takes_the_place_of_the_oldest_whose_rows_were_refused(
    server: Server, host: Host
) -> None:
    """Those that can become decks as they are stay, and count; one with other options counts again."""
    good, bad = [keep(server, host) for _ in range(MOST - 2)], []
    for _ in range(2):
        server.now.sleep(1)  # type: ignore[attr-defined]  # it is a clock of the tests
        bad.append(run(describe_upload(server, keep(server, host), OPTIONS, bad=True)))
    with_room = {keep(server, host).name}
    assert all_of(server, host) == {upload.name for upload in (*good, bad[1])} | with_room
    run(describe_upload(server, bad[1], OPTIONS))
    with pytest.raises(Refusal, match="nothing was taken"):
        keep(server, host)


def test_how_long_one_is_kept_yet_is_told(server: Server, host: Host) -> None:
    """By the clock of the server, in minutes, also after its options were changed."""
    upload = keep(server, host)
    assert upload.minutes == 60
    server.now.sleep(59 * 60)  # type: ignore[attr-defined]  # it is a clock of the tests
    run(describe_upload(server, upload, ImportOptions(False, title="Birds")))
    keep(server, host)
    found = run(find_upload(server, host, upload.name))
    assert (found.minutes, found.options.title) == (1, "Birds")
    server.now.sleep(61)  # type: ignore[attr-defined]  # it is a clock of the tests
    keep(server, host)
    assert counts(server) == (2, 2)


def test_one_is_found_by_its_host_for_an_hour(server: Server, host: Host) -> None:
    """And for what it was sent; afterwards the purge clears it away, and no other."""
    other = Host(add_host(server, "Meneer Claes"), "Meneer Claes")
    old = keep(server, host, data=DATA)
    server.now.sleep(1)  # type: ignore[attr-defined]  # it is a clock of the tests
    young = keep(server, host)
    for whose, purpose in ((other, NEW_DECK), (host, CORRECTION)):
        with pytest.raises(Missing):
            run(find_upload(server, whose, old.name, purpose))
    server.now.sleep(HOUR // 1000)  # type: ignore[attr-defined]  # it is a clock of the tests
    with pytest.raises(Missing):
        run(find_upload(server, host, old.name))
    assert all_of(server, host) == {young.name}
    assert counts(server) == (2, 5)
    server.database.write_now(lambda c: purge(c, server.now()))
    assert counts(server) == (1, 1)
    assert run(find_upload(server, host, young.name)).options == OPTIONS


def test_the_same_form_goes_on_with_what_another_process_left(server: Server, host: Host) -> None:
    """One that was killed between two pieces: nothing of it is found, and nothing twice once it is sent again."""
    name, database = new_public_id(), server.database
    new = NewUpload(name, "films.csv", "{}", len(DATA))
    begun = database.write_now(lambda c: rows.begin(c, host, NEW_DECK, new, server.now()))
    assert begun is not None
    for number in (0, 1):
        database.write_now(lambda c, n=number: rows.add_piece(c, begun, n, DATA[n * PIECE : (n + 1) * PIECE]))
    with pytest.raises(Missing):
        run(find_upload(server, host, name))
    upload = run(keep_upload(server, host, name, "films.csv", DATA, OPTIONS))
    assert run(whole(server, upload)) == DATA
    assert upload.options == OPTIONS
    assert run(keep_upload(server, host, name, "films.csv", DATA, OPTIONS)) == upload
    assert counts(server) == (1, 4)


def test_what_was_cut_off_takes_no_place_for_long(server: Server, host: Host) -> None:
    """It counts as waiting for some minutes, and a piece that comes later still is refused."""
    for _ in range(MOST):
        new = NewUpload(new_public_id(), "films.csv", "{}", len(DATA))
        begun = server.database.write_now(lambda c, n=new: rows.begin(c, host, NEW_DECK, n, server.now()))
        assert begun is not None
    with pytest.raises(Refusal):
        keep(server, host)
    server.now.sleep(CUT_OFF // 1000 + 1)  # type: ignore[attr-defined]  # it is a clock of the tests
    keep(server, host)
    assert counts(server) == (1, 1)
    with pytest.raises(Missing):
        server.database.write_now(lambda c: rows.add_piece(c, begun, 0, b"late"))


def test_all_hosts_together_have_room_for_so_much(
    server: Server, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond it a file is refused by name, and what waits stays."""
    monkeypatch.setattr(rows, "TOGETHER", len(DATA) + 100)
    kept = keep(server, host, data=DATA)
    other = Host(add_host(server, "Meneer Claes"), "Meneer Claes")
    with pytest.raises(Refusal, match=r"nothing was taken of birds\.csv"):
        keep(server, other, "birds.csv", b"x" * 101)
    assert all_of(server, host) == {kept.name}
    assert keep(server, other, data=b"x" * 100).name in all_of(server, other)


def test_what_is_dropped_is_gone_and_so_is_what_a_removed_host_had(server: Server, host: Host) -> None:
    """With its pieces; whoever comes for it is told Missing."""
    first, second = keep(server, host), keep(server, host, data=DATA)
    run(forget_upload(server, first))
    with pytest.raises(Missing):
        run(find_upload(server, host, first.name))
    with pytest.raises(Missing):
        run(whole(server, first))
    run(forget_upload(server, first))
    assert run(whole(server, second)) == DATA
    server.database.write_now(lambda c: hosts.remove(c, host.id))
    assert counts(server) == (0, 0)


def test_a_full_disk_is_said(server: Server, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for everything else that has no room; the upload waits on."""
    upload = keep(server, host)

    class Disk:
        def __enter__(self) -> "Disk":
            return self

        def __exit__(self, *_: Any) -> None:
            """Nothing to close."""

        def seek(self, _: int) -> None:
            """At the beginning."""

        def truncate(self) -> None:
            """Empty."""

        def write(self, _: bytes) -> None:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pages, "TemporaryFile", Disk)
        with pytest.raises(Full):
            run(whole(server, upload))
    assert run(whole(server, upload)) == b"Film;Gross\nA;1\n"
