"""The OpenAPI documents: complete, published, and true."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from attune.api.documents import documents
from attune.cli.api import write_documents
from tests.api import cast

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "api"
EXAMPLES_PER_OPERATION = 15

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), address, operation)
        for address, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.edition
def test_the_published_documents_are_current(tmp_path):
    write_documents(Namespace(folder=tmp_path, edition=None))

    written = {path.name: path.read_text() for path in tmp_path.iterdir()}

    assert written == {name: (PUBLISHED / name).read_text() for name in documents()}


@pytest.mark.edition
def test_each_api_serves_its_own_document(db):
    for api in cast.apis():
        served = cast.Caller("", api.audience_name).get("/openapi.json")

        assert served.json() == json.loads(documents()[f"{api.document_name}.json"])


@pytest.mark.edition
def test_every_refusal_an_operation_can_answer_is_documented():
    missing = []
    for text in documents().values():
        for method, address, operation in operations(json.loads(text)):
            wanted = {"401", "403", "429"}
            wanted |= {"404"} if "{" in address else set()
            wanted |= {"422"} if operation["parameters"] else set()
            wanted |= {"409", "422"} if method != "GET" else set()
            wanted |= {"400", "413", "422"} if "requestBody" in operation else set()
            missing += [(method, address, status) for status in wanted - set(operation["responses"])]

    assert missing == []


@pytest.mark.edition
def test_every_operation_asks_for_a_token_and_every_write_but_a_put_takes_a_key():
    for text in documents().values():
        for method, _, operation in operations(json.loads(text)):
            headers = [one["name"] for one in operation["parameters"] if one["in"] == "header"]

            assert [list(named) for named in operation["security"]] == [["ApiToken"]]
            assert headers == ([] if method in ("GET", "PUT") else ["Idempotency-Key"])


def test_the_three_documents_offer_different_operations():
    offered = {
        name: {address.removeprefix(f"/api/{name.removesuffix('.json')}/v1") for address in json.loads(text)["paths"]}
        for name, text in documents().items()
    }

    assert list(offered) == ["provider.json", "patient.json", "admin.json"]
    assert "/members" in offered["provider.json"]
    assert "/members" not in offered["patient.json"]


@pytest.mark.edition
@pytest.mark.parametrize("api", cast.apis(), ids=lambda api: api.document_name)
def test_no_request_gets_a_server_error_or_an_undocumented_answer(committed_database, api):
    made = cast.token(cast.CALLERS[api.audience_name]())
    schema = schemathesis.openapi.from_wsgi(f"{api.root}openapi.json", get_wsgi_application())
    headers = {"Authorization": f"Bearer {made.text}"}

    asked = [_ask(found.ok(), headers) for found in schema.get_all_operations() if isinstance(found, Ok)]

    assert len(asked) == len(api.declarations())
    assert sum(asked) > len(asked)


def _ask(operation: Any, headers: dict[str, str]) -> int:
    """Send generated requests to one operation; return how many were sent."""
    sent = []

    @settings(
        max_examples=EXAMPLES_PER_OPERATION,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        sent.append(case)
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
    return len(sent)
