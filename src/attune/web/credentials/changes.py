"""What both areas do with the forms about credentials: the same steps, other addresses."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from attune.credentialing.actions.add_license import add_license, renew_license
from attune.credentialing.actions.change_identity import change_identity
from attune.credentialing.queries.credentials import Credentials
from attune.credentialing.rules.licenses import KIND_LABELS, LicenseKind
from attune.kernel.us_states import US_STATES
from attune.web.access import PersonRequest
from attune.web.components.text import Text
from attune.web.credentials.forms import IdentityForm, LicenseForm, RenewForm
from attune.web.credentials.wording import REFUSALS, problem
from attune.web.shells import shell_for


def add_page(request: PersonRequest, found: Credentials, *, back_url: str) -> HttpResponseBase:
    """Put a license on file."""
    form = LicenseForm(request.POST or None, request.FILES or None, profession=found.provider.profession)

    def change() -> None:
        told = form.cleaned_data
        add_license(
            request.actor,
            provider_id=found.provider.provider_id,
            state=told["state"],
            kind=LicenseKind(told["kind"]),
            number=told["number"],
            issued_on=told["issued_on"],
            expires_on=told["expires_on"],
            evidence=form.evidence(),
        )

    return form_page(
        request,
        form,
        change,
        title=_("Add a license"),
        subtitle=found.provider.name,
        submit=_("Put it on file"),
        done=_("The license is on file."),
        back_url=back_url,
    )


def renew_page(request: PersonRequest, found: Credentials, license_id: UUID, *, back_url: str) -> HttpResponseBase:
    """Let a license of the provider last longer."""
    one = found.license(license_id)
    if one is None:
        raise Http404
    form = RenewForm(request.POST or None, request.FILES or None, initial={"expires_on": one.expires_on})

    def change() -> None:
        renew_license(
            request.actor,
            license_id=license_id,
            expires_on=form.cleaned_data["expires_on"],
            evidence=form.evidence(),
        )

    return form_page(
        request,
        form,
        change,
        title=_("Renew a license"),
        subtitle=f"{KIND_LABELS[one.kind]}, {US_STATES[one.state]}, {one.number}",
        submit=_("Renew it"),
        done=_("The renewal is on file."),
        back_url=back_url,
    )


def identity_page(request: PersonRequest, found: Credentials, *, back_url: str) -> HttpResponseBase:
    """Change name, NPI or birth date."""
    provider = found.provider
    form = IdentityForm(
        request.POST or None,
        initial={
            "name": provider.name,
            "npi": provider.npi,
            "legal_given_name": found.legal_given_name,
            "legal_family_name": found.legal_family_name,
        },
    )

    def change() -> None:
        change_identity(request.actor, provider_id=provider.provider_id, **form.cleaned_data)

    return form_page(
        request,
        form,
        change,
        title=_("Name, NPI and date of birth"),
        subtitle=provider.name,
        submit=_("Save"),
        done=_("Saved. What changed is checked again."),
        back_url=back_url,
    )


def form_page(
    request: PersonRequest,
    form: forms.Form,
    change: Callable[[], None],
    *,
    title: Text,
    subtitle: Text,
    submit: Text,
    done: Text,
    back_url: str,
) -> HttpResponseBase:
    """Show a form; sent and right, make the change and lead back. What is refused stands at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except REFUSALS as refusal:
            field, words = problem(refusal)
            form.add_error(field if field in form.fields else None, str(words))
        else:
            messages.success(request, str(done))
            return redirect(back_url)
    context = {"shell": shell_for(request), "form": form, "title": title, "subtitle": subtitle}
    context |= {"submit": submit, "back_url": back_url, "has_files": form.is_multipart()}
    return TemplateResponse(request, "credentials/form.html", context, status=422 if form.errors else 200)
