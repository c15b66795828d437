"""``attune worker``: the process that runs jobs."""

import argparse
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("worker", help="run jobs until told to stop")
    add_edition(parser)
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time (4)")
    parser.add_argument("--queue", action="append", default=[], help="only this queue; may be repeated")
    parser.add_argument("--grace", type=float, default=25.0, help="seconds the running jobs have after SIGTERM (25)")
    parser.add_argument("--until-empty", action="store_true", help="end as soon as nothing waits")
    parser.add_argument("--metrics-port", type=int, help="serve Prometheus metrics on this loopback port")
    parser.set_defaults(run=run_worker)


def run_worker(arguments: argparse.Namespace) -> int:
    """Run jobs. Refuses on a database of another edition."""
    configure(arguments)
    from prometheus_client import start_http_server

    from attune.foundation.background.worker import WorkerOptions, work
    from attune.foundation.edition import EditionError, require_own_edition
    from attune.foundation.garbage import leave_what_is_loaded

    try:
        require_own_edition()
    except EditionError as error:
        raise Refusal(str(error)) from error
    if arguments.metrics_port:
        start_http_server(arguments.metrics_port, addr="127.0.0.1")
    leave_what_is_loaded()
    work(WorkerOptions(arguments.concurrency, tuple(arguments.queue), arguments.grace, arguments.until_empty))
    return 0
