"""Deck files that wait: kept whole, for an hour, and never taken for another one's."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from higherthanthou.authoring.import_options import ImportOptions
from higherthanthou.game.errors import Refusal
from higherthanthou.store.engine.errors import Full, Missing
from higherthanthou.store.hosts.hosts import Host
from higherthanthou.store.tables import new_public_id
from higherthanthou.web.hosting import uploads
from higherthanthou.web.hosting.uploads import MOST, Upload, find_upload, keep_upload, waiting
from higherthanthou.web.server import Server

HOST, OTHER = Host(7, "Mevrouw Peeters"), Host(77, "Meneer Claes")
OPTIONS = ImportOptions(False, title="Films")

pytestmark = pytest.mark.sqlite


def keep(server: Server, called: str = "films.csv", host: Host = HOST) -> Upload:
    """Keep a small file."""
    return keep_upload(
        server.settings, host, new_public_id(), called, b"Film;Gross\nA;1\n", OPTIONS, server.now()
    )


def find(server: Server, name: str, host: Host = HOST) -> Upload:
    """The upload of that name at this moment."""
    return find_upload(server.settings, host, name, server.now())


def all_of(server: Server, host: Host = HOST) -> set[str]:
    """The names of the uploads of a host at this moment."""
    return {upload.name for upload in waiting(server.settings, host, server.now())}


def test_twenty_at_once_are_as_many_as_may_wait(server: Server) -> None:
    """Each that was taken is there with its name and its options; each other is refused by name."""

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
            found = find(server, upload.name)
            assert (found.filename, found.options) == (f"films {n}.csv", OPTIONS)
        else:
            assert f"nothing was taken of films {n}.csv" in upload
    assert all_of(server) == {upload.name for upload in taken}
    assert keep(server, host=OTHER).name in all_of(server, OTHER)


def test_a_mended_file_takes_the_place_of_the_oldest_whose_rows_were_refused(server: Server) -> None:
    """Those that can become decks as they are stay, and count; one with other options counts again."""
    good, bad = [keep(server) for _ in range(MOST - 2)], []
    for _ in range(2):
        server.now.sleep(1)  # type: ignore[attr-defined]  # it is a clock of the tests
        bad.append(keep(server).keep(OPTIONS, bad=True))
    with_room = {keep(server).name}
    assert all_of(server) == {upload.name for upload in (*good, bad[1])} | with_room
    find(server, bad[1].name).keep(OPTIONS)
    with pytest.raises(Refusal, match="nothing was taken"):
        keep(server)


def test_how_long_one_is_kept_yet_is_told(server: Server) -> None:
    """By the clock of the server, in minutes, also after its options were changed."""
    upload = keep(server)
    assert upload.minutes == 60
    server.now.sleep(59 * 60)  # type: ignore[attr-defined]  # it is a clock of the tests
    upload.keep(ImportOptions(False, title="Birds"))
    keep(server)
    assert (find(server, upload.name).minutes, find(server, upload.name).options.title) == (1, "Birds")
    server.now.sleep(61)  # type: ignore[attr-defined]  # it is a clock of the tests
    keep(server)
    assert not upload.path.exists()
    assert not upload.path.with_suffix(".options").exists()


def test_one_is_found_by_its_host_for_an_hour(server: Server) -> None:
    """Afterwards the next upload clears it away, and no other."""
    old = keep(server)
    server.now.sleep(1)  # type: ignore[attr-defined]  # it is a clock of the tests
    young = keep(server)
    with pytest.raises(Missing):
        find(server, old.name, OTHER)
    server.now.sleep(uploads.HOUR // 1000)  # type: ignore[attr-defined]  # it is a clock of the tests
    with pytest.raises(Missing):
        find(server, old.name)
    keep(server)
    assert not old.path.exists()
    assert find(server, young.name).options == OPTIONS


def test_options_are_read_whole_while_it_is_written(server: Server) -> None:
    """By as many as there are, and Missing once it is dropped."""
    upload = keep(server)
    long = ImportOptions(False, title="x" * 100, roles=tuple(f"fact: {n}" for n in range(200)))

    def write(n: int) -> None:
        upload.keep(long if n % 2 else OPTIONS)

    with ThreadPoolExecutor(4) as threads:
        writing = [threads.submit(write, n) for n in range(200)]
        while not all(done.done() for done in writing):
            assert find(server, upload.name).options in (OPTIONS, long)
    upload.forget()
    with pytest.raises(Missing):
        find(server, upload.name)
    upload.forget()


def test_a_full_disk_is_said_and_leaves_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for everything else that has no room."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.os, "replace", full)
    with pytest.raises(Full):
        keep(server)
    assert list((server.settings.data_dir / "uploads").iterdir()) == []
