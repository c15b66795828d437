"""How often a process that serves looks for garbage, and where it never does."""

import gc
from typing import Final

REQUESTS_GO_BY_THEMSELVES: Final = 10_000
"""Objects between two looks: what a request makes is nearly always gone without one."""


def leave_what_is_loaded(*, look_every: int = REQUESTS_GO_BY_THEMSELVES) -> None:
    """Leave what was loaded so far, which stays to the end, out of every later look for garbage.

    Each look at the oldest objects would else go through the whole program: a seventh of the time of a short call
    of the API. ``look_every`` is the number of new objects after which the young ones are looked at.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(look_every, 20, 20)
