#!/bin/sh
# rcssmin 1.3.0 knows @media and @supports as blocks that hold rules, but neither @layer nor @container. In these it takes
# ".rows :is(td)" for a declaration and drops the space before the colon. That is another selector: it no longer means
# the cells in .rows, but .rows itself where it is a cell. Nothing warns, and the rule is lost.
#
# Seen:
#   plain: .rows :is(td){width:25%}
#   @media print: .rows :is(td){width:25%}
#   @supports (gap: 0): .rows :is(td){width:25%}
#   @layer pages: .rows:is(td){width:25%}
#   @container (width > 9em): .rows:is(td){width:25%}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rcssmin==1.3.0

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from rcssmin import cssmin

RULE = ".rows :is(td) { width: 25%; }"
print("plain:", cssmin(RULE))
for block in ("@media print", "@supports (gap: 0)", "@layer pages", "@container (width > 9em)"):
    print(f"{block}:", cssmin(f"{block} {{ {RULE} }}").partition("{")[2].removesuffix("}"))
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
plain: .rows :is(td){width:25%}
@media print: .rows :is(td){width:25%}
@supports (gap: 0): .rows :is(td){width:25%}
@layer pages: .rows:is(td){width:25%}
@container (width > 9em): .rows:is(td){width:25%}
END
