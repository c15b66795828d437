"""Events as Stripe signs and sends them."""

from typing import Any, Final

import stripe
from django.conf import settings

from attune.billing.gateways import EventRefused, ProcessorEvent
from attune.integrations.stripe.client import PAYMENT, PAYOUT, PRACTICE, moment, our_id

TOLERANCE_SECONDS: Final = 300


class StripeEvents:
    """Reads events signed with one of the secrets that the settings hold: the platform's, the accounts', an old one."""

    def event(self, payload: bytes, *, signature: str) -> ProcessorEvent:
        """Return a signed event. Raises EventRefused."""
        for secret in settings.STRIPE_WEBHOOK_SECRETS:
            try:
                found = stripe.Webhook.construct_event(payload, signature, secret, tolerance=TOLERANCE_SECONDS)
            except stripe.SignatureVerificationError:
                continue
            except (ValueError, AttributeError):
                raise EventRefused("not an event") from None
            return _event(found)
        raise EventRefused("no signature of ours, or an old one")


def _event(found: stripe.Event) -> ProcessorEvent:
    try:
        told: Any = found.data.object
        metadata = getattr(told, "metadata", None)
        return ProcessorEvent(
            event_id=found.id,
            type=found.type,
            account=getattr(found, "account", None),
            object_id=str(getattr(told, "id", "")),
            created_at=moment(found.created),
            practice_id=our_id(metadata, PRACTICE),
            payment_id=our_id(metadata, PAYMENT),
            payout_id=our_id(metadata, PAYOUT),
        )
    except (AttributeError, KeyError, TypeError):
        raise EventRefused("not an event") from None
