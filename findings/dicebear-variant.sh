#!/bin/sh
# dicebear-core 10.7.0 with dicebear-styles 10.6.0: a misspelt option, or a colour that is none, is refused with
# OptionsValidationError. A variant is only held against a pattern of letters and digits, not against the names that
# the style has: a misspelt one is taken for an empty list, and the part is left out of the drawing. "short01" for
# "short1" draws a person without a head.
#
# Seen:
#   headVariants short1: OptionsValidationError
#   skinColor beige: OptionsValidationError
#   headVariant short1: a head
#   headVariant short01: as without a head
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dicebear-core==10.7.0 dicebear-styles==10.6.0

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import json
from importlib import resources

import dicebear_styles
from dicebear import Avatar, Style
from dicebear.errors import OptionsValidationError

style = Style(json.loads((resources.files(dicebear_styles) / "open-peeps.json").read_text()))


def drawn(option: str, value: list[str]) -> str:
    try:
        return str(Avatar(style, {"seed": "the same for all", option: value}))
    except OptionsValidationError as error:
        return type(error).__name__


print("headVariants short1:", drawn("headVariants", ["short1"])[:30])
print("skinColor beige:", drawn("skinColor", ["beige"])[:30])
headless = drawn("headVariant", [])
for name in ("short1", "short01"):
    same = drawn("headVariant", [name]) == headless
    print(f"headVariant {name}:", "as without a head" if same else "a head")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
headVariants short1: OptionsValidationError
skinColor beige: OptionsValidationError
headVariant short1: a head
headVariant short01: as without a head
END
