#!/bin/sh
# dicebear-core 10.7.0 with dicebear-styles 10.6.0: every drawing has its options checked against a JSON schema anew, with
# jsonschema in Python: 0.4 of the time with two options, 0.6 with nine, though the schema stays the same. No option turns
# it off. Processor time is compared, not the clock, so that a busy machine gives the same answer.
#
# Seen:
#   of the processor time of 200 portraits with nine options, more than half is checking
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dicebear-core==10.7.0 dicebear-styles==10.6.0

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import json
from importlib import resources
from time import process_time

import dicebear_styles
from dicebear import Avatar, Style
from dicebear.validator import OptionsValidator

style = Style(json.loads((resources.files(dicebear_styles) / "open-peeps.json").read_text()))
chosen = {
    "headVariant": ["short1"], "headContrastColor": ["724133"], "expressionVariant": ["calm"],
    "facialHairProbability": 100, "facialHairVariant": ["moustache4"], "accessoriesProbability": 0,
    "skinColor": ["d08b5b"], "clothingColor": ["8fa7df"], "backgroundColor": ["eee5c8"],
}
looks = [{"seed": str(number), **chosen} for number in range(200)]
checking = 0.0
check = OptionsValidator.validate


def timed(options: dict[str, object]) -> None:
    global checking
    began = process_time()
    check(options)
    checking += process_time() - began


OptionsValidator.validate = staticmethod(timed)
str(Avatar(style, looks[0]))  # the first one reads the schema
checking, began = 0.0, process_time()
for look in looks:
    str(Avatar(style, look))
share = checking / (process_time() - began)
print(f"of the processor time of 200 portraits with nine options, {'more' if share > 0.5 else 'less'} than half is checking")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
of the processor time of 200 portraits with nine options, more than half is checking
END
