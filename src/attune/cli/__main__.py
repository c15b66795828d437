"""``python -m attune.cli``: the command line where no console script is installed."""

import sys

from attune.cli import main

sys.exit(main())
