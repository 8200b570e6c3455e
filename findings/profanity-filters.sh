#!/bin/sh
# Two filters against abuse that name many languages, and what they do to ordinary names and words.
# badwords-py 3.0.0: its lists are in part translations word by word, so that the German "please", the French "titmouse"
# and the Spanish and German "raccoon" count as abuse. glin-profanity 4.1.0 with all its languages: Cyrillic letters are
# read as the Latin ones that they look like, and then short words of one language are found inside words of another,
# so that the name of a Russian general and the surname "Saturday" count as abuse.
#
# Seen:
#   badwords-py: bitte abuse, mésange abuse, mapache abuse, Waschbär abuse, hello fine
#   glin-profanity: Суворов abuse, субботина abuse, Scunthorpe fine, hello fine
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check badwords-py==3.0.0 glin-profanity==4.1.0

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from badwords import ProfanityFilter
from glin_profanity import Filter


def told(words: str, is_abuse) -> str:
    return ", ".join(f"{word} {'abuse' if is_abuse(word) else 'fine'}" for word in words.split())


badwords = ProfanityFilter()
badwords.init()
print("badwords-py:", told("bitte mésange mapache Waschbär hello", badwords.is_profane))
glin = Filter({"all_languages": True})
print("glin-profanity:", told("Суворов субботина Scunthorpe hello", glin.is_profane))
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
badwords-py: bitte abuse, mésange abuse, mapache abuse, Waschbär abuse, hello fine
glin-profanity: Суворов abuse, субботина abuse, Scunthorpe fine, hello fine
END
