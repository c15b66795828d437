"""The mails of sign-in: which message answers which occasion of the sign-in library."""

from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

MESSAGES = {
    "account/email/email_confirmation": "confirm_address",
    "account/email/email_confirmation_signup": "confirm_address",
    "account/email/account_already_exists": "already_signed_up",
    "account/email/unknown_account": "not_signed_up",
    "account/email/password_reset_code": "reset_password",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/email_changed": "address_changed",
    "mfa/email/totp_activated": "second_factor_added",
    "mfa/email/totp_deactivated": "second_factor_removed",
    "mfa/email/webauthn_added": "second_factor_added",
    "mfa/email/webauthn_removed": "second_factor_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}
"""From the library's occasions to the messages in identity/templates/identity/mail."""


def send_message(message: str, address: str, facts: Mapping[str, object]) -> None:
    """Send one of the messages of sign-in to an address."""
    folder, words = f"identity/mail/{message}", dict(facts)
    mail = EmailMultiAlternatives(
        subject=render_to_string(f"{folder}/subject.txt", words).strip(),
        body=render_to_string(f"{folder}/body.txt", words),
        to=[address],
    )
    mail.attach_alternative(render_to_string(f"{folder}/body.html", words), "text/html")
    mail.send()
