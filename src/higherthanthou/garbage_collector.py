"""How often the garbage collector of a server looks for what is in circles, and at what."""

import gc

GC_THRESHOLDS = (20_000, 50, 100)
"""A request makes a few thousand short-lived objects; at the default of 700 the collector runs too often."""


def freeze() -> None:
    """Spare the garbage collector what is there by now and lasts; let it run seldom."""
    if gc.isenabled():  # if it is not, imports are all there was so far, and leave hardly any garbage
        gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(*GC_THRESHOLDS)
