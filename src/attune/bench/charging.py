"""A practice that patients can pay, and the sandbox that stands in for the payment processor."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from django.apps import apps
from django.conf import settings
from django.test.utils import override_settings

from attune.agreements.actions.sign import sign_agreement
from attune.agreements.gateways import document_printer
from attune.agreements.queries.in_force import outstanding
from attune.agreements.queries.texts import words_to_sign
from attune.bench.people import OWNER_NAME, MeasuredMember
from attune.bench.serving import HOST, free_port, process
from attune.billing.gateways import payment_processor
from attune.foundation.authorization import Actor, Role
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.kernel.processor import ProcessorUnavailable
from attune.payouts.gateways import payout_processor
from attune.practices.rules.policy import StandingPolicy
from attune.sandboxes.stripe.control import Control
from attune.sandboxes.stripe.places import forget

OPENED_SECONDS_MAX: Final = 120.0


@contextmanager
def processor() -> Iterator[Control]:
    """Run the sandbox in a process of its own, and let the product ask it; what it stored is forgotten in the end."""
    name, port = f"bench-{new_id().hex}", free_port()
    control = Control(f"http://{HOST}:{port}")
    command = [sys.executable, "-m", "attune.cli", "sandbox", "stripe", "serve", "--port", str(port), "--name", name]
    try:
        with process("processor", command, os.environ, port), override_settings(STRIPE_API_BASE=control.address):
            assert settings.STRIPE_SECRET_KEY.startswith("sk_test_"), "a live account is never asked"
            _forget_adapters()
            yield control
    finally:
        _forget_adapters()
        forget(name)


def _forget_adapters() -> None:
    """Have the adapters made anew: each keeps the address it was made with."""
    payment_processor.cache_clear()
    payout_processor.cache_clear()


def let_charge(control: Control, member: MeasuredMember) -> str:
    """Let a practice take payments, and return its account at the processor; "" is the company's own."""
    if not policy(StandingPolicy).needs_contract:
        return ""
    owner = Actor(member.person_id, member.practice_id, frozenset({Role.OWNER}))
    _agree(owner)
    return _opened(control, owner)


def _agree(owner: Actor) -> None:
    """Sign what the platform asks of a practice."""
    with scope(owner.practice_id, person_id=owner.person_id, plane=Plane.CARE):
        for document in outstanding(owner):
            words = words_to_sign(owner, document.kind)
            sign_agreement(
                owner,
                kind=document.kind,
                typed_name=OWNER_NAME,
                read_hash=words.text_hash,
                signed_at=now(),
                printer=document_printer(),
            )


def _opened(control: Control, owner: Actor) -> str:
    """Open the practice's account at the processor and fill in what it asks."""
    assert apps.is_installed("attune.payouts")
    from attune.payouts import jobs
    from attune.payouts.actions.open_account import ask_for_account
    from attune.payouts.queries.account import account_of

    with scope(owner.practice_id, plane=Plane.BUSINESS):
        ask_for_account(owner)
    # It is opened here or by a worker, whoever is first; a machine with much to do may answer too late at first.
    deadline, opened = time.monotonic() + OPENED_SECONDS_MAX, ""
    while not opened and time.monotonic() < deadline:
        with suppress(ProcessorUnavailable):
            jobs.open_account.work(Call(practice_id=owner.practice_id))
        with scope(owner.practice_id, plane=Plane.BUSINESS):
            facts = account_of(owner)
        opened = facts.processor_id if facts else ""
        time.sleep(0 if opened else 0.1)
    control.onboard(opened)
    jobs.look_at_account.work(Call(practice_id=owner.practice_id))
    return opened
