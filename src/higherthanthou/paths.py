"""Where templates, static files and seeds are: inside the wheel, or at the top of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_HOME = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent.parent

TEMPLATES = _HOME / "templates"
STATIC = _HOME / "static"
SEED = _HOME / "seed"
