"""``attune faults``: seeded runs in which processes die and answers are lost, and what must hold anyway."""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from attune.cli.environment import REFUSED, Refusal, add_edition, configure, is_development
from attune.faults.names import MUTANT_NAMES
from attune.kernel.identifiers import new_id

MEMORY = Path("/dev/shm")  # noqa: S108  (the folder made there is private)
ROOM_BYTES_MIN = 1_000_000_000
MUTANT_SEEDS = 12
"""A mutant that lives through so many is not caught."""


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("faults", help="kill processes and lose answers, then check that nothing was lost")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    running = parts.add_parser("run", help="run seeds on a database server of their own; exit 1 on a violation")
    add_edition(running)
    running.add_argument("--seeds", type=int, default=2, help="how many (2)")
    running.add_argument("--first", type=int, default=1, help="the first seed (1)")
    running.add_argument("--json", action="store_true", help="one JSON object a line")
    running.add_argument("--mutant", default="", help="with our own code broken in this way; stops when that is seen")
    running.add_argument("--keep-log", type=Path, metavar="FILE", help="where what the processes wrote is kept")
    running.set_defaults(run=run_faults)
    mutants = parts.add_parser("mutants", help="break our own code in each way, and see that it is caught")
    add_edition(mutants)
    mutants.set_defaults(run=run_mutants)


def run_faults(arguments: argparse.Namespace) -> int:
    """Run seeds. The last line counts them; the exit code is 1 where something did not hold."""
    if not is_development():
        raise Refusal("attune faults kills a database server of its own. It runs on a developer's machine only.")
    if arguments.seeds < 1:
        raise Refusal("--seeds is a number of one or more.")
    if arguments.mutant and arguments.mutant not in MUTANT_NAMES:
        raise Refusal(f"There is no mutant {arguments.mutant}: {', '.join(MUTANT_NAMES)}.")
    with tempfile.TemporaryDirectory(prefix="attune-faults-", dir=_memory()) as folder:
        # A server of its own: it is going to be killed. Its account passes through.
        Path(folder).chmod(0o711)
        os.environ["ATTUNE_HOME"] = folder
        for name in ("DATABASE_URL", "ATTUNE_ADMIN_URL"):
            os.environ.pop(name, None)
        os.environ["ATTUNE_DATABASE_NAME"] = f"attune_bench_{new_id().hex}"
        os.environ["ATTUNE_LOG_LEVEL"] = "ERROR"
        configure(arguments)
        # Whoever ends it gets back what it started, as with Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        return _run(arguments, Path(folder))


def _memory() -> str | None:
    """Return where files are kept in memory, if there is room: a killed process loses none of them either."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES_MIN
    return str(MEMORY) if has_room else None


def _run(arguments: argparse.Namespace, folder: Path) -> int:
    from attune.bench.scratch import scratch_database
    from attune.embedded.postgres import EmbeddedPostgres
    from attune.faults.mutants import MUTANTS, break_database
    from attune.faults.runs import run_seed
    from attune.faults.stage import stage

    server, name = EmbeddedPostgres(), os.environ["ATTUNE_DATABASE_NAME"]
    mutate = MUTANTS.get(arguments.mutant, lambda: None)
    done = []
    try:
        with (
            scratch_database(server.admin_url(), name=name),
            stage(folder, admin_url=server.admin_url(name), mutate=mutate) as running,
        ):
            break_database(running, arguments.mutant)
            for seed in range(arguments.first, arguments.first + arguments.seeds):
                done.append(run_seed(running, seed))
                _tell(done[-1], as_json=arguments.json)
                if arguments.mutant and done[-1].violations:
                    break
    finally:
        if arguments.keep_log and (folder / "processes.log").is_file():
            arguments.keep_log.write_bytes((folder / "processes.log").read_bytes())
        server.stop()
    violated = sum(len(one.violations) for one in done)
    bookings, kills = sum(one.bookings for one in done), sum(one.kills for one in done)
    print(f"seeds {len(done)} bookings {bookings} kills {kills} violations {violated}", flush=True)
    return 1 if violated else 0


def _tell(seeded: Any, *, as_json: bool) -> None:
    counted = {"bookings": seeded.bookings, "refunds": seeded.refunds, "kills": seeded.kills}
    if as_json:
        print(json.dumps({"seed": seeded.seed, **counted, "violations": list(seeded.violations)}), flush=True)
        return
    print(f"seed {seeded.seed}: {', '.join(f'{name} {count}' for name, count in counted.items())}", flush=True)
    for violation in seeded.violations:
        print(f"  {violation}", flush=True)


def run_mutants(arguments: argparse.Namespace) -> int:
    """Run every mutant in a process of its own; exit 1 if one is not caught."""
    escaped = []
    for name in MUTANT_NAMES:
        command = [sys.executable, "-m", "attune.cli", "faults", "run", "--mutant", name]
        command += ["--seeds", str(MUTANT_SEEDS), *(["--edition", arguments.edition] if arguments.edition else [])]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode == REFUSED:
            print(done.stderr, end="", file=sys.stderr)
            return REFUSED
        # A run that broke off tells nothing: only one that was counted to its end does.
        told = done.stdout.strip()
        is_caught = re.search(r"^seeds \d+ .* violations [1-9]\d*$", told, re.MULTILINE) is not None
        counted = told.rpartition("\n")[2]
        print(f"{name}: {'caught' if is_caught else 'NOT CAUGHT'} ({counted})", flush=True)
        if not is_caught:
            escaped.append(name)
    return 1 if escaped else 0
