"""``python -m attune.bench.servers MODULE PORT``: serve one of the two by the product's own server."""

import sys

from attune.web.server import web_server

if __name__ == "__main__":
    module, port = sys.argv[1:]
    web_server(host="127.0.0.1", port=int(port), application=f"attune.bench.servers.{module}:application").serve()
