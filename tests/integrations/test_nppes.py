"""What NPPES says, told apart: the sandbox and the recorded answers of the real one, read by one adapter."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.rules.checks import NpiFinding
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.registry import RegistryEntry, finding_of
from attune.credentialing.rules.screening import PersonName, person_name
from attune.integrations.nppes.answers import entry_in
from attune.integrations.nppes.registry import NppesRegistry
from attune.sandboxes.nppes.answers import Shape
from attune.sandboxes.nppes.server import running
from attune.sandboxes.nppes.store import RegistryStore
from tests.support.shared_data import shared_file

MARIA = person_name("Maria", "Testerson")


@pytest.fixture(params=list(Shape))
def registry(request, tmp_path: Path) -> Iterator[NppesRegistry]:
    with running(RegistryStore(tmp_path), shape=request.param) as url:
        yield NppesRegistry(url)


def found(entry: RegistryEntry | None, name: PersonName = MARIA) -> NpiFinding:
    return finding_of(entry, names=[name], profession=Profession.PSYCHOLOGIST)


@pytest.mark.parametrize(
    ("npi", "name", "finding"),
    [
        ("1000000004", MARIA, NpiFinding.MATCH),
        ("1000000004", person_name("Maria L.", "Testerson-Vega"), NpiFinding.MATCH),
        ("1000000004", person_name("Mario", "Testerson"), NpiFinding.NAME_DIFFERS),
        ("1678000021", person_name("Kevin", "OSample"), NpiFinding.TAXONOMY_DIFFERS),
        ("1456000011", MARIA, NpiFinding.ORGANIZATION),
        ("1899000032", person_name("Ana", "Fixture"), NpiFinding.DEACTIVATED),
        ("1234567893", person_name("Nobody", "Gone"), NpiFinding.NOT_FOUND),
        ("1999999984", MARIA, NpiFinding.NOT_FOUND),
    ],
)
def test_each_outcome_is_told_apart_in_both_shapes(registry, npi, name, finding):
    assert found(registry.look_up(npi).entry, name) is finding


@pytest.mark.parametrize(
    ("npi", "why"),
    [("1111111112", "HTTP 503"), ("1222222220", "error 04"), ("1333333338", "an answer that is no JSON")],
)
def test_what_is_no_answer_says_nothing_about_anybody(registry, npi, why):
    with pytest.raises(SourceUnavailable) as refused:
        registry.look_up(npi)

    assert refused.value.why == why


def test_the_answer_is_given_along_byte_for_byte(registry):
    raw = registry.look_up("1000000004").raw

    assert str(json.loads(raw)["results"][0]["number"]) == "1000000004"


def test_a_source_that_is_not_there_is_unavailable():
    with pytest.raises(SourceUnavailable, match="no answer: ConnectionRefusedError"):
        NppesRegistry("http://127.0.0.1:9/api/").look_up("1000000004")


@contextmanager
def answering(body: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"[]", "an answer of another form"),
        (b"{}", "an answer without results"),
        (b'{"result_count": 1, "results": [{"number": "1456000011"}]}', "an answer about somebody else"),
        (b'{"result_count": 1, "results": [{"number": 1000000004}]}', "an entry of another form"),
        (b"\xff\xfe", "an answer that is no JSON"),
        (b" " * (1024 * 1024 + 1), "an answer that is too long"),
    ],
)
def test_an_answer_nobody_understands_is_none(body, why):
    with answering(body) as url, pytest.raises(SourceUnavailable) as refused:
        NppesRegistry(url).look_up("1000000004")

    assert refused.value.why == why


@pytest.mark.parametrize("url", ["http://npiregistry.example/api/", "ftp://127.0.0.1/", "nppes"])
def test_an_address_that_would_not_be_private_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="ATTUNE_NPPES_URL"):
        NppesRegistry(url)


def recorded() -> list[tuple[str, bytes]]:
    folder = shared_file("nppes")
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.json"))]


def test_every_recorded_answer_is_read_for_each_npi_in_it():
    kinds = set()
    for name, raw in recorded():
        answer = json.loads(raw)
        for result in answer.get("results", []):
            entry = entry_in(json.dumps({"result_count": 1, "results": [result]}).encode(), npi=str(result["number"]))
            assert entry is not None, name
            assert entry.is_active, name
            assert bool(entry.names) is entry.is_person, name
            assert bool(entry.organization_name) is not entry.is_person, name
            assert all(len(code) == 10 for code in entry.taxonomies), name
            kinds.add((entry.is_person, type(result["number"]).__name__))

    assert kinds == {(True, "int"), (False, "int"), (False, "str")}


def test_recorded_errors_and_empty_answers_are_told_apart():
    told: set[str] = set()
    for _, raw in recorded():
        answer = json.loads(raw)
        if answer.get("results"):
            continue
        try:
            told.add(found(entry_in(raw, npi="1000000004")))
        except SourceUnavailable as unavailable:
            told.add(unavailable.why)

    assert told == {NpiFinding.NOT_FOUND, "error 04"}


def test_the_sandbox_says_what_the_recorded_registry_says(tmp_path):
    by_shape = {}
    for shape in Shape:
        with running(RegistryStore(tmp_path), shape=shape) as url:
            raw = NppesRegistry(url).look_up("1456000011").raw
            by_shape[shape] = json.loads(raw)["results"][0]
    old = json.loads(shared_file("nppes/api-8bdc8b.json").read_text())["results"][0]
    new = json.loads(shared_file("nppes/npi2_1770626038_captured_2026-08-02.json").read_text())["results"][0]

    for real, sandbox in ((old, by_shape[Shape.NUMBERS]), (new, by_shape[Shape.TEXTS])):
        shared = real.keys() & sandbox.keys()
        assert {"number", "enumeration_type", "basic", "taxonomies", "created_epoch"} <= shared
        assert {name: type(real[name]) for name in shared} == {name: type(sandbox[name]) for name in shared}
