"""The messages about signing in and about places people work in; their texts stand in ``messages``."""

from datetime import datetime

from attune.foundation.messages import Category, message_kind

INVITATION = message_kind(
    "identity.invitation",
    Category.MEMBERSHIP,
    name=str,
    inviter=str,
    roles=str,
    link=str,
    expires_at=datetime,
)
MEMBERSHIP_ENDED = message_kind("identity.membership_ended", Category.MEMBERSHIP, ended_at=datetime)

ADDRESS_TO_CONFIRM = message_kind("identity.address_to_confirm", Category.SECURITY, code=str, expires_at=datetime)
PASSWORD_RESET = message_kind("identity.password_reset", Category.SECURITY, code=str, expires_at=datetime)
ACCOUNT_EXISTS = message_kind("identity.account_exists", Category.SECURITY, link=str)
NO_ACCOUNT = message_kind("identity.no_account", Category.SECURITY, link=str)
PASSWORD_CHANGED = message_kind("identity.password_changed", Category.SECURITY, link=str, changed_at=datetime)
SECOND_FACTOR_ADDED = message_kind(
    "identity.second_factor_added", Category.SECURITY, link=str, method=str, added_at=datetime
)
SECOND_FACTOR_REMOVED = message_kind(
    "identity.second_factor_removed", Category.SECURITY, link=str, method=str, removed_at=datetime
)
SIGN_IN_LOCKED = message_kind("identity.sign_in_locked", Category.SECURITY, link=str, ends_at=datetime)
ADDRESS_CHANGED = message_kind("identity.address_changed", Category.SECURITY, new_address=str, changed_at=datetime)
RECOVERY_CODES_MADE = message_kind("identity.recovery_codes_made", Category.SECURITY, link=str, made_at=datetime)
NEW_SIGN_IN = message_kind("identity.new_sign_in", Category.SECURITY, link=str, browser=str, signed_in_at=datetime)
SIGN_IN_RECOVERED = message_kind("identity.sign_in_recovered", Category.SECURITY, recovered_at=datetime)
