"""The revisions of the schema, which the files of the migrations are named by."""

from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
REVISIONS = sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
HEAD = REVISIONS[-1]
