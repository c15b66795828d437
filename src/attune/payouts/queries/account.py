"""A practice's account at the processor, as it was when it was last looked at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.payouts.models import ConnectedAccount, Payout
from attune.payouts.permissions import SEE_ACCOUNT

UNTOLD = "could_not_process"
"""The processor's own code for a payout that came back without a reason."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the account may do and what is asked of the practice, in the processor's codes. Times are UTC."""

    account_id: UUID
    processor_id: str
    is_submitted: bool
    may_charge: bool
    may_pay_out: bool
    currently_due: tuple[str, ...]
    past_due: tuple[str, ...]
    in_verification: tuple[str, ...]
    disabled_reason: str
    deadline_at: datetime | None
    asked_at: datetime
    looked_at: datetime | None
    came_back: str
    """Why the last payout came back, by the processor's code, until one arrives; empty where it did not."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Everything that is asked now, what is overdue first, each once."""
        return tuple(dict.fromkeys([*self.past_due, *self.currently_due]))


def account_of(actor: Actor) -> AccountFacts | None:
    """Return the scope's practice's account, if it asked for one. Raises NotPermitted."""
    authorize(actor, SEE_ACCOUNT)
    row = ConnectedAccount.objects.first()
    return None if row is None else _facts(row)


def charged_account() -> str:
    """Return the processor's id of the account the scope's practice is paid into; empty where nobody may pay yet."""
    row = ConnectedAccount.objects.filter(may_charge=True).first()
    return row.processor_id if row else ""


def has_stopped_charging() -> bool:
    """Return whether the scope's practice has an account that told everything once and may not charge now."""
    return ConnectedAccount.objects.filter(is_submitted=True, may_charge=False).exists()


def _came_back() -> str:
    """Return why the last payout of which the end is known came back; empty if it did not."""
    known = Payout.objects.exclude(state__in=[Payout.State.PREPARED, Payout.State.SENT])
    last = known.order_by("-prepared_at", "-id").first()
    return (last.failure_code or UNTOLD) if last is not None and last.state == Payout.State.FAILED else ""


def _facts(row: ConnectedAccount) -> AccountFacts:
    return AccountFacts(
        account_id=row.id,
        processor_id=row.processor_id,
        is_submitted=row.is_submitted,
        may_charge=row.may_charge,
        may_pay_out=row.may_pay_out,
        currently_due=tuple(row.currently_due),
        past_due=tuple(row.past_due),
        in_verification=tuple(row.in_verification),
        disabled_reason=row.disabled_reason,
        deadline_at=row.deadline_at,
        asked_at=row.asked_at,
        looked_at=row.looked_at,
        came_back=_came_back(),
    )
