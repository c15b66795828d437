"""Start, stop or ask after the embedded server from a shell: python -m attune.embedded start."""

import argparse
import sys

from attune.embedded.errors import EmbeddedError
from attune.embedded.postgres import EmbeddedPostgres


def main() -> int:
    """Run one of start, stop and status; status exits 1 where no server runs."""
    parser = argparse.ArgumentParser(prog="python -m attune.embedded")
    parser.add_argument("command", choices=["start", "stop", "status"])
    command = parser.parse_args().command
    try:
        server = EmbeddedPostgres()
        if command == "start":
            server.start()
        elif command == "stop":
            server.stop()
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if command != "stop":
        sys.stdout.write(f"{server.admin_url() if server.is_running() else 'no server runs'}\n")
    return 0 if command != "status" or server.is_running() else 1


if __name__ == "__main__":
    sys.exit(main())
