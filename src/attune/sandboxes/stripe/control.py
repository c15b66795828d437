"""Steering a sandbox that runs: its clock, its faults, its post; what people do outside the API."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from attune.sandboxes.stripe import accounts, intents, payouts
from attune.sandboxes.stripe.balances import totals
from attune.sandboxes.stripe.errors import ApiError, no_such
from attune.sandboxes.stripe.faults import Fault, Rule
from attune.sandboxes.stripe.post import Manner
from attune.sandboxes.stripe.sandbox import SECRET_KEY, Sandbox
from attune.sandboxes.stripe.store import PLATFORM

PREFIX: Final = "/_sandbox/"
TIMEOUT_SECONDS: Final = 30.0


class SandboxSilent(Exception):
    """No sandbox answers at an address, or it refuses."""


class Control:
    """A sandbox elsewhere, steered over HTTP."""

    def __init__(self, address: str, *, secret_key: str = SECRET_KEY) -> None:
        """Steer the sandbox at an address such as http://127.0.0.1:8791."""
        self.address = address.rstrip("/")
        self._secret_key = secret_key

    def state(self) -> dict[str, Any]:
        """Return its time, what its post carries, and every account's balance in cents."""
        return self._ask("state", {})

    def account(self, account: str) -> dict[str, Any]:
        """Return an account's payment intents, refunds and balance; "" is the platform's own."""
        return self._ask("account", {"account": account})

    def move_clock(self, offset_seconds: float) -> None:
        """Set how far its time is from real time."""
        self._ask("clock", {"offset_seconds": offset_seconds})

    def set_faults(self, rules: Sequence[Rule], *, seed: int = 0) -> None:
        """Put faults in force in place of those before."""
        self._ask("faults", {"rules": [asdict(rule) for rule in rules], "seed": seed})

    def set_endpoint(self, url: str, *, secret: str) -> None:
        """Say where events are carried, and with what they are signed."""
        self._ask("endpoint", {"url": url, "secret": secret})

    def behave(self, manner: Manner, *, delay_seconds: float = 2.0, seed: int = 0) -> None:
        """Have events carried in a manner."""
        self._ask("post", {"manner": manner, "delay_seconds": delay_seconds, "seed": seed})

    def release(self) -> None:
        """Have everything carried at once that waits or was held back."""
        self._ask("release", {})

    def onboard(self, account: str, *, outcome: str = "verified", bank_fails: str = "") -> None:
        """Fill in an account's onboarding."""
        self._ask("onboard", {"account": account, "outcome": outcome, "bank_fails": bank_fails})

    def fail_payout(self, payout: str, *, code: str = "account_closed") -> None:
        """Have the bank refuse or send back a payout."""
        self._ask("fail-payout", {"payout": payout, "code": code})

    def answer_challenge(self, intent: str, *, client_secret: str, is_accepted: bool) -> None:
        """Answer the bank's question in the patient's place."""
        self._ask("challenge", {"intent": intent, "client_secret": client_secret, "accept": is_accepted})

    def _ask(self, what: str, told: Mapping[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310  (the address is one of ours)
            f"{self.address}{PREFIX}{what}",
            data=json.dumps(told).encode(),
            headers={"Authorization": f"Bearer {self._secret_key}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                found: dict[str, Any] = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            raise SandboxSilent(error.read().decode(errors="replace")) from error
        except (OSError, ValueError) as error:
            raise SandboxSilent(f"{self.address}: {error}") from error


def steered(sandbox: Sandbox, what: str, told: dict[str, Any]) -> dict[str, Any]:
    """Do what was asked for; ``what`` is the last part of the address. Raises ApiError."""
    if what not in STEERING:
        raise no_such("control", what)
    with sandbox.store.lock:
        sandbox.catch_up()
        try:
            answer = STEERING[what](sandbox, told)
        except (KeyError, TypeError, ValueError) as error:
            raise ApiError(400, f"{what} was told something else than it takes: {error}") from error
        finally:
            sandbox.store.flush()
    return answer or {}


def _state(sandbox: Sandbox, _told: dict[str, Any]) -> dict[str, Any]:
    accounts_known = [PLATFORM, *(one["id"] for one in sandbox.store.listed("account", account=PLATFORM))]
    return {
        "now": sandbox.now(),
        "offset_seconds": sandbox.store.offset_seconds,
        "waiting": sandbox.post.waiting(),
        "carried": [asdict(one) for one in list(sandbox.post.carried)[-50:]],
        "balances": {
            account or "platform": dict(zip(("available", "pending"), totals(sandbox, account), strict=True))
            for account in accounts_known
        },
    }


def _account(sandbox: Sandbox, told: dict[str, Any]) -> dict[str, Any]:
    account = told["account"]
    return {
        "intents": sandbox.store.listed("payment_intent", account=account),
        "refunds": sandbox.store.listed("refund", account=account),
        "balance": sum(totals(sandbox, account)),
    }


def _clock(sandbox: Sandbox, told: dict[str, Any]) -> None:
    sandbox.store.move_clock(float(told["offset_seconds"]))
    sandbox.catch_up()


def _faults(sandbox: Sandbox, told: dict[str, Any]) -> None:
    rules = [Rule(**{**rule, "fault": Fault(rule["fault"])}) for rule in told["rules"]]
    sandbox.faults.set(rules, seed=int(told.get("seed", 0)))


def _endpoint(sandbox: Sandbox, told: dict[str, Any]) -> None:
    sandbox.post.url, sandbox.post.secret = str(told["url"]), str(told["secret"])


def _post(sandbox: Sandbox, told: dict[str, Any]) -> None:
    sandbox.post.behave(
        Manner(told["manner"]), delay_seconds=float(told.get("delay_seconds", 2)), seed=int(told.get("seed", 0))
    )


def _release(sandbox: Sandbox, _told: dict[str, Any]) -> dict[str, Any]:
    return {"released": sandbox.post.release()}


def _onboard(sandbox: Sandbox, told: dict[str, Any]) -> None:
    accounts.onboarded(
        sandbox, told["account"], outcome=told.get("outcome", "verified"), bank_fails=told.get("bank_fails", "")
    )


def _fail_payout(sandbox: Sandbox, told: dict[str, Any]) -> None:
    payout = sandbox.store.body_of(told["payout"])
    if payout is None or payout["status"] not in {"pending", "in_transit", "paid"}:
        raise no_such("payout", told["payout"])
    payouts.fail(sandbox, sandbox.store.record(payout["id"]).account, payout, told.get("code", "account_closed"))


def _challenge(sandbox: Sandbox, told: dict[str, Any]) -> None:
    intents.challenged(sandbox, told["intent"], client_secret=told["client_secret"], is_accepted=bool(told["accept"]))


STEERING: Final[Mapping[str, Callable[[Sandbox, dict[str, Any]], dict[str, Any] | None]]] = {
    "state": _state,
    "account": _account,
    "clock": _clock,
    "faults": _faults,
    "endpoint": _endpoint,
    "post": _post,
    "release": _release,
    "onboard": _onboard,
    "fail-payout": _fail_payout,
    "challenge": _challenge,
}
