"""How many values each cache keeps at most. What does not fit is read or made again when it is wanted."""

RUNS = 2048
"""Open runs: as they were left, what was judged in them, what is the same on each page, what a mode adds."""

PLAYERS = 2048
"""Players, each with the deck played last."""

FILES = 4096
"""Files of decks, once as players see them and once as they are opened."""

LAID_FILES = 2048
"""Files as they were laid out last: on the desk, on the receipt."""

VERSIONS = 256
"""Versions of decks, each with the share of pairs in it that are close."""

FACTS = 16_384
"""Facts, as rows keep them and as HTML: a generated deck has some 2,300, each in three places."""

PORTRAIT_BYTES = 16 * 1024**2
"""Bytes of drawings in gzip: some 3,400 portraits."""

COOKIES = 20_000
"""Cookies of players, and whose they are."""

COUNTED = 100_000
"""Addresses, players or accounts in one moving window of a limit."""

SHARED_PAGES = 256
"""Pages as everybody sees them for a second: boards by deck, mode and period, decks, the front page."""

SHAPES, FORMS = 512, 1024
"""Shapes of a prepared template, and such a template with what lasts for a run filled in."""

HEADS = 256
"""Heads of answers. The date is in them, so that none is of use for longer than a second."""

ANSWERS = 64
"""Kinds of answers that are counted: a method and a status."""

LABELS = 1000
"""Labels of facts, of which one thing has to be found out."""

ACCEPTED = 256
"""Accept-Encoding headers as they were understood; browsers have a handful."""

HEAD_LENGTHS = 16
"""How many lines of a board a page shows: three, five, ten or twenty; each is a statement of its own."""

SHIPPED = 128
"""Things that the program ships and reads once, such as score models."""

QR_CODES = 64
"""Addresses as QR codes of some 5 KB: those of decks, and of the front page on walls."""

LINK_PICTURES = 64
"""Pictures for links to decks, dailies and rooms, of some 40 KB each."""

PLAYERS_PICTURES = 32
"""The same for what players make: challenges, and public results that are kept without a picture."""

ROOMS = 256
"""Live rooms, each with what was shown in it last."""

CROWDS, LAWS = 16, 256
"""Decks as the law lab counts them, at most 3,000 files each; and laws, with what each comes to in a deck."""
