"""What a declined card, and a practice that cannot charge, are in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.web.components.notices import Alert, Tone
from attune.web.components.text import Text

_WHY: dict[str, Text] = {
    "insufficient_funds": gettext_lazy("The card does not have enough on it for this."),
    "expired_card": gettext_lazy("The card has expired."),
    "incorrect_cvc": gettext_lazy("The security code is not the card’s."),
    "incorrect_number": gettext_lazy("The card number is not right."),
    "payment_intent_authentication_failure": gettext_lazy("Your bank could not make sure that it is you."),
    "authentication_required": gettext_lazy("Your bank wants to make sure that it is you."),
    "processing_error": gettext_lazy("Something went wrong between the card’s bank and ours."),
    "unanswered": gettext_lazy("We got no answer about this card."),
    "resource_missing": gettext_lazy("The card could not be read."),
}


def decline_alert(code: str) -> Alert:
    """Return what to say of a declined card: what happened, that nothing was taken, what to do."""
    why = _WHY.get(code)
    title = str(why) if why is not None else _("Your bank declined the card.")
    return Alert(title, _("Nothing was taken. Try again, or use another card."), Tone.DANGER, is_urgent=True)
