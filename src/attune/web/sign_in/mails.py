"""The mails of sign-in: which message answers which occasion of the sign-in library, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from attune.foundation.messages import MessageKind
from attune.identity import message_kinds as kinds
from attune.identity.queries.people import reader_of
from attune.identity.rules.browsers import browser_name
from attune.notifications.actions.notify import send_security_mail
from attune.notifications.rules.recipient import Recipient

Fact = str | datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """A message, the page its button leads to, and the kind of second step it speaks of."""

    kind: MessageKind
    page: str = "mfa_index"
    method: str = ""


ANSWERS = {
    "account/email/email_confirmation": Answer(kinds.ADDRESS_TO_CONFIRM),
    "account/email/email_confirmation_signup": Answer(kinds.ADDRESS_TO_CONFIRM),
    "account/email/account_already_exists": Answer(kinds.ACCOUNT_EXISTS, "account_login"),
    "account/email/unknown_account": Answer(kinds.NO_ACCOUNT, "account_signup"),
    "account/email/password_reset_code": Answer(kinds.PASSWORD_RESET),
    "account/email/password_changed": Answer(kinds.PASSWORD_CHANGED, "account_reset_password"),
    "account/email/password_set": Answer(kinds.PASSWORD_CHANGED, "account_reset_password"),
    "account/email/password_reset": Answer(kinds.PASSWORD_CHANGED, "account_reset_password"),
    "account/email/email_changed": Answer(kinds.ADDRESS_CHANGED),
    "mfa/email/totp_activated": Answer(kinds.SECOND_FACTOR_ADDED, method="app"),
    "mfa/email/totp_deactivated": Answer(kinds.SECOND_FACTOR_REMOVED, method="app"),
    "mfa/email/webauthn_added": Answer(kinds.SECOND_FACTOR_ADDED, method="passkey"),
    "mfa/email/webauthn_removed": Answer(kinds.SECOND_FACTOR_REMOVED, method="passkey"),
    "mfa/email/recovery_codes_generated": Answer(kinds.RECOVERY_CODES_MADE),
    "new_sign_in": Answer(kinds.NEW_SIGN_IN, "own_sessions"),
    "locked": Answer(kinds.SIGN_IN_LOCKED, "account_reset_password"),
}
"""From the library's occasions, and our own two, to our messages."""

NOW_FACTS = ("changed_at", "added_at", "removed_at", "made_at", "signed_in_at")


def answer_occasion(request: HttpRequest, occasion: str, address: str, told: Mapping[str, str]) -> None:
    """Mail what answers the occasion; ``told`` may carry a code and a new address. Raises KeyError."""
    answer, now = ANSWERS[occasion], timezone.now()
    reader = reader_of(address)
    known: dict[str, Fact] = {
        **dict.fromkeys(NOW_FACTS, now),
        "code": told.get("code", ""),
        "new_address": told.get("to_email", ""),
        "link": request.build_absolute_uri(reverse(answer.page)),
        "method": _method(answer.method),
        "browser": browser_name(request.headers.get("User-Agent", "")) or _("a browser we cannot name"),
        "expires_at": now + timedelta(seconds=settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT),
        "ends_at": now + timedelta(seconds=settings.LOCK_OUT_SECONDS),
    }
    send_security_mail(
        answer.kind,
        recipient=Recipient(address, person_id=reader.person_id, zone=reader.zone) if reader else Recipient(address),
        facts={name: known[name] for name in answer.kind.fields},
    )


def _method(method: str) -> str:
    return {"app": _("An authenticator app"), "passkey": _("A passkey")}.get(method, "")
