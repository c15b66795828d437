"""The credentials of everybody in the practice, and what those who run it do about them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attune.credentialing.actions.provider_states import activate_provider, reinstate_provider, suspend_provider
from attune.credentialing.permissions import ADD_PROVIDERS, CHANGE_CREDENTIALS, REVIEW_MATCHES, STOP_PROVIDERS
from attune.credentialing.queries.credentials import credentials_here, credentials_of, credentials_with
from attune.credentialing.queries.matches import open_matches
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.web.access import PersonRequest
from attune.web.credentials import changes
from attune.web.credentials.forms import ReasonForm
from attune.web.credentials.page import colleague_address, credentials_page, people_page
from attune.web.credentials.wording import REFUSALS, problem
from attune.web.shells import shell_for


@require_GET
def credentials(request: PersonRequest) -> HttpResponseBase:
    """Show who can be booked where, what is missing, and what ends first."""
    reviews = may(request.actor, REVIEW_MATCHES) and policy(CredentialingPolicy).reviewer is Reviewer.PRACTICE
    matches = open_matches(request.actor) if reviews else ()
    page = people_page(credentials_here(request.actor), matches, now=now())
    return TemplateResponse(request, "credentials/everybody.html", {"shell": shell_for(request), "page": page})


@require_GET
def one(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Show one provider's credentials, with the ways to change them for those who may."""
    found, actor = credentials_of(request.actor, provider_id), request.actor
    page = credentials_page(
        found,
        now=now(),
        title=found.provider.name,
        address=colleague_address(provider_id),
        may_change=may(actor, CHANGE_CREDENTIALS),
    )
    state = found.provider.state
    context = {
        "shell": shell_for(request),
        "page": page,
        "provider_id": provider_id,
        "back_url": reverse("practice_credentials"),
        "state_reason": found.state_reason,
        "may_activate": state is Standing.JOINING and may(actor, ADD_PROVIDERS) and not found.missing,
        "may_suspend": state in {Standing.JOINING, Standing.ACTIVE} and may(actor, STOP_PROVIDERS),
        "may_reinstate": state is Standing.SUSPENDED and may(actor, STOP_PROVIDERS),
        "reason_form": ReasonForm(),
    }
    return TemplateResponse(request, "credentials/one.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Put a license of a provider on file."""
    return changes.add_page(request, credentials_of(request.actor, provider_id), back_url=_page_of(provider_id))


@require_http_methods(["GET", "POST"])
def renew(request: PersonRequest, license_id: UUID) -> HttpResponseBase:
    """Let a license of a provider last longer."""
    found = credentials_with(request.actor, license_id)
    return changes.renew_page(request, found, license_id, back_url=_page_of(found.provider.provider_id))


@require_http_methods(["GET", "POST"])
def identity(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Change a provider's name, NPI or birth date."""
    return changes.identity_page(request, credentials_of(request.actor, provider_id), back_url=_page_of(provider_id))


@require_POST
def activate(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Let a provider practise."""
    return _stepped(
        request, provider_id, lambda: activate_provider(request.actor, provider_id=provider_id), _("Activated.")
    )


@require_http_methods(["GET", "POST"])
def suspend(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Stop a provider, for a reason."""
    found, form = credentials_of(request.actor, provider_id), ReasonForm(request.POST or None)

    def change() -> None:
        suspend_provider(request.actor, provider_id=provider_id, reason=form.cleaned_data["reason"])

    return changes.form_page(
        request,
        form,
        change,
        title=_("Suspend %(name)s?") % {"name": found.provider.name},
        subtitle=_("From this moment nobody can book them, and no session of theirs may start."),
        submit=_("Suspend now"),
        done=_("Suspended."),
        back_url=_page_of(provider_id),
    )


@require_http_methods(["GET", "POST"])
def reinstate(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Let a provider practise again, for a reason."""
    found, form = credentials_of(request.actor, provider_id), ReasonForm(request.POST or None)

    def change() -> None:
        reinstate_provider(request.actor, provider_id=provider_id, reason=form.cleaned_data["reason"])

    return changes.form_page(
        request,
        form,
        change,
        title=_("Let %(name)s practice again?") % {"name": found.provider.name},
        subtitle=_("They are again what they were before the suspension."),
        submit=_("Reinstate"),
        done=_("Reinstated."),
        back_url=_page_of(provider_id),
    )


def _page_of(provider_id: UUID) -> str:
    return reverse("practice_provider_credentials", kwargs={"provider_id": provider_id})


def _stepped(request: PersonRequest, provider_id: UUID, step: Callable[[], None], done: str) -> HttpResponseBase:
    try:
        step()
    except REFUSALS as refusal:
        messages.error(request, str(problem(refusal)[1]))
    else:
        messages.success(request, done)
    return redirect(_page_of(provider_id))
