"""What is loaded is left out of looks for garbage; what is made later is not."""

import subprocess
import sys

TRIED = """
import gc
from attune.foundation.garbage import leave_what_is_loaded

class Knot:
    def __init__(self):
        self.me = self

leave_what_is_loaded(look_every=500)
print(gc.get_freeze_count() > 1000, gc.get_threshold()[0])
gc.disable()
Knot()
print(gc.collect() >= 1)
"""


def test_what_stays_is_left_alone_and_a_knot_made_later_is_found():
    done = subprocess.run([sys.executable, "-c", TRIED], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "500", "True"]
