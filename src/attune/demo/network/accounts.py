"""A practice's account at the payment processor: opened by its owner, who answers on the sandbox's own page."""

import urllib.error
import urllib.request
from urllib.parse import urlencode

from django.conf import settings

from attune.demo.errors import DemoError
from attune.demo.network.workplace import at_work
from attune.foundation.authorization import Actor
from attune.payouts.actions.open_account import ask_for_account, ask_to_look, onboarding_link
from attune.payouts.queries.account import AccountFacts, account_of

PAGE = "/setup/"
TIMEOUT_SECONDS = 10


class AccountNotOpened(DemoError):
    """The payment processor's sandbox did not open an account."""

    def __str__(self) -> str:
        return "The payment processor's sandbox did not open an account."


def open_account(owner: Actor) -> None:
    """Open the account of the owner's practice, so that it may charge and is paid out; open, it stays as it is."""
    found = _account(owner)
    if found is not None and found.may_charge:
        return
    with at_work(owner):
        ask_for_account(owner)
    _fill_in(owner)
    found = _account(owner)
    if found is None or not found.may_charge:
        raise AccountNotOpened


def bank_closes(owner: Actor) -> None:
    """Let the bank account that the owner named be closed from now on: what is sent there comes back."""
    _fill_in(owner, bank_fails="account_closed")


def _fill_in(owner: Actor, *, bank_fails: str = "") -> None:
    """Answer the processor's questions on its own page, and let the product look at what it says then."""
    found = _account(owner)
    if found is None or not found.processor_id:
        raise AccountNotOpened
    here = settings.SITE_URL.rstrip("/")
    link = onboarding_link(owner, account=found.processor_id, return_url=here, refresh_url=here)
    _answer(settings.STRIPE_API_BASE.rstrip("/") + link[link.index(PAGE) :], bank_fails=bank_fails)
    with at_work(owner):
        ask_to_look(owner)


def _account(owner: Actor) -> AccountFacts | None:
    with at_work(owner):
        return account_of(owner)


def _answer(page: str, *, bank_fails: str) -> None:
    """Send the form of the sandbox's page. It leads back to the product, whose door may not be open yet."""
    sent = urlencode({"outcome": "verified", "bank_fails": bank_fails}).encode()
    asked = urllib.request.Request(page, data=sent, method="POST")  # noqa: S310  (the sandbox of this machine)
    try:
        urllib.request.build_opener(_StayHere).open(asked, timeout=TIMEOUT_SECONDS).close()
    except urllib.error.HTTPError as answer:
        if answer.code != _SEE_OTHER:
            raise AccountNotOpened from answer
    except OSError as silence:
        raise AccountNotOpened from silence


_SEE_OTHER = 303


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""
