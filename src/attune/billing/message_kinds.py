"""The messages about payments; their texts stand in ``messages``."""

from attune.foundation.messages import Category, message_kind

REFUND_MADE = message_kind("billing.refund_made", Category.APPOINTMENTS, amount=str, why=str, link=str)
