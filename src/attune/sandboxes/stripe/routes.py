"""Which address does what, with the type its parameters are held against."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from stripe.params import (
    AccountCreateParams,
    AccountLinkCreateParams,
    AccountListParams,
    AccountRetrieveParams,
    AccountUpdateParams,
    ApplicationFeeCreateRefundParams,
    ApplicationFeeListParams,
    ApplicationFeeListRefundsParams,
    ApplicationFeeRetrieveParams,
    BalanceRetrieveParams,
    BalanceTransactionListParams,
    BalanceTransactionRetrieveParams,
    ChargeListParams,
    ChargeRetrieveParams,
    CustomerCreateParams,
    CustomerListParams,
    CustomerRetrieveParams,
    EventListParams,
    EventRetrieveParams,
    PaymentIntentCancelParams,
    PaymentIntentConfirmParams,
    PaymentIntentCreateParams,
    PaymentIntentListParams,
    PaymentIntentModifyParams,
    PaymentIntentRetrieveParams,
    PaymentMethodAttachParams,
    PaymentMethodCreateParams,
    PaymentMethodListParams,
    PaymentMethodRetrieveParams,
    PayoutCancelParams,
    PayoutCreateParams,
    PayoutListParams,
    PayoutRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
)

from attune.sandboxes.stripe import accounts, intents, methods, payouts, refunds
from attune.sandboxes.stripe.balances import as_of_now, balance
from attune.sandboxes.stripe.lists import fee_refunds_of, page
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body

Answering = Callable[..., Body]
FILTERS: Final = {
    "application_fee": ("charge",),
    "balance_transaction": ("type", "source", "currency"),
    "charge": ("customer", "payment_intent"),
    "customer": ("email",),
    "event": ("type",),
    "payment_intent": ("customer",),
    "payment_method": ("customer", "type"),
    "payout": ("status", "destination"),
    "refund": ("charge", "payment_intent"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One method and address. ``is_public``: the publishable key may, as a browser's script does."""

    method: str
    pattern: re.Pattern[str]
    params: type | None
    answer: Answering
    is_public: bool = False


def _route(method: str, path: str, params: type | None, answer: Answering, *, is_public: bool = False) -> Route:
    pattern = re.compile("/v1/" + re.sub(r":id", r"([A-Za-z0-9_]+)", path) + "$")
    return Route(method, pattern, params, answer, is_public)


def _get(kind: str, *, is_platforms: bool = False) -> Answering:
    def answer(sandbox: Sandbox, account: str, _asked: dict[str, Any], object_id: str) -> Body:
        return sandbox.store.find(kind, object_id, account=PLATFORM if is_platforms else account)

    return answer


def _list(kind: str, url: str, *, is_platforms: bool = False) -> Answering:
    def answer(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
        found = sandbox.store.listed(kind, account=PLATFORM if is_platforms else account)
        return page(found, asked, url=url, equal=FILTERS.get(kind, ()))

    return answer


def _balance(sandbox: Sandbox, account: str, _asked: dict[str, Any]) -> Body:
    return balance(sandbox, account)


def _transactions(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    found = sandbox.store.listed("balance_transaction", account=account)
    listed = page(found, asked, url="/v1/balance_transactions", equal=FILTERS["balance_transaction"])
    return {**listed, "data": [as_of_now(sandbox, one) for one in listed["data"]]}


def _transaction(sandbox: Sandbox, account: str, _asked: dict[str, Any], object_id: str) -> Body:
    return as_of_now(sandbox, sandbox.store.find("balance_transaction", object_id, account=account))


def _own_account(sandbox: Sandbox, _account: str, _asked: dict[str, Any], account_id: str) -> Body:
    return accounts.found(sandbox, account_id)


def _crud(name: str, kind: str, get: type, listing: type) -> tuple[Route, Route]:
    return _route("GET", f"{name}/:id", get, _get(kind)), _route("GET", name, listing, _list(kind, f"/v1/{name}"))


ROUTES: Final = (
    _route("POST", "payment_intents", PaymentIntentCreateParams, intents.create),
    _route("POST", "payment_intents/:id/confirm", PaymentIntentConfirmParams, intents.confirm),
    _route("POST", "payment_intents/:id/cancel", PaymentIntentCancelParams, intents.cancel),
    _route("GET", "payment_intents/:id", PaymentIntentRetrieveParams, _get("payment_intent"), is_public=True),
    _route("GET", "payment_intents", PaymentIntentListParams, _list("payment_intent", "/v1/payment_intents")),
    _route("POST", "payment_intents/:id", PaymentIntentModifyParams, intents.update),
    _route("POST", "refunds", RefundCreateParams, refunds.create),
    *_crud("refunds", "refund", RefundRetrieveParams, RefundListParams),
    *_crud("charges", "charge", ChargeRetrieveParams, ChargeListParams),
    _route("GET", "balance", BalanceRetrieveParams, _balance),
    _route("GET", "balance_transactions/:id", BalanceTransactionRetrieveParams, _transaction),
    _route("GET", "balance_transactions", BalanceTransactionListParams, _transactions),
    _route("POST", "application_fees/:id/refunds", ApplicationFeeCreateRefundParams, refunds.create_fee_refund),
    _route("GET", "application_fees/:id/refunds", ApplicationFeeListRefundsParams, fee_refunds_of),
    *_crud("application_fees", "application_fee", ApplicationFeeRetrieveParams, ApplicationFeeListParams),
    _route("POST", "payouts", PayoutCreateParams, payouts.create),
    _route("POST", "payouts/:id/cancel", PayoutCancelParams, payouts.cancel),
    *_crud("payouts", "payout", PayoutRetrieveParams, PayoutListParams),
    _route("POST", "accounts", AccountCreateParams, accounts.create),
    _route("POST", "accounts/:id", AccountUpdateParams, accounts.update),
    _route("GET", "accounts/:id", AccountRetrieveParams, _own_account),
    _route("GET", "accounts", AccountListParams, _list("account", "/v1/accounts", is_platforms=True)),
    _route("POST", "account_links", AccountLinkCreateParams, accounts.create_link),
    _route("POST", "customers", CustomerCreateParams, methods.create_customer),
    *_crud("customers", "customer", CustomerRetrieveParams, CustomerListParams),
    _route("POST", "payment_methods", PaymentMethodCreateParams, methods.create_method, is_public=True),
    _route("POST", "payment_methods/:id/attach", PaymentMethodAttachParams, methods.attach),
    *_crud("payment_methods", "payment_method", PaymentMethodRetrieveParams, PaymentMethodListParams),
    *_crud("events", "event", EventRetrieveParams, EventListParams),
)


def route_of(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    """Return the route of a request and the ids in its address."""
    for route in ROUTES:
        met = route.pattern.match(path) if route.method == method else None
        if met is not None:
            return route, met.groups()
    return None
