"""The sandbox as one thing: its store, its keys, its post, and what the passing of time brings about."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from attune.sandboxes.stripe.errors import ApiError
from attune.sandboxes.stripe.faults import Faults
from attune.sandboxes.stripe.post import Post
from attune.sandboxes.stripe.store import PLATFORM, Body, Store, new_id

API_VERSION: Final = "2026-10-28.endive"
SECRET_KEY: Final = "sk_test_attune_sandbox"  # noqa: S105  (it opens the sandbox, which anybody may run)
PUBLISHABLE_KEY: Final = "pk_test_attune_sandbox"
LINK_SECONDS: Final = 300


@dataclass(slots=True)
class Sandbox:
    """One platform's test mode."""

    store: Store
    post: Post
    faults: Faults
    secret_key: str = SECRET_KEY
    publishable_key: str = PUBLISHABLE_KEY
    public_url: str = ""
    """Where a browser reaches it; pages and links begin with it."""
    _due: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    _planned: int = 0

    def now(self) -> int:
        """Return the sandbox's time in seconds."""
        return self.store.now()

    def known_account(self, account: str) -> str:
        """Return the account a request is about. Raises ApiError where it is none of the platform's."""
        if account != PLATFORM and self.store.body_of(account) is None:
            told = f"The provided key does not have access to account '{account}' (or that account does not exist)."
            raise ApiError(403, told, code="account_invalid", is_kept=False)
        return account

    def at(self, moment: int, what: Callable[[], None]) -> None:
        """Do something once the sandbox's time has come."""
        self._planned += 1
        heapq.heappush(self._due, (moment, self._planned, what))

    def catch_up(self) -> None:
        """Do what is due by now, earliest first."""
        while self._due and self._due[0][0] <= self.now():
            heapq.heappop(self._due)[2]()

    def tell(self, kind: str, body: Body, *, account: str) -> None:
        """Make an event of an object as it is now, and hand it to the post."""
        event = {
            "id": new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": {"object": _copied(body)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        if account != PLATFORM:
            event["account"] = account
        self.store.add("event", event, account=account)
        self.post.hand_in(event)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_copied(one) for one in value]
    return value
