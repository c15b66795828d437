"""``attune demo`` from nothing: a state folder of its own, a server of its own, and nothing left behind."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.journey, pytest.mark.edition]

START_SECONDS_MAX = 300


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="attune-demo-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ATTUNE_", "DATABASE_", "DJANGO_"))
    }
    return kept | {"ATTUNE_HOME": str(home)}


def processes_of(home: Path) -> list[str]:
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(home) in line]


def test_the_demonstration_starts_answers_and_leaves_nothing_behind(home):
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "attune.cli",
        "demo",
        "--edition",
        settings.EDITION,
        "--port",
        str(port),
        "--size",
        "tiny",
    ]
    demo = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    told: list[str] = []
    try:
        signal.alarm(START_SECONDS_MAX)
        assert demo.stdout is not None
        for line in demo.stdout:
            told.append(line.rstrip())
            if line.startswith("Attune is ready"):
                break
        signal.alarm(0)
        with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=10) as answer:
            ready = json.load(answer)
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as answer:
            page = answer.read().decode()
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=60)

    assert told[-1] == f"Attune is ready: http://localhost:{port}"
    assert any(re.search(r"\bowner@\w+\.example\b", line) for line in told)
    assert ready == {"ready": True, "edition": settings.EDITION}
    assert "<h1" in page
    assert processes_of(home) == []
