"""Where the tests' database server keeps its data: in memory, where there is room for it."""

import hashlib
import os
import shutil
from pathlib import Path

from attune.embedded.home import FOLDER, checkout

MEMORY = Path("/dev/shm")
ROOM_BYTES_MIN = 3_000_000_000


def tests_home() -> Path:
    """Return ATTUNE_HOME if that is set; else a folder in memory, if there is room; else the checkout's own.

    A clone of the template is hundreds of files: making and dropping them costs most disks more than the test does.
    """
    if os.environ.get("ATTUNE_HOME"):
        return Path(os.environ["ATTUNE_HOME"])
    mark = hashlib.sha256(os.fsencode(checkout())).hexdigest()[:12]
    home = MEMORY / f"attune-tests-{os.getuid()}-{mark}"
    try:
        has_room = home.is_dir() or shutil.disk_usage(MEMORY).free >= ROOM_BYTES_MIN
    except OSError:
        has_room = False
    return home if has_room and os.access(MEMORY, os.W_OK) else checkout() / FOLDER


if __name__ == "__main__":
    print(tests_home())  # noqa: T201 - scripts/test.sh asks
