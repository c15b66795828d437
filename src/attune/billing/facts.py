"""What becomes of payments, told to whoever stands above; the reference is the payment."""

from attune.foundation.facts import fact

PAYMENT_SUCCEEDED = fact("billing.payment.succeeded")
PAYMENT_FAILED = fact("billing.payment.failed")
PAYMENT_CANCELED = fact("billing.payment.canceled")
PAYMENT_EARNED = fact("billing.payment.earned")
REFUND_MADE = fact("billing.refund.made")
REFUND_FAILED = fact("billing.refund.failed")
