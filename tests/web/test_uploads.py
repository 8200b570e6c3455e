"""Deck files that wait: kept whole, for an hour, and never taken for another one's."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from higherthanthou.authoring.importing import Wish
from higherthanthou.game.errors import Refusal
from higherthanthou.store.errors import Full, Missing
from higherthanthou.store.hosts import Host
from higherthanthou.store.tables import new_public_id
from higherthanthou.web import uploads
from higherthanthou.web.server import Server
from higherthanthou.web.uploads import MOST, Upload, find_upload, keep_upload, waiting

HOST, OTHER = Host(7, "Mevrouw Peeters"), Host(77, "Meneer Claes")
WISH = Wish(False, title="Films")

pytestmark = pytest.mark.sqlite


def keep(server: Server, called: str = "films.csv", host: Host = HOST) -> Upload:
    """Keep a small file."""
    return keep_upload(server.settings, host, new_public_id(), called, b"Film;Gross\nA;1\n", WISH)


def test_twenty_at_once_are_as_many_as_may_wait(server: Server) -> None:
    """Each that was taken is there with its name and its wish; each other is refused by name."""

    def try_it(n: int) -> Upload | str:
        try:
            return keep(server, f"films {n}.csv")
        except Refusal as refusal:
            return str(refusal)

    with ThreadPoolExecutor(20) as threads:
        done = list(threads.map(try_it, range(20)))
    taken = [upload for upload in done if isinstance(upload, Upload)]
    assert len(taken) == MOST
    for n, upload in enumerate(done):
        if isinstance(upload, Upload):
            found = find_upload(server.settings, HOST, upload.name)
            assert (found.called, found.wish) == (f"films {n}.csv", WISH)
        else:
            assert f"nothing was taken of films {n}.csv" in upload
    assert {upload.name for upload in waiting(server.settings, HOST)} == {upload.name for upload in taken}
    assert keep(server, host=OTHER).name in {upload.name for upload in waiting(server.settings, OTHER)}


def test_one_is_found_by_its_host_for_an_hour(server: Server) -> None:
    """Afterwards the next upload clears it away, and no other."""
    old, young = keep(server), keep(server)
    with pytest.raises(Missing):
        find_upload(server.settings, OTHER, old.name)
    before = time.time() - uploads.HOUR - 1
    for path in (old.path, old.path.with_suffix(".wish")):
        os.utime(path, (before, before))
    with pytest.raises(Missing):
        find_upload(server.settings, HOST, old.name)
    keep(server)
    assert not old.path.exists()
    assert find_upload(server.settings, HOST, young.name).wish == WISH


def test_what_is_wished_is_read_whole_while_it_is_written(server: Server) -> None:
    """By as many as there are, and Missing once it is dropped."""
    upload = keep(server)
    long = Wish(False, title="x" * 100, roles=tuple(f"fact: {n}" for n in range(200)))

    def write(n: int) -> None:
        upload.keep(long if n % 2 else WISH)

    with ThreadPoolExecutor(4) as threads:
        writing = [threads.submit(write, n) for n in range(200)]
        while not all(done.done() for done in writing):
            assert find_upload(server.settings, HOST, upload.name).wish in (WISH, long)
    upload.forget()
    with pytest.raises(Missing):
        find_upload(server.settings, HOST, upload.name)
    upload.forget()


def test_a_full_disk_is_said_and_leaves_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for everything else that has no room."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.os, "replace", full)
    with pytest.raises(Full):
        keep(server)
    assert list((server.settings.data_dir / "uploads").iterdir()) == []
