"""Words that neither a deck nor an alias may have, read from seed/blocklist.txt."""

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...game.names.folding import words_of
from ...paths import SEED


@cached(SHIPPED)
def load_blocklist() -> frozenset[str]:
    """The words of seed/blocklist.txt, folded; what follows a # is a remark."""
    lines = (SEED / "blocklist.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in words_of(line.partition("#")[0]))
