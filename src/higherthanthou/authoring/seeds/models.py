"""Score models, read from seed/models."""

import tomllib

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...game.score import Model, parse_model
from ...paths import SEED


class SeedError(Exception):
    """A file below seed/ that cannot be used; the message is one sentence."""


@cached(SHIPPED)
def load_model(key: str) -> Model:
    """The score model of seed/models/{key}.toml; SeedError if there is none, or none that can be used."""
    path = SEED / "models" / f"{key}.toml"
    if not key.isalnum() or not path.is_file():
        raise SeedError(f"There is no score model {key} in seed/models.")
    try:
        return parse_model(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise SeedError(f"{path.name}: {str(error).removesuffix('.')}.") from None
