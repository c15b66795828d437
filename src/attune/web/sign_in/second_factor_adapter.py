"""What the library of second factors asks us: sealing secrets, names, who may go without."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attune.identity.actions.second_factors import FACTORS, works_somewhere
from attune.identity.rules.browsers import browser_name
from attune.identity.sealed_secrets import opened, sealed

WORDS = {
    "cannot_delete_authenticator": _(
        "This is your only second step, and people who work in a practice keep one. Add another first."
    ),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second step. Add one first."),
    "incorrect_code": _("This did not work. Try again, or use another way."),
    "unverified_email": _("Prove your e-mail address first: we sent you a code."),
}


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our sealing, our names and our rule that staff keep a second factor."""

    error_messages = DefaultMFAAdapter.error_messages | WORDS

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether the person may go without this factor."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not works_somewhere(authenticator.user_id)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        """Return a name the person will know the passkey by: the browser it was made with."""
        made_with = browser_name(context.request.headers.get("User-Agent", ""))
        return made_with or gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site passkeys are bound to: this host, under the product's name."""
        return {"id": context.request.get_host().partition(":")[0], "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Return whose passkey it is, as a password manager shows it."""
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name}
