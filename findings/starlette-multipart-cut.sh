#!/bin/sh
# Starlette 1.10.0 with python-multipart 0.0.34: a multipart form that ends before its closing boundary is taken as
# whole. The part that was under way is dropped without a word, so that an upload that broke off behind a proxy looks
# like a form in which no file was chosen; the fields before it are there.
#
# Seen, for a form with a title and a file, and the same without its last 20 bytes:
#   whole: {'title': 'Paper planes', 'file': 'planes.csv of 19 bytes'}
#   cut off in the file: {'title': 'Paper planes'}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check starlette==1.10.0 python-multipart==0.0.34

"$folder/venv/bin/python" -W ignore - >"$folder/seen" <<'PYTHON'
import asyncio
from collections.abc import AsyncIterator

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

FORM = (
    b'--line\r\nContent-Disposition: form-data; name="title"\r\n\r\nPaper planes\r\n'
    b'--line\r\nContent-Disposition: form-data; name="file"; filename="planes.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\nname,score\r\nAnn,640\r\n--line--\r\n"
)


async def read(body: bytes) -> dict[str, str]:
    async def stream() -> AsyncIterator[bytes]:
        yield body

    kind = Headers({"content-type": "multipart/form-data; boundary=line"})
    form = await MultiPartParser(kind, stream()).parse()
    return {
        name: f"{value.filename} of {value.size} bytes" if isinstance(value, UploadFile) else value
        for name, value in form.multi_items()
    }


print("whole:", asyncio.run(read(FORM)))
print("cut off in the file:", asyncio.run(read(FORM[:-20])))
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
whole: {'title': 'Paper planes', 'file': 'planes.csv of 19 bytes'}
cut off in the file: {'title': 'Paper planes'}
END
