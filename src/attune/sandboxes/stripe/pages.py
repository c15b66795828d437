"""What a browser is given: the script, the onboarding page, the answer to a bank's question."""

import html
import json
import re
from functools import cache
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import parse_qsl

from attune.sandboxes.stripe import accounts, intents
from attune.sandboxes.stripe.answering import Answer, Request
from attune.sandboxes.stripe.errors import ApiError
from attune.sandboxes.stripe.sandbox import Sandbox

FOLDER: Final = Path(__file__).parent / "browser"
SCRIPT, PAGE = {"Content-Type": "text/javascript; charset=utf-8"}, {"Content-Type": "text/html; charset=utf-8"}
STRICT: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'self'", "Cache-Control": "no-store"}
ONBOARDING: Final = re.compile(r"/setup/s/(acct_\w+)/(\w+)$")
CHALLENGE: Final = re.compile(r"/challenges/(pi_\w+)$")


def visited(sandbox: Sandbox, request: Request) -> Answer | None:
    """Return what a browser gets, None where the API is asked."""
    if request.path == "/js/stripe.js":
        return Answer(200, _file("stripe.js"), {**SCRIPT, "Cache-Control": "no-cache"})
    if request.path == "/js/page.css":
        return Answer(200, _file("page.css"), {"Content-Type": "text/css; charset=utf-8"})
    met = CHALLENGE.match(request.path)
    if met and request.method == "POST":
        return _challenge(sandbox, met[1], request)
    met = ONBOARDING.match(request.path)
    return _onboarding(sandbox, met[1], met[2], request) if met else None


def _challenge(sandbox: Sandbox, intent_id: str, request: Request) -> Answer:
    told = dict(parse_qsl(request.body.decode("utf-8", "replace")))
    with sandbox.store.lock:
        try:
            secret, is_accepted = told.get("client_secret", ""), told.get("accept") == "true"
            intents.challenged(sandbox, intent_id, client_secret=secret, is_accepted=is_accepted)
        except ApiError as error:
            return Answer(error.status, json.dumps(error.body).encode(), {"Content-Type": "application/json"})
        finally:
            sandbox.store.flush()
    return Answer(200, b"{}", {"Content-Type": "application/json"})


def _onboarding(sandbox: Sandbox, account_id: str, token: str, request: Request) -> Answer:
    with sandbox.store.lock:
        try:
            accounts.found(sandbox, account_id)
        except ApiError:
            return Answer(404, b"There is no such page.", {"Content-Type": "text/plain"})
        inner = sandbox.store.record(account_id).inner
        if inner.get("token") != token or inner["expires_at"] < sandbox.now():
            # As Stripe does: a link that was used or is old leads back to where a new one is asked for.
            return Answer(303, b"", {"Location": inner.get("refresh_url", sandbox.public_url)})
        if request.method == "GET":
            told = {"base": sandbox.public_url, "return_url": html.escape(inner["return_url"], quote=True)}
            return Answer(200, Template(_file("onboarding.html").decode()).substitute(told).encode(), PAGE | STRICT)
        given = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        outcome = given.get("outcome", "verified")
        accounts.onboarded(sandbox, account_id, outcome=outcome, bank_fails=given.get("bank_fails", ""))
        inner["token"] = ""
        sandbox.store.flush()
        return Answer(303, b"", {"Location": inner["return_url"]})


@cache
def _file(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
