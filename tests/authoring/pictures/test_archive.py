"""A ZIP of pictures is a container and nothing else: hostile ones are refused in a sentence, in little time."""

import struct
import time
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from higherthanthou.authoring.pictures import archive
from higherthanthou.authoring.pictures.archive import (
    DAMAGED,
    LOCKED_UP,
    MOST_ENTRIES,
    NESTED,
    OTHER_METHOD,
    TOO_LARGE,
    TOO_MUCH,
    ArchivedPicture,
    ArchiveError,
    is_archive,
    pictures_in,
)
from higherthanthou.authoring.pictures.picture import MOST_BYTES


def zipped(*entries: tuple[str, bytes], method: int = ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """A ZIP of entries."""
    data = BytesIO()
    with ZipFile(data, "w", method) as file:
        for name, content in entries:
            file.writestr(name, content)
        file.comment = comment
    return data.getvalue()


def read(data: bytes) -> list[ArchivedPicture]:
    """Its pictures."""
    return list(pictures_in(BytesIO(data)))


def test_names_are_never_paths_and_leavings_are_passed_over() -> None:
    """Folders of any kind of computer, drives, ways upwards."""
    names = (
        "../../etc/Ann.png",
        "C:\\x\\Bo.png",
        "a/b/",
        "__MACOSX/._Ann.png",
        "a/.DS_Store",
        "/Thumbs.db",
        "Cé.png",
    )
    found = read(zipped(*[(name, b"x") for name in names], comment=b"PK\x05"))
    assert [one.name for one in found] == ["Ann.png", "Bo.png", "Cé.png"]
    assert {one.data for one in found} == {b"x"}


def test_an_entry_is_read_up_to_the_bound_of_a_picture() -> None:
    """Whatever its head says of its size; the others are used."""
    found = read(zipped(("bomb.png", bytes(MOST_BYTES + 1)), ("good.png", b"x")))
    assert [one.refused for one in found] == [TOO_LARGE, ""]
    lying = zipped(("bomb.png", bytes(MOST_BYTES + 1)))
    size = struct.pack("<L", MOST_BYTES + 1)
    assert lying.count(size) == 2
    (one,) = read(lying.replace(size, struct.pack("<L", 5)))
    assert one.refused == DAMAGED


def test_all_entries_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind so many bytes the others are told, and not read."""
    monkeypatch.setattr(archive, "TOGETHER", 10)
    found = read(zipped(("a.png", bytes(6)), ("b.png", bytes(6)), ("c.png", bytes(6))))
    assert [one.refused for one in found] == ["", "", TOO_MUCH]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        zipped(("a.png", b"x"))[:-1],
        zipped(("a.png", b"x")).replace(b"PK\x01\x02", b"PK\x01\x03"),
        b"PK\x05\x06" + bytes(17),
        zipped(*[(f"{n}", b"") for n in range(MOST_ENTRIES + 1)]),
        zipped(("a.png", b"x"))[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 2**31, 0, 0),
        zipped(("a.png", b"x"))[:-22] + b"PK\x06\x07" + bytes(16) + zipped(("a.png", b"x"))[-22:],
    ],
    ids=["empty", "head", "cut", "no directory", "short end", "many", "large directory", "zip64"],
)
def test_what_is_no_zip_of_pictures_is_refused_before_it_is_read(data: bytes) -> None:
    """In one sentence, and at once."""
    began = time.process_time()
    with pytest.raises(ArchiveError) as caught:
        read(data)
    assert str(caught.value).startswith("This ZIP ")
    assert time.process_time() - began < 1


def test_locked_and_odd_and_nested_entries_are_told() -> None:
    """And neither is opened."""
    locked = zipped(("a.png", b"x"), method=ZIP_STORED)
    place = locked.index(b"PK\x01\x02") + 8
    assert read(locked[:place] + b"\x01\x00" + locked[place + 2 :])[0].refused == LOCKED_UP
    assert read(zipped(("a.png", b"x"), method=ZIP_BZIP2))[0].refused == OTHER_METHOD
    assert read(zipped(("a.zip", zipped(("b.png", b"x")))))[0].refused == NESTED


def test_damage_is_told_of_the_entry_alone() -> None:
    """A checksum that is wrong, and deflated bytes that are none."""
    data = zipped(("a.png", b"secret"), ("b.png", b"x"), method=ZIP_STORED).replace(b"secret", b"public")
    assert [one.refused for one in read(data)] == [DAMAGED, ""]
    info = ZipInfo("a.png")
    info.compress_type = ZIP_DEFLATED
    packed = zipped(("a.png", b"secret" * 20))
    at = packed.index(b"a.png") + 5
    assert read(packed[:at] + b"\xff\xff\xff" + packed[at + 3 :])[0].refused == DAMAGED


def test_a_zip_is_known_by_its_first_bytes() -> None:
    """An empty one too."""
    assert is_archive(zipped(("a", b""))[:4])
    assert is_archive(zipped()[:4])
    assert not is_archive(b"\x89PNG")
