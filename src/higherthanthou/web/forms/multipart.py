"""Forms with files: limits for each file and for all together, and refusals in our own words."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePath
from typing import NamedTuple

from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from ...game.names.visible import is_blank
from ..http.headers import headers_of
from .reading import BODY, FIELDS, UNREADABLE, in_time, kind_in

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which no page can show."""

UPLOAD_SECONDS = 300
"""How long files may take to arrive: 25 MB at less than a megabit a second."""

TOGETHER = 256 * 1024**2
"""The most bytes of all files of a form together, including files that are too large to keep."""

TOO_LONG = "A text of that form is too long, and nothing was taken of it; save it as a file and send that."
MOST_NAMED = 1200
"""Up to this many files, each refused one is named; a form with more is refused as a whole."""


class SentFile(NamedTuple):
    """A file that was sent: its name, and why it is empty here if it was not kept."""

    name: str
    file: UploadFile
    refused: str


class _Parser(MultiPartParser):
    """Keeps files up to a number and a size, and for the others the reason why not."""

    def __init__(
        self,
        headers: Headers,
        stream: AsyncGenerator[bytes, None],
        most_bytes: int,
        most_files: int,
        longest: int,
    ) -> None:
        super().__init__(headers, stream, max_files=MOST_NAMED, max_fields=FIELDS, max_part_size=longest)
        self._most_bytes, self._most_files = most_bytes, most_files
        self._size = 0
        self.files: list[UploadFile] = []
        self.refused: dict[UploadFile, str] = {}
        self.ended = self.too_long = False

    @property
    def too_many(self) -> bool:
        """Whether parsing stopped because of the number of files; the library tells that only in words."""
        return self._current_files > self.max_files

    def on_headers_finished(self) -> None:
        """Begin a part."""
        self._check(self._current_part.content_disposition or b"")
        super().on_headers_finished()
        self._size = 0
        file = self._current_part.file
        if file is not None:
            self.files.append(file)
        if file is not None and len(self.files) > self._most_files:
            self.refused[file] = f"Only {self._most_files} go at once; send it again."

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Take more of the part; nothing of a refused file is kept."""
        file = self._current_part.file
        self._size += end - start
        if file is None:
            self.too_long = self._size > self.max_part_size
        else:
            if self._size > self._most_bytes:
                most = self._most_bytes // 1024**2
                self.refused.setdefault(file, f"It is larger than {most} MB; save it smaller and send that.")
            if file in self.refused:
                return
        super().on_part_data(data, start, end)

    def on_part_end(self) -> None:
        """End a part."""
        self._check(self._current_part.data)
        super().on_part_end()

    def _check(self, text: bytes | bytearray) -> None:
        """Accept UTF-8 only; the library would use any codec that a form names, or else Latin-1."""
        try:
            if self._charset != "utf-8":
                raise ValueError
            text.decode()
        except ValueError:
            raise MultiPartException(UNREADABLE) from None

    def on_end(self) -> None:
        """Mark the form as complete; one that was cut off never gets here."""
        self.ended = True


@asynccontextmanager
async def read_uploads(
    request: Request, most_bytes: int, most_files: int, together: int = TOGETHER, longest: int = BODY
) -> AsyncIterator[tuple[dict[str, str], list[SentFile]]]:
    """The fields of a form and its files, in their order; the files are not read yet.

    HTTPException if it is not such a form, takes too long, is larger than ``together`` bytes, or has a field
    of more than ``longest`` bytes.
    """
    if kind_in(headers_of(request.scope)) != b"multipart/form-data":
        raise HTTPException(422, "That form did not arrive as a form with files.")
    parser = _Parser(request.headers, _at_most(request, together + BODY), most_bytes, most_files, longest)
    try:
        fields = await _fields(parser, most_files)
        chosen = [file for file in parser.files if file.filename]
        _check_text(*fields, *fields.values(), *(str(file.filename) for file in chosen))
        yield fields, [SentFile(_bare(file), file, parser.refused.get(file, "")) for file in chosen]
    finally:
        for file in parser.files:
            await file.close()


async def _fields(parser: _Parser, most_files: int) -> dict[str, str]:
    """Read a form; return its fields. HTTPException if it is no form, cut off, or has too many files."""
    try:
        async with in_time(UPLOAD_SECONDS):
            form = await parser.parse()
    except MultiPartException:
        many = f"Those are more files than this office counts; choose at most {most_files} at once."
        said = many if parser.too_many else TOO_LONG if parser.too_long else UNREADABLE
        raise HTTPException(413 if parser.too_long else 422, said) from None
    if not parser.ended:
        raise HTTPException(422, UNREADABLE)
    return {key: value for key, value in form.items() if isinstance(value, str)}


def _check_text(*texts: str) -> None:
    """HTTPException if a text contains a NUL or half a character."""
    if any("\0" in text or SURROGATE.search(text) for text in texts):
        raise HTTPException(422, UNREADABLE)


@asynccontextmanager
async def read_upload(
    request: Request, most_bytes: int, longest: int = BODY
) -> AsyncIterator[tuple[dict[str, str], SentFile | None]]:
    """The fields of a form and its only file, or None. A field has at most ``longest`` bytes.

    HTTPException if it is not such a form, takes too long, or has several files or too large a one.
    """
    async with read_uploads(request, most_bytes, 1, most_bytes, longest) as (form, sent):
        if len(sent) > 1:
            raise HTTPException(422, "Choose one file; this form takes no more.")
        if sent and sent[0].refused:
            raise HTTPException(413, _too_large(most_bytes))
        yield form, sent[0] if sent else None


def _bare(file: UploadFile) -> str:
    """The name of a file, without folders; one that cannot be seen would be a link without words."""
    name = PurePath((file.filename or "").replace("\\", "/")).name[:200]
    return "Untitled" if is_blank(name) else name


def _too_large(most: int) -> str:
    return f"That is larger than {most // 1024**2} MB, and nothing was taken of it; make it smaller."


async def _at_most(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body as it arrives, up to ``most`` bytes."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413, _too_large(most))
        yield part
