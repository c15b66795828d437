"""Connected accounts: what they still must tell, and the links that lead to where they tell it."""

from typing import Any, Final

from attune.sandboxes.stripe.charges import empty_list
from attune.sandboxes.stripe.errors import ApiError, wrong
from attune.sandboxes.stripe.sandbox import LINK_SECONDS, Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body, new_id

NEEDED: Final = (
    "business_profile.mcc",
    "business_profile.url",
    "business_type",
    "external_account",
    "individual.dob.day",
    "individual.first_name",
    "individual.last_name",
    "individual.ssn_last_4",
    "tos_acceptance.date",
    "tos_acceptance.ip",
)
DOCUMENT: Final = "individual.verification.document"
DASHBOARDS: Final = {"standard": "full", "express": "express", "custom": "none"}
INTERVALS_WE_KEEP: Final = {"manual"}


def create(sandbox: Sandbox, _account: str, asked: dict[str, Any]) -> Body:
    """Open an account; it may do nothing before its onboarding. Raises ApiError."""
    controller, kind = asked.get("controller", {}), asked.get("type", "standard")
    payer = controller.get("fees", {}).get("payer", "account" if kind == "standard" else "application")
    dashboard = controller.get("stripe_dashboard", {}).get("type", DASHBOARDS[kind])
    if dashboard == "full" and payer == "application":
        told = "When `controller[stripe_dashboard][type]` is `full`, the account must pay Stripe's fees."
        raise wrong("controller[fees][payer]", told)
    interval = asked.get("settings", {}).get("payouts", {}).get("schedule", {}).get("interval", "manual")
    if interval not in INTERVALS_WE_KEEP:
        raise wrong("settings[payouts][schedule][interval]", "This sandbox pays out when told to (manual), not daily.")
    body = _new_account(sandbox, asked, payer, dashboard)
    sandbox.store.add("account", body, account=PLATFORM, token="", outcome="")
    return body


def update(sandbox: Sandbox, _account: str, asked: dict[str, Any], account_id: str) -> Body:
    """Change an account's metadata or e-mail address."""
    body = found(sandbox, account_id)
    body["metadata"] |= asked.get("metadata") or {}
    body["email"] = asked.get("email", body["email"])
    sandbox.store.changed(body)
    return body


def create_link(sandbox: Sandbox, _account: str, asked: dict[str, Any]) -> Body:
    """Return a link to the onboarding page, good for one visit and a few minutes. Raises ApiError."""
    body = found(sandbox, asked["account"], param="account")
    for name in ("return_url", "refresh_url"):
        if not asked.get(name, "").startswith(("http://", "https://")):
            raise wrong(name, f"Not a valid URL: {name}", code="url_invalid")
    token, expires_at = new_id("setup").removeprefix("setup_"), sandbox.now() + LINK_SECONDS
    inner = sandbox.store.record(body["id"]).inner
    inner |= {"token": token, "expires_at": expires_at, "return_url": asked["return_url"]}
    inner["refresh_url"] = asked["refresh_url"]
    sandbox.store.changed(body)
    url = f"{sandbox.public_url}/setup/s/{body['id']}/{token}"
    return {"object": "account_link", "created": sandbox.now(), "expires_at": expires_at, "url": url}


def found(sandbox: Sandbox, account_id: str, *, param: str = "account") -> Body:
    """Return a connected account. Raises ApiError."""
    body = sandbox.store.body_of(account_id)
    if body is None or body["object"] != "account":
        told = f"The provided key does not have access to account '{account_id}' (or that account does not exist)."
        raise ApiError(403, told, code="account_invalid", param=param)
    return body


def onboarded(sandbox: Sandbox, account_id: str, *, outcome: str = "verified", bank_fails: str = "") -> Body:
    """Take what the form of the onboarding page was told.

    ``outcome`` is verified, pending (somebody is looking at it), or document (an identity document is missing).
    """
    body = found(sandbox, account_id)
    still = [DOCUMENT] if outcome == "document" else []
    is_good = outcome == "verified"
    body["external_accounts"]["data"] = [bank_account(sandbox, account_id, fails=bank_fails)]
    body |= {
        "business_type": "individual",
        "details_submitted": True,
        "charges_enabled": is_good,
        "payouts_enabled": is_good,
        "capabilities": dict.fromkeys(body["capabilities"], "active" if is_good else "pending"),
        "tos_acceptance": {"date": sandbox.now(), "ip": "127.0.0.1", "user_agent": None},
        "requirements": _requirements(
            still,
            pending=["individual.verification.additional_document"] if outcome == "pending" else [],
            disabled=""
            if is_good
            else f"requirements.{'pending_verification' if outcome == 'pending' else 'past_due'}",
        ),
    }
    sandbox.store.changed(body)
    sandbox.tell("account.updated", body, account=account_id)
    return body


def bank_account(sandbox: Sandbox, account_id: str, *, fails: str = "") -> Body:
    """Return a new bank account of an account; ``fails`` is why payouts to it fail."""
    body: Body = {
        "id": new_id("ba"),
        "object": "bank_account",
        "account_holder_name": None,
        "account_holder_type": None,
        "account_type": None,
        "bank_name": "STRIPE TEST BANK",
        "country": "US",
        "currency": "usd",
        "customer": None,
        "fingerprint": "sandboxbank",
        "last4": "6789",
        "metadata": {},
        "routing_number": "110000000",
        "status": "new",
    }
    return sandbox.store.add("bank_account", body, account=account_id, fails=fails)


def _requirements(due: list[str], *, pending: list[str] | None = None, disabled: str = "") -> Body:
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": due,
        "disabled_reason": disabled or None,
        "errors": [],
        "eventually_due": list(due),
        "past_due": list(due),
        "pending_verification": pending or [],
    }


def _new_account(sandbox: Sandbox, asked: dict[str, Any], payer: str, dashboard: str) -> Body:
    account_id = f"acct_{new_id('x')[2:18]}"
    capabilities = asked.get("capabilities") or {"card_payments": {}, "transfers": {}}
    return {
        "id": account_id,
        "object": "account",
        "business_profile": asked.get("business_profile") or {"mcc": None, "name": None, "url": None},
        "business_type": asked.get("business_type"),
        "capabilities": dict.fromkeys(capabilities, "inactive"),
        "charges_enabled": False,
        "controller": {
            "fees": {"payer": payer},
            "is_controller": True,
            "losses": {"payments": asked.get("controller", {}).get("losses", {}).get("payments", "stripe")},
            "requirement_collection": "stripe",
            "stripe_dashboard": {"type": dashboard},
            "type": "application",
        },
        "country": asked.get("country", "US"),
        "created": sandbox.now(),
        "default_currency": "usd",
        "details_submitted": False,
        "email": asked.get("email"),
        "external_accounts": empty_list(f"/v1/accounts/{account_id}/external_accounts"),
        "future_requirements": _requirements([]),
        "metadata": asked.get("metadata") or {},
        "payouts_enabled": False,
        "requirements": _requirements(list(NEEDED), disabled="requirements.past_due"),
        "settings": {
            "dashboard": {"display_name": None, "timezone": "Etc/UTC"},
            "payouts": {
                "debit_negative_balances": True,
                "schedule": {"delay_days": 2, "interval": "manual"},
                "statement_descriptor": None,
            },
        },
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": "none" if dashboard == "none" else dashboard.replace("full", "standard"),
    }
