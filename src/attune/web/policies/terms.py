"""What canceling late and not coming cost with a provider, where providers say so themselves."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.credentialing.queries.providers import provider_of_person
from attune.foundation.policies import policy
from attune.scheduling.actions.set_cancellation_terms import set_cancellation_terms
from attune.scheduling.booking_errors import TermsOutOfBounds
from attune.scheduling.queries.cancellation import cancellation_terms_of
from attune.scheduling.rules.policy import BookingPolicy
from attune.web.access import PersonRequest
from attune.web.policies.forms import TermsForm
from attune.web.shells import shell_for

FIELDS = {
    "free_until_hours": "free_until_hours",
    "late_fee_bps": "late_fee_percent",
    "missed_fee_bps": "missed_fee_percent",
}


@require_http_methods(["GET", "POST"])
def own_terms(request: PersonRequest) -> HttpResponseBase:
    """Show and change one's own terms, for whoever books from now on."""
    whose = provider_of_person(request.actor)
    if whose is None:
        return TemplateResponse(request, "hours/none.html", {"shell": shell_for(request)})
    kept = cancellation_terms_of(whose.provider_id)
    form = TermsForm(request.POST or None, rules=policy(BookingPolicy), kept=kept)
    if request.method == "POST" and form.is_valid():
        try:
            set_cancellation_terms(request.actor, provider_id=whose.provider_id, terms=form.wanted())
        except TermsOutOfBounds as refusal:
            form.add_error(FIELDS.get(refusal.field), _("That is more than may be asked for."))
        else:
            messages.success(request, _("Saved. Who books from now on agrees to these terms; the others keep theirs."))
            return redirect("provider_offerings")
    context = {"shell": shell_for(request), "form": form}
    return TemplateResponse(request, "policies/terms.html", context, status=422 if form.errors else 200)
