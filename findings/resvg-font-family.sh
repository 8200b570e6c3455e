#!/bin/sh
# resvg-py 0.5.0 with a variable font of @fontsource-variable/martian-mono 5.3.0, turned from woff2 into TTF by
# fonttools 4.68.0: stylesheets call this family "Martian Mono Variable", people "Martian Mono", but the file names
# itself after its default instance, and resvg knows that name only. Asked for one of the others it draws no text and
# raises no error: a picture without its words comes back as if all were well. Needs npm.
#
# Seen:
#   the file calls itself Martian Mono SemiExpanded
#   Martian Mono Variable: no ink
#   Martian Mono: no ink
#   Martian Mono SemiExpanded: ink
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    resvg-py==0.5.0 fonttools==4.68.0 brotli==1.2.1 pillow==12.2.0
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" @fontsource-variable/martian-mono@5.3.0 >/dev/null

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from io import BytesIO

import resvg_py
from fontTools.ttLib import TTFont
from PIL import Image

FILES = "node_modules/@fontsource-variable/martian-mono/files"
font = TTFont(f"{FILES}/martian-mono-latin-wght-normal.woff2")
font.flavor = None
font.save("font.ttf")
own = font["name"].getDebugName(1)
print("the file calls itself", own)
for family in ("Martian Mono Variable", "Martian Mono", own):
    text = f'<text x="10" y="40" font-size="30" font-family="{family}">650</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">{text}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, background="white", skip_system_fonts=True, font_files=["font.ttf"])
    darkest, _ = Image.open(BytesIO(bytes(png))).convert("L").getextrema()
    print(f"{family}:", "ink" if darkest < 128 else "no ink")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
the file calls itself Martian Mono SemiExpanded
Martian Mono Variable: no ink
Martian Mono: no ink
Martian Mono SemiExpanded: ink
END
