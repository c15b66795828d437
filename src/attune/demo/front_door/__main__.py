"""Run the front door as a process of its own."""

import argparse
import asyncio
import sys

from attune.demo.errors import DemoError
from attune.demo.front_door.door import listening_sockets, serve_until_signal
from attune.demo.front_door.visit import Ports


def main() -> int:
    """Open the port and serve until SIGINT or SIGTERM; exit 1 with one line where it cannot be opened."""
    parser = argparse.ArgumentParser(prog="python -m attune.demo.front_door")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--web", type=int, required=True, help="the port of the web process")
    parser.add_argument("--websocket", type=int, required=True, help="the port of the websocket process")
    parser.add_argument("--processor", type=int, help="the port of the payment sandbox")
    asked = parser.parse_args()
    try:
        listeners = listening_sockets(asked.port, host=asked.host)
    except DemoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    ports = Ports(web=asked.web, websocket=asked.websocket, processor=asked.processor)
    asyncio.run(serve_until_signal(listeners, ports))
    return 0


if __name__ == "__main__":
    sys.exit(main())
