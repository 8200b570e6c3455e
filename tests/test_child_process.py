"""Work in a process of its own: its output, its limits, and that nothing of it is left over."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pytest

from higherthanthou import child_process
from higherthanthou.child_process import Refused, TooHard

MEMORY, SECONDS = 200 * 1024 * 1024, 30
lines = partial(child_process.lines, memory=MEMORY, seconds=SECONDS)
whole = partial(child_process.whole, memory=MEMORY, seconds=SECONDS, at_most=1024)


@pytest.fixture(autouse=True)
def chores(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child knows the tasks of the tests as well."""
    monkeypatch.setattr(child_process, "PROGRAM", (str(Path(__file__).parent / "chores.py"),))


def is_gone(number: bytes) -> bool:
    """No process has this number any more, not even a zombie."""
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    return False


def test_a_task_reads_bytes_and_its_arguments() -> None:
    """Arguments come as they are, whatever is in them, and all of stdin, more than a pipe holds."""
    sent = b"line\n" * 100_000
    assert whole("echo", "a b", "$HOME;'é", "", stdin=b"in\n") == "a b\n$HOME;'é\n\nin\n".encode()
    assert whole("echo", stdin=sent, at_most=len(sent)) == sent
    assert whole("echo", stdin=None) == b""


def test_a_task_reads_a_file_from_its_path_or_from_where_it_stands(tmp_path: Path) -> None:
    """An upload need not be read into memory to be worked on, and is read from the place it was left at."""
    path = tmp_path / "upload"
    path.write_bytes(b"first\nsecond\n")
    assert list(lines("echo", stdin=path)) == [b"first\n", b"second\n"]
    with path.open("rb") as file:
        file.readline()
        assert whole("echo", stdin=file) == b"second\n"
    with SpooledTemporaryFile() as spooled:
        spooled.write(b"first\nsecond\n")
        spooled.seek(6)
        assert whole("echo", stdin=spooled) == b"second\n"
    assert whole("echo", stdin=BytesIO(b"no file\n")) == b"no file\n"


def test_lines_come_one_by_one_and_closing_ends_the_task() -> None:
    """The first lines of an endless task are there, and when they are enough its process is gone."""
    with closing(lines("count", stdin=None)) as numbers:
        assert [next(numbers) for _ in range(3)] == [b"0\n", b"1\n", b"2\n"]
    with closing(lines("wait", stdin=None)) as said:
        number = next(said)
        assert not is_gone(number)
    assert is_gone(number)


def test_a_last_line_without_an_end_is_a_line() -> None:
    """Nothing that was written is lost."""
    assert list(lines("echo", stdin=b"one\ntwo")) == [b"one\n", b"two"]


def test_a_line_or_an_output_that_is_too_long_is_too_hard() -> None:
    """The parent holds at most what it said it would."""
    with pytest.raises(TooHard, match="line that is too long"):
        list(lines("echo", stdin=b"x" * (child_process.LONGEST_LINE + 1)))
    assert whole("echo", stdin=b"x" * 1024, at_most=1024) == b"x" * 1024
    with pytest.raises(TooHard, match="more than 1024 bytes"):
        whole("echo", stdin=b"x" * 1025, at_most=1024)
    with pytest.raises(TooHard, match="more than 1024 bytes"):
        whole("count", stdin=None)


def test_too_much_memory_is_too_hard_and_harms_the_task_alone() -> None:
    """A task that asks for more than it may is ended; one that asks for less is not; the parent lives."""
    assert whole("hog", str(MEMORY // 4), stdin=None) == b"%d\n" % (MEMORY // 4)
    with pytest.raises(TooHard, match="more memory"):
        whole("hog", str(MEMORY), stdin=None)
    assert whole("echo", stdin=b"still here") == b"still here"


@pytest.fixture
def deadline(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Comes when it is called, so that a task has the time to begin on any machine."""
    timers: list[threading.Timer] = []

    def timer(seconds: float, end: Callable[..., None], arguments: list[object]) -> threading.Timer:
        assert seconds == SECONDS
        timers.append(threading.Timer(3600, end, arguments))
        return timers[-1]

    monkeypatch.setattr(child_process, "Timer", timer)
    return lambda: timers[-1].function(*timers[-1].args)


def test_at_the_deadline_a_task_ends(deadline: Callable[[], None]) -> None:
    """Even an idle one, which takes none of the processor's time; no zombie is left of it."""
    said = lines("wait", stdin=None)
    number = next(said)
    deadline()
    with pytest.raises(TooHard, match="longer than it may"):
        next(said)
    assert is_gone(number)


def test_a_reader_that_went_away_leaves_no_process(deadline: Callable[[], None]) -> None:
    """Where nobody reads on and nobody closes, the deadline ends the task and reaps it."""
    abandoned = lines("wait", stdin=None)
    number = next(abandoned)
    deadline()
    assert is_gone(number)
    abandoned.close()


def test_the_limits_hold_without_a_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the parent forgets its deadline, the system's ends the child, be it idle or busy."""
    monkeypatch.setattr(child_process, "Timer", lambda *arguments: threading.Timer(600, lambda: None))
    with pytest.raises(TooHard, match="longer than it may"):
        list(lines("wait", stdin=None, seconds=1))
    with pytest.raises(TooHard, match="longer than it may"):
        list(lines("spin", stdin=None, seconds=1))


def test_a_refusal_is_its_sentence_after_what_was_written() -> None:
    """The sentence comes whole in any alphabet, cut to a length that no pipe blocks on."""
    refusing = lines("refuse", "Row 3 hat keinen «Namen».", stdin=None)
    assert next(refusing) == b"one\n"
    with pytest.raises(Refused) as refused:
        next(refusing)
    assert str(refused.value) == "Row 3 hat keinen «Namen»."
    with pytest.raises(Refused) as refused:
        whole("refuse", "é" * 5000, stdin=None)
    assert str(refused.value) == "é" * child_process.LONGEST_SENTENCE


def test_what_libraries_say_on_stderr_goes_nowhere_and_blocks_nothing() -> None:
    """More of it than a pipe holds does not hold up the task."""
    assert whole("chatter", stdin=None) == b"done\n"


@pytest.mark.parametrize(
    ("task", "told"), [("crash", "code -11"), ("fail", "ValueError"), ("nosuch", "KeyError")]
)
def test_a_task_that_dies_is_too_hard(task: str, told: str) -> None:
    """A crash and an unforeseen error tell their kind and quote nothing of what was sent."""
    with pytest.raises(TooHard, match=told) as hard:
        whole(task, stdin=None)
    assert "640" not in str(hard.value)


def test_a_machine_without_room_for_a_process_is_too_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too much work at once is for the caller to tell, like any work that cannot be done now."""
    monkeypatch.setattr(sys, "executable", "/no/python/here")
    with pytest.raises(TooHard, match="No process could be started"):
        whole("echo", stdin=b"")


def test_the_child_is_given_nothing_that_it_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits are set, the terminal is not its own, and neither secrets nor the working folder come along."""
    monkeypatch.setenv("HIGHERTHANTHOU_SECRET", "do not tell")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nor this")
    monkeypatch.setenv("PYTHONWARNINGS", "default")
    told = whole("look", stdin=None).decode().splitlines()
    limits = {"CORE=0", "FSIZE=0", f"NOFILE={child_process.OPEN_FILES}", f"CPU={SECONDS}", f"AS={MEMORY}"}
    assert limits <= set(told)
    assert "leader=True" in told
    variables = {line.removeprefix("variable=") for line in told if line.startswith("variable=")}
    assert variables <= {*child_process.INHERITED, "PYTHONPATH", "LC_CTYPE"}
    assert f"path={os.getcwd()}" not in told


def test_open_files_of_the_server_are_closed_in_the_child(tmp_path: Path) -> None:
    """Not even a descriptor that may be inherited, such as a database's, is."""
    with (tmp_path / "game.db").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        assert whole("descriptors", "1", str(file.fileno()), stdin=None) == b"1\n"


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    """What a hole in a decoder could write stays empty."""
    path = tmp_path / "written"
    assert whole("scribble", str(path), stdin=None) == b"could not\n"
    assert path.read_bytes() == b""


def test_many_threads_may_work_apart_at_once() -> None:
    """Each gets its own output."""
    got = {}

    def work(number: int) -> None:
        got[number] = whole("echo", str(number), stdin=b"x" * number)

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {number: b"%d\n" % number + b"x" * number for number in range(8)}
