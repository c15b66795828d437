"""``attune web`` and ``attune websocket``: the processes that answer browsers."""

import argparse
import os
from typing import Any

from attune.cli.environment import add_edition, configure


def register(commands: Any) -> None:
    """Add the commands."""
    for name, told in (("web", "pages and APIs over HTTP"), ("websocket", "the websocket that keeps pages up to date")):
        parser = commands.add_parser(name, help=f"serve {told}")
        add_edition(parser)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000 if name == "web" else 8001)
        parser.add_argument("--processes", type=int, default=int(os.environ.get("ATTUNE_WEB_PROCESSES", "1")))
        parser.set_defaults(run=run, component=name)


def run(arguments: argparse.Namespace) -> int:
    """Check that the database is this edition's, then serve until SIGTERM; requests under way are finished."""
    configure(arguments)
    from attune.foundation.edition import require_own_edition

    require_own_edition()
    from django.db import connection

    from attune.web.server import web_server, websocket_server

    connection.close()
    start = web_server if arguments.component == "web" else websocket_server
    start(host=arguments.host, port=arguments.port, processes=arguments.processes).serve()
    return 0
