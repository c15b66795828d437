"""The messages about credentials; their texts stand in ``messages``."""

from attune.foundation.messages import Category, message_kind

LICENSE_ENDS = message_kind(
    "credentialing.license_ends", Category.MEMBERSHIP, provider=str, license=str, days=str, last_day=str
)
