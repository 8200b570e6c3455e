"""Score models, read from seed/models."""

import tomllib
from functools import lru_cache

from ..game.score import Model, ModelError, parse_model
from ..paths import SEED


class SeedError(Exception):
    """A file below seed/ that cannot be used; the message is one sentence."""


@lru_cache
def load_model(key: str) -> Model:
    """The score model of seed/models/{key}.toml."""
    path = SEED / "models" / f"{key}.toml"
    try:
        return parse_model(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError:
        raise SeedError(f"There is no score model {key} in seed/models.") from None
    except (ModelError, tomllib.TOMLDecodeError) as error:
        raise SeedError(f"{path.name}: {error}") from None
