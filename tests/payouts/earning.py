"""A practice that earns, for tests: charged and earned in its book, its jobs run by hand."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.background import Call
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.queries.book import balance
from attune.ledger.rules.entry import Account, AccountKind, EntryKind, transfers_of
from attune.payouts import jobs
from attune.payouts.actions.open_account import ask_for_account
from attune.payouts.models import Payout
from attune.payouts.queries.account import account_of
from attune.practices.models import Practice
from tests.payouts.processor import ProcessorInMemory

PROCESSOR = Account(AccountKind.PROCESSOR)


@dataclass(frozen=True, slots=True)
class Earner:
    """A practice and who owns it."""

    practice_id: UUID
    owner: Actor = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "owner", Actor(new_id(), self.practice_id, frozenset({Role.OWNER})))

    @property
    def system(self) -> Actor:
        return system_actor(self.practice_id)

    @property
    def account(self) -> str:
        with scope(self.practice_id):
            found = account_of(self.owner)
        assert found is not None
        return found.processor_id

    def earn(self, gross: int, commission: int, *, due_on: date) -> UUID:
        """Enter a payment that was charged and earned, and return its id."""
        payment_id = new_id()
        with scope(self.practice_id):
            self._charge(payment_id, Money(gross), Money(commission))
            post(
                self.system,
                key=f"earn:{payment_id}",
                kind=EntryKind.EARN,
                transfers=transfers_of(
                    (
                        Account(AccountKind.UNEARNED, payment_id),
                        Account(AccountKind.REVENUE, payment_id),
                        Money(gross),
                    )
                ),
                reference=payment_id,
                due_on=due_on,
            )
        return payment_id

    def run(self) -> None:
        """Do what the round does for this practice, and every job it defers."""
        call = Call(practice_id=self.practice_id)
        jobs.look_after.work(call)
        jobs.look_at_account.work(call)
        for payout in self.payouts():
            if payout.state != Payout.State.FAILED:
                jobs.settle_payout.work(Call(practice_id=self.practice_id, reference=payout.id))

    def payouts(self) -> list[Payout]:
        """Return the payouts in the order they were prepared."""
        with scope(self.practice_id):
            return list(Payout.objects.order_by("prepared_at", "id"))

    def balance(self, kind: AccountKind) -> int:
        """Return what stands in a kind of account, in minor units."""
        with scope(self.practice_id):
            return balance(self.owner, kind).minor

    def _charge(self, payment_id: UUID, gross: Money, commission: Money) -> None:
        fee = Account(AccountKind.PLATFORM_FEE, payment_id)
        payable = Account(AccountKind.PLATFORM_FEE_PAYABLE, payment_id)
        post(
            self.system,
            key=f"charge:{payment_id}",
            kind=EntryKind.CHARGE,
            transfers=transfers_of(
                (PROCESSOR, Account(AccountKind.UNEARNED, payment_id), gross),
                (fee, payable, commission),
                (payable, PROCESSOR, commission),
            ),
            reference=payment_id,
        )


def earner(processor: ProcessorInMemory) -> Earner:
    """Return a practice whose account may charge and pay out."""
    row = Practice.objects.create(name="Quiet Lamp", slug=f"lamp-{new_id().hex[:8]}", zone="America/Denver")
    made = Earner(row.id)
    with scope(made.practice_id):
        ask_for_account(made.owner)
    jobs.open_account.work(Call(practice_id=made.practice_id))
    processor.let_charge(made.account)
    jobs.look_at_account.work(Call(practice_id=made.practice_id))
    return made
