"""The practice's account at the payment processor: what is asked, in words, and the way there and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.kernel.processor import ProcessorUnavailable
from attune.payouts.actions.open_account import ask_for_account, ask_to_look, onboarding_link
from attune.payouts.errors import NoAccount
from attune.payouts.permissions import OPEN_ACCOUNT
from attune.payouts.queries.account import AccountFacts, account_of
from attune.web.access import PersonRequest
from attune.web.components.figures import Fact
from attune.web.components.formatting import day_of, day_within
from attune.web.components.notices import Alert, Tone
from attune.web.greetings import viewer_zone
from attune.web.payouts.wording import failure_in_words
from attune.web.shells import shell_for
from attune.web.staff_flow import at_work

WORDS: Final[Mapping[str, str | Promise]] = {
    "external_account": gettext_lazy("The bank account that payouts go to"),
    "tos_acceptance": gettext_lazy("Your consent to the processor’s own terms"),
    "business_profile": gettext_lazy("What the practice does, and its website"),
    "business_type": gettext_lazy("Whether you work alone or as a company"),
    "company": gettext_lazy("The company’s legal facts"),
    "individual.dob": gettext_lazy("Your date of birth"),
    "individual.first_name": gettext_lazy("Your legal name"),
    "individual.last_name": gettext_lazy("Your legal name"),
    "individual.ssn_last_4": gettext_lazy("The last four digits of your Social Security number"),
    "individual.id_number": gettext_lazy("Your Social Security number"),
    "individual.address": gettext_lazy("Your home address"),
    "individual.email": gettext_lazy("Your e-mail address"),
    "individual.phone": gettext_lazy("Your phone number"),
    "individual.verification": gettext_lazy("A photo of an identity document"),
    "person": gettext_lazy("Who owns and runs the company"),
    "representative": gettext_lazy("Who speaks for the company"),
}
"""What the processor asks, by the beginning of its code."""
OTHER: Final = gettext_lazy("Something else, named on the processor’s page")


@dataclass(frozen=True, slots=True)
class AccountPage:
    """How the account stands, what is asked, and the one next step."""

    alert: Alert
    asked: tuple[str, ...]
    looked_at: tuple[str, ...]
    facts: tuple[Fact, ...]
    open_url: str = ""
    go_url: str = ""


@require_GET
def account(request: PersonRequest) -> HttpResponseBase:
    """Show how the account stands."""
    found = account_of(request.actor)
    may_open = may(request.actor, OPEN_ACCOUNT)
    page = AccountPage(
        alert=standing(found),
        asked=in_words(found.asked) if found else (),
        looked_at=in_words(found.in_verification) if found else (),
        facts=_facts(found) if found else (),
        open_url=reverse("open_account") if may_open and (found is None or not found.processor_id) else "",
        go_url=reverse("onboard_account") if may_open and found and found.processor_id else "",
    )
    return TemplateResponse(request, "payouts/account.html", {"shell": shell_for(request), "page": page})


@require_POST
def open_account(request: PersonRequest) -> HttpResponseBase:
    """Ask for an account; it is there when the page is shown again, or in a moment."""
    ask_for_account(request.actor)
    return redirect("practice_account")


@require_GET
def onboard(request: PersonRequest) -> HttpResponseBase:
    """Lead to the processor's own page. The link is asked for outside of any transaction."""
    with at_work(request):
        found = account_of(request.actor)
    try:
        url = onboarding_link(
            request.actor,
            account=found.processor_id if found else "",
            return_url=request.build_absolute_uri(reverse("account_returned")),
            refresh_url=request.build_absolute_uri(reverse("onboard_account")),
        )
    except NoAccount:
        messages.error(request, _("Open the account first."))
    except ProcessorUnavailable:
        messages.error(request, _("The payment processor does not answer. Try again in a minute."))
    else:
        return redirect(url)
    return redirect("practice_account")


@require_GET
def returned(request: PersonRequest) -> HttpResponseBase:
    """Take somebody back from the processor: the account is looked at, then shown."""
    ask_to_look(request.actor)
    return redirect("practice_account")


def in_words(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the processor asks in words, each thing once."""
    return tuple(dict.fromkeys(str(_words_of(code)) for code in codes))


def _words_of(code: str) -> str | Promise:
    found = [words for start, words in WORDS.items() if code == start or code.startswith((f"{start}.", f"{start}_"))]
    return found[-1] if found else OTHER


def standing(found: AccountFacts | None) -> Alert:
    """Say whether patients can pay into the account, and what it waits for."""
    if found is None or not found.processor_id:
        text = _("Patients pay you directly. The payment processor keeps the account and asks who you are.")
        return Alert(_("Nobody can pay you yet"), text, Tone.NOTE)
    if found.may_pay_out and found.came_back:
        told = _("%(why)s Put the bank details right on the processor’s page: what came back goes out again.")
        why = failure_in_words(found.came_back)
        return Alert(_("Your last payout came back"), told % {"why": why}, Tone.CAUTION)
    if found.may_charge and found.may_pay_out and not found.asked:
        return Alert(_("Patients can pay you, and payouts arrive"), "", Tone.GOOD)
    if found.may_charge and found.may_pay_out:
        by = day_within(found.deadline_at, now=now(), zone=viewer_zone()) if found.deadline_at else ""
        title = _("Answer by %(day)s") % {"day": by} if by else _("The processor wants to know something")
        return Alert(title, _("Until then everything goes on."), Tone.CAUTION)
    if found.in_verification and not found.asked:
        return Alert(
            _("The processor is looking at your answers"), _("This can take a day. You hear of it."), Tone.NOTE
        )
    if found.may_charge:
        return Alert(_("Payouts wait"), _("What you earn is safe in your balance. Answer what is asked."), Tone.CAUTION)
    return Alert(_("Nobody can pay you yet"), _("Answer what is asked on the processor’s page."), Tone.CAUTION)


def _facts(found: AccountFacts) -> tuple[Fact, ...]:
    yes, no = _("Yes"), _("Not yet")
    looked_at = day_of(found.looked_at, now=now(), zone=viewer_zone()) if found.looked_at else _("Not yet")
    return (
        Fact(_("Patients can pay"), yes if found.may_charge else no),
        Fact(_("Payouts are sent"), yes if found.may_pay_out else no),
        Fact(_("Looked at"), looked_at),
    )
