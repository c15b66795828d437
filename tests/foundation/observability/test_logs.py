"""What a log line may carry: names of ours and ids, never what a person typed."""

import io
import json
import logging
import sys

import pytest
import structlog

from attune.foundation.observability import logs
from attune.foundation.observability.correlation import correlated
from attune.kernel.identifiers import new_id

CANARY = "Canary Quillfeather"


@pytest.fixture
def lines(monkeypatch):
    """Collect what is written, as the product configures it; afterwards logging is as before."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", stream)
    logs.configure_logging({"level": "INFO"})
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = before[0], before[1]


def test_a_line_of_ours_carries_known_keys_and_the_requests_id(lines):
    request_id = new_id()

    with correlated(request_id):
        structlog.get_logger("attune.test").info("request", route="practice/members", status=200)

    (line,) = lines()
    assert {name: line[name] for name in ("event", "route", "status", "request_id")} == {
        "event": "request",
        "route": "practice/members",
        "status": 200,
        "request_id": str(request_id),
    }


def test_a_key_nobody_allowed_is_dropped_and_counted(lines):
    structlog.get_logger("attune.test").info("saved", patient_name=CANARY, status=200)

    (line,) = lines()
    assert (line["count"], line["reason_code"], line["status"]) == (1, "keys_dropped", 200)
    assert CANARY not in json.dumps(line)


def test_a_librarys_message_is_not_filled_in(lines):
    logging.getLogger("some.library").warning("Not Found: %s", f"/patients/{CANARY}")

    (line,) = lines()
    assert line["event"] == "Not Found: %s"
    assert CANARY not in json.dumps(line)


def test_a_librarys_line_about_an_answer_says_which(lines):
    about = {"status_code": 403, "request": CANARY}
    logging.getLogger("django.request").warning("%s: %s", "Forbidden", f"/patients/{CANARY}", extra=about)

    (line,) = lines()
    assert (line["event"], line["status"]) == ("%s: %s", 403)
    assert CANARY not in json.dumps(line)


def test_a_librarys_line_that_looks_like_ours_is_wrapped_like_any_other(lines):
    logging.getLogger("some.library").warning('{"status": 200}')

    (line,) = lines()
    assert (line["event"], line["logger"], "status" in line) == ('{"status": 200}', "some.library", False)


def test_an_exception_tells_its_type_and_place_and_not_its_text(lines):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("some.library").exception("It failed")

    (line,) = lines()
    assert line["exception"] == "builtins.ValueError"
    assert any("test_an_exception_tells" in frame for frame in line["frames"])
    assert CANARY not in json.dumps(line)
