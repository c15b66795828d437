"""What the platform is to a practice, and how one applies: of an edition where practices found themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from attune.agreements.rules.policy import AgreementPolicy
from attune.agreements.rules.texts import percent
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.sessions import SessionStore
from attune.practices.errors import ApplicationIncomplete, AppliedAlready
from attune.web.access import PersonRequest, account_flow, person_of, public_page
from attune.web.public.application_form import ApplicationForm
from attune.web.public.pages import site_for
from attune.workflows.apply_practice import apply_practice


@public_page
@require_GET
def for_practices(request: HttpRequest) -> HttpResponse:
    """Tell a clinician what joining means, and lead to the application."""
    apply_url = reverse("practice_apply")
    share = policy(AgreementPolicy).commission_bps or 0
    words = {
        "site": site_for(request),
        "commission": percent(share),
        "apply_url": apply_url,
        "sign_up_url": f"{reverse('account_signup')}?{urlencode({'next': apply_url})}",
        "is_signed_in": person_of(request) is not None,
    }
    return render(request, "public/for_practices.html", words)


@account_flow
@require_http_methods(["GET", "POST"])
def apply_with_practice(request: PersonRequest) -> HttpResponseBase:
    """Take the legal facts of a practice; who sends them is its owner from then on."""
    form = ApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        practice_id: UUID = form.cleaned_data["once"]
        try:
            with scope(practice_id, person_id=request.person.person_id, plane=Plane.CARE):
                apply_practice(request.actor, facts=form.facts())
        except ApplicationIncomplete as refusal:
            form.tell(refusal.problems)
        except AppliedAlready:
            # The form was sent twice: whoever owns what it made goes on there, and nobody else learns of it.
            return redirect("practice_way_in")
        else:
            session = request.session
            assert isinstance(session, SessionStore)
            session.work_in(practice_id)
            messages.success(request, _("Your practice is entered. These steps are left."))
            return redirect("practice_way_in")
    words = {"site": site_for(request), "form": form}
    return render(request, "public/apply.html", words, status=422 if form.errors else 200)
