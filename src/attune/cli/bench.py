"""``attune bench``: the goals of speed, each measured as a ratio on a database of its own."""

import argparse
import os
import sys
from functools import partial
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure, is_development, kept_secrets
from attune.embedded.home import state_home
from attune.kernel.identifiers import new_id

STORM_SIZES = ("slots", "people")


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("bench", help="measure the goals of speed; exit 1 if one does not hold")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("name", nargs="?", help="one benchmark")
    which.add_argument("--all", action="store_true", help="every benchmark, in under five minutes")
    parser.add_argument("--slots", type=int, help="how many times the people of `storm` race for")
    parser.add_argument("--people", type=int, help="how many people of `storm` click on one time over the network")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    add_edition(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure on a scratch database, print each goal as soon as it is known; exit 1 if one does not hold."""
    if not is_development():
        raise Refusal("attune bench makes and drops databases. It runs on a developer's machine only.")
    sizes = _sizes(arguments)
    # The name of the measurement's own database: an edition's is not even looked at.
    name = os.environ["ATTUNE_DATABASE_NAME"] = f"attune_bench_{new_id().hex}"
    is_remote = bool(os.environ.get("DATABASE_URL"))
    configure(arguments)
    from attune.bench.register import NoSuchBenchmark, benchmarks, named
    from attune.bench.scratch import drop, scratch_database
    from attune.foundation.database.prepare import RolePasswords

    kept = kept_secrets(state_home())
    passwords = RolePasswords(kept["migrate_password"], kept["app_password"]) if is_remote else RolePasswords()
    try:
        chosen = list(benchmarks().values()) if arguments.all else [named(arguments.name)]
        chosen = [partial(measure, **sizes) for measure in chosen]
    except BaseException as error:
        # Setting Django up has made the database already.
        drop(os.environ["ATTUNE_ADMIN_URL"], name)
        if isinstance(error, NoSuchBenchmark):
            raise Refusal(str(error)) from error
        raise
    failed = []
    with scratch_database(os.environ["ATTUNE_ADMIN_URL"], name=name, passwords=passwords) as scratch:
        for measure in chosen:
            for measured in measure(scratch):
                print(measured.as_json() if arguments.json else measured, flush=True)
                if not measured.holds:
                    failed.append(measured.name)
    if failed:
        print(f"Does not hold: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _sizes(arguments: argparse.Namespace) -> dict[str, int]:
    """Return the sizes that were asked for, of the storm. Raises Refusal."""
    asked = {name: size for name in STORM_SIZES if (size := getattr(arguments, name)) is not None}
    for name, size in asked.items():
        if arguments.name != "storm" or size < 1:
            raise Refusal(f"--{name} is a number of one or more, and for `attune bench storm` alone.")
    return asked
