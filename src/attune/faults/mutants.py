"""Our own code broken on purpose, one way at a time: a fault run that finds nothing then is worth nothing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attune.billing.actions import note_refund as noting
from attune.billing.actions import record_success as recording
from attune.billing.gateways import ProcessorRefund, RefundRequest, RefundState
from attune.faults.stage import Stage
from attune.integrations.stripe.payments import StripePayments
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.kernel.processor import ProcessorUnavailable
from attune.scheduling.actions import hold_seat as holding
from attune.workflows import settle_payment as settling

Mutation = Callable[[], None]
NO_CONSTRAINTS: Final = (
    "ALTER TABLE app.provider_busy DROP CONSTRAINT a_provider_is_in_one_place",
    "ALTER TABLE scheduling_occupancy DROP CONSTRAINT nothing_is_booked_twice",
)


def fresh_key_per_attempt() -> None:
    """Each call gets a key of its own: an answer that was lost is asked for as something new."""
    for name in ("create_intent", "refund"):
        _with_other_key(name)


def _with_other_key(name: str) -> None:
    asked = getattr(StripePayments, name)

    def call(self: StripePayments, request: Any, *, key: str) -> Any:
        return asked(self, request, key=f"{key}:{new_id()}")

    _put(StripePayments, name, call)


def mark_sent_before_the_call() -> None:
    """A refund counts as made before the processor was asked."""
    asked = StripePayments.refund

    def refund(self: StripePayments, request: RefundRequest, *, key: str) -> ProcessorRefund:
        back = request.commission_back or Money(0, request.amount.currency)
        try:
            return asked(self, request, key=key)
        except ProcessorUnavailable:
            return ProcessorRefund(f"re_{key}", RefundState.SUCCEEDED, request.amount, back, request.refund_id)

    _put(StripePayments, "refund", refund)


def no_automatic_refund() -> None:
    """Who paid for a time that was gone gets nothing back."""
    _put(settling, "request_refund", _nothing)


def random_journal_key() -> None:
    """Each entry of the book gets a key that says nothing."""
    for module in (recording, noting):
        _put(module, "post", _posting_at_random(vars(module)["post"]))


def _posting_at_random(post: Callable[..., Any]) -> Callable[..., Any]:
    def posted(actor: Any, *, key: str, **told: Any) -> Any:
        return post(actor, key=f"{key.partition(':')[0]}:{new_id()}", **told)

    return posted


def no_exclusion_constraint() -> None:
    """Nothing in the database keeps a time from being taken twice, and nobody stands in line for it."""
    _put(holding, "lock_times", _nothing)


MUTANTS: Final[Mapping[str, Mutation]] = {
    mutation.__name__: mutation
    for mutation in (
        fresh_key_per_attempt,
        mark_sent_before_the_call,
        no_automatic_refund,
        random_journal_key,
        no_exclusion_constraint,
    )
}


def _nothing(*_arguments: object, **_told: object) -> None:
    """Do nothing in the place of something."""


def _put(home: Any, name: str, mutated: Any) -> None:
    setattr(home, name, mutated)


def break_database(stage: Stage, name: str) -> None:
    """Break of the database what a mutant breaks of it."""
    if name == no_exclusion_constraint.__name__:
        for statement in NO_CONSTRAINTS:
            stage.told(statement)
