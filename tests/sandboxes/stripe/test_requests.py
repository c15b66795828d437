"""The sandbox refuses what Stripe refuses: keys, unknown parameters, wrong values, used keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from attune.sandboxes.stripe.sandbox import PUBLISHABLE_KEY, SECRET_KEY
from attune.sandboxes.stripe.server import running
from tests.support.processor import Processor, processor_running

INTENT = {"amount": "15000", "currency": "usd"}


@pytest.fixture(scope="module")
def processor() -> Iterator[Processor]:
    with processor_running() as running_one:
        yield running_one


def post(processor: Processor, path: str, told: dict[str, Any], *, secret: str = SECRET_KEY, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"{processor.address}/v1/{path}"
    return requests.post(url, told, headers={"Authorization": f"Bearer {secret}", **named}, timeout=10)


@pytest.mark.parametrize(
    ("told", "code", "param"),
    [
        ({**INTENT, "amout": "1"}, "parameter_unknown", "amout"),
        ({**INTENT, "automatic_payment_methods[on]": "true"}, "parameter_unknown", "automatic_payment_methods[on]"),
        ({"amount": "15000"}, "parameter_missing", "currency"),
        ({**INTENT, "amount": "15.00"}, "parameter_invalid_integer", "amount"),
        ({**INTENT, "confirm": "maybe"}, "parameter_invalid_boolean", "confirm"),
        ({**INTENT, "amount[]": "1"}, None, "amount"),
        ({**INTENT, "capture_method": "sometimes"}, None, "capture_method"),
        ({**INTENT, "metadata": "text"}, "parameter_invalid_object", "metadata"),
        ({**INTENT, "amount": "49"}, "amount_too_small", "amount"),
        ({**INTENT, "application_fee_amount": "10"}, None, "application_fee_amount"),
        ({**INTENT, "payment_method": "pm_nobody"}, "resource_missing", "payment_method"),
    ],
)
def test_a_request_of_another_form_is_refused(processor: Processor, told: dict[str, str], code: str | None, param: str):
    error = post(processor, "payment_intents", told).json()["error"]

    assert (error["type"], error.get("code"), error["param"]) == ("invalid_request_error", code, param)


@pytest.mark.parametrize(("secret", "status"), [("sk_test_other", 401), ("", 401), (PUBLISHABLE_KEY, 403)])
def test_who_has_not_the_secret_key_makes_no_payment(processor: Processor, secret: str, status: int):
    assert post(processor, "payment_intents", INTENT, secret=secret).status_code == status


def test_the_controls_take_the_secret_key_alone(processor: Processor):
    asked = requests.post(f"{processor.address}/_sandbox/state", json={}, timeout=10)

    assert asked.status_code == 401


def test_an_unknown_address_and_an_unknown_account_are_refused(processor: Processor):
    assert post(processor, "unicorns", {}).status_code == 404
    assert post(processor, "payment_intents", INTENT, Stripe_Account="acct_x").json()["error"]["code"] == (
        "account_invalid"
    )


def test_a_key_answers_again_what_it_answered(processor: Processor):
    first = post(processor, "payment_intents", INTENT, Idempotency_Key="again")

    second = post(processor, "payment_intents", INTENT, Idempotency_Key="again")

    assert (second.status_code, second.json()) == (200, first.json())
    assert ("Idempotent-Replayed" in first.headers, second.headers["Idempotent-Replayed"]) == (False, "true")


def test_a_key_with_other_parameters_is_refused_and_keeps_its_answer(processor: Processor):
    first = post(processor, "payment_intents", INTENT, Idempotency_Key="other")

    refused = post(processor, "payment_intents", {**INTENT, "amount": "15001"}, Idempotency_Key="other")

    assert (refused.status_code, refused.json()["error"]["type"]) == (400, "idempotency_error")
    assert post(processor, "payment_intents", INTENT, Idempotency_Key="other").json() == first.json()


def test_a_key_is_not_used_up_by_a_request_of_another_form(processor: Processor):
    post(processor, "payment_intents", {**INTENT, "amount": "x"}, Idempotency_Key="form")

    assert post(processor, "payment_intents", INTENT, Idempotency_Key="form").status_code == 200


def test_a_key_belongs_to_its_account(processor: Processor):
    account = post(processor, "accounts", {"type": "express"}).json()["id"]
    processor.control.onboard(account)
    first = post(processor, "payment_intents", INTENT, Idempotency_Key="whose")

    second = post(processor, "payment_intents", INTENT, Idempotency_Key="whose", Stripe_Account=account)

    assert second.status_code == 200
    assert second.json()["id"] != first.json()["id"]


def test_a_browser_learns_of_an_intent_by_its_secret_alone(processor: Processor):
    made = post(processor, "payment_intents", {**INTENT, "metadata[a]": "b"}).json()
    headers = {"Authorization": f"Bearer {PUBLISHABLE_KEY}"}

    def asked(secret: str) -> Any:
        url = f"{processor.address}/v1/payment_intents/{made['id']}"
        return requests.get(url, {"client_secret": secret}, headers=headers, timeout=10)

    assert asked(made["client_secret"]).json()["status"] == "requires_payment_method"
    assert "metadata" not in asked(made["client_secret"]).json()
    assert asked("guessed").status_code == 404


def test_a_list_goes_on_where_a_page_ended(processor: Processor):
    ids = [post(processor, "customers", {}).json()["id"] for _ in range(3)]
    headers = {"Authorization": f"Bearer {SECRET_KEY}"}

    def page(**asked: Any) -> Any:
        return requests.get(f"{processor.address}/v1/customers", asked, headers=headers, timeout=10).json()

    first = page(limit=2)
    rest = page(limit=2, starting_after=first["data"][-1]["id"])

    assert ([one["id"] for one in first["data"]], first["has_more"]) == (ids[:0:-1], True)
    assert ([one["id"] for one in rest["data"]], rest["has_more"]) == (ids[:1], False)


def test_what_was_stored_is_there_after_a_restart(tmp_path: Path):
    with running(tmp_path) as (address, _):
        headers = {"Authorization": f"Bearer {SECRET_KEY}", "Idempotency-Key": "kept"}
        made = requests.post(f"{address}/v1/payment_intents", INTENT, headers=headers, timeout=10).json()

    with running(tmp_path) as (address, _):
        found = requests.get(f"{address}/v1/payment_intents/{made['id']}", headers=headers, timeout=10).json()
        again = requests.post(f"{address}/v1/payment_intents", INTENT, headers=headers, timeout=10).json()

    assert (found, again) == (made, made)
