"""Going on later on another device: a link by mail, on request."""

import math
from datetime import timedelta
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from attune.foundation.rate_limits.counting import Bucket, count_use
from attune.kernel.rate_limit import RateLimit
from attune.patients.actions.mail_resume_link import mail_resume_link
from attune.web.access import kept_private, public_page
from attune.web.middleware import address_of
from attune.web.onboarding.steps import safe_next
from attune.web.onboarding.visitor import Visitor, remember, visitor_page
from attune.web.public.pages import site_for

SALT: Final = "attune.onboarding.resume"
LINK_LIFE: Final = timedelta(days=7)
PER_PERSON: Final = RateLimit(requests=3, seconds=3600)
PER_ADDRESS: Final = RateLimit(requests=20, seconds=3600)


class ResumeForm(forms.Form):
    """Where to mail the way back."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We send one link. Nothing you told stands in the mail."),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("We cannot read this address. Check it: it looks like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@visitor_page
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """Mail the way back to the address that is typed; the answer is the same whoever reads it.

    Who is signed in comes back by signing in: no link opens what an account keeps.
    """
    if visitor.is_signed_in:
        messages.info(request, _("Your account keeps your answers: sign in on the other device to go on."))
        return redirect(safe_next(request) or "onboarding_start")
    form = ResumeForm(request.POST if request.method == "POST" else None)
    words = {"site": site_for(request), "form": form, "back_url": safe_next(request) or reverse("onboarding_start")}
    if request.method == "GET" or not form.is_valid():
        return TemplateResponse(request, "onboarding/save.html", words, status=422 if form.errors else 200)
    if seconds := _seconds_to_wait(request, visitor):
        form.add_error(None, _too_many(math.ceil(seconds / 60)))
        headers = {"Retry-After": str(seconds)}
        return TemplateResponse(request, "onboarding/save.html", words, status=429, headers=headers)
    token = signing.dumps(visitor.person_id.hex, salt=SALT)
    link = request.build_absolute_uri(reverse("onboarding_resume", kwargs={"token": token}))
    address = form.cleaned_data["email"]
    mail_resume_link(visitor.actor, address=address, link=link, expires_at=timezone.now() + LINK_LIFE)
    return TemplateResponse(request, "onboarding/saved.html", {**words, "address": address})


@public_page
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let this device go on, once its person says so: a program that only looks at links changes nothing."""
    person_id = _person_of(token)
    if person_id is None:
        return kept_private(render(request, "onboarding/gone.html", {"site": site_for(request)}, status=410))
    if request.method == "GET":
        return kept_private(render(request, "onboarding/resume.html", {"site": site_for(request)}))
    response = redirect("onboarding_start")
    remember(response, person_id)
    return kept_private(response)


def _person_of(token: str) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=LINK_LIFE))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _seconds_to_wait(request: HttpRequest, visitor: Visitor) -> int:
    """Count the use and return after how many seconds it would not be one too many; 0 if it is not."""
    buckets = [
        Bucket(f"resume:{visitor.person_id}", PER_PERSON),
        Bucket(f"resume:{address_of(request) or ''}", PER_ADDRESS),
    ]
    return max((level.resets_in for level in count_use(buckets) if level.is_exceeded), default=0)


def _too_many(minutes: int) -> str:
    told = ngettext(
        "No more links are sent for now; those that were still work. Look into your mail, the spam folder too, or "
        "ask again in %(minutes)d minute.",
        "No more links are sent for now; those that were still work. Look into your mail, the spam folder too, or "
        "ask again in %(minutes)d minutes.",
        minutes,
    )
    return told % {"minutes": minutes}
