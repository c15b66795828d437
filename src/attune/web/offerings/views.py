"""The pages about offerings, in the provider portal and in the practice console."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attune.credentialing.queries.providers import ProviderFacts, provider, provider_of_person, providers_here
from attune.credentialing.rules.clearance import Standing
from attune.scheduling.actions.offerings import add_offering, change_offering, retire_offering
from attune.scheduling.errors import NoSuchOffering, OfferingRefused, OfferingWrong
from attune.scheduling.queries.offerings import OfferingFacts, may_set_prices, offering, offerings
from attune.web.access import Area, PersonRequest
from attune.web.components.formatting import money
from attune.web.offerings.forms import OfferingForm
from attune.web.offerings.pages import OfferingPage, offerings_address, own_page, place_name, practice_page
from attune.web.shells import shell_for

WORKING = (Standing.JOINING, Standing.ACTIVE, Standing.SUSPENDED)


@require_GET
def own_offerings(request: PersonRequest) -> HttpResponseBase:
    """Show what one offers oneself."""
    whose = provider_of_person(request.actor)
    if whose is None:
        return TemplateResponse(request, "hours/none.html", {"shell": shell_for(request)})
    found = offerings(request.actor, provider_id=whose.provider_id)
    shell = shell_for(request)
    page = own_page(place_name(shell), found, may_add=may_set_prices(request.actor, is_own=True))
    return TemplateResponse(request, "offerings/list.html", {"shell": shell, "page": page})


@require_GET
def practice_offerings(request: PersonRequest) -> HttpResponseBase:
    """Show what everybody in the practice offers."""
    shell, may_add = shell_for(request), may_set_prices(request.actor, is_own=False)
    providers = providers_here(request.actor, states=WORKING)
    page = practice_page(place_name(shell), offerings(request.actor), providers, may_add=may_add)
    return TemplateResponse(request, "offerings/list.html", {"shell": shell, "page": page})


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponseBase:
    """Offer something, for oneself or, in the practice console, for whoever is chosen."""
    is_own = request.area is Area.PROVIDER
    me = provider_of_person(request.actor) if is_own else None
    if is_own and me is None:
        return TemplateResponse(request, "hours/none.html", {"shell": shell_for(request)})
    if not may_set_prices(request.actor, is_own=is_own):
        return TemplateResponse(request, "offerings/not_yours.html", {"shell": shell_for(request)})
    providers = () if is_own else _choices(providers_here(request.actor, states=WORKING))
    form = OfferingForm(request.POST or None, providers=providers)
    if request.method == "POST" and form.is_valid():
        provider_id = me.provider_id if me else UUID(form.cleaned_data["provider"])
        try:
            add_offering(request.actor, provider_id=provider_id, terms=form.wanted())
        except OfferingRefused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("%(name)s can be booked now.") % {"name": form.wanted().name})
            return redirect(offerings_address(request.area))
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, offering_id: UUID) -> HttpResponseBase:
    """Change an offering for whoever books from now on."""
    kept = _theirs(request, offering_id)
    may_price = may_set_prices(request.actor, is_own=_is_own(request, kept))
    form = OfferingForm(request.POST or None, terms=kept.terms, may_set_price=may_price)
    if request.method == "POST" and form.is_valid():
        try:
            change_offering(request.actor, offering_id=offering_id, terms=form.wanted())
        except OfferingRefused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("Saved. Who books from now on gets these terms."))
            return redirect(offerings_address(request.area))
    return _page(request, form, kept)


@require_POST
def retire(request: PersonRequest, offering_id: UUID) -> HttpResponseBase:
    """Offer something no longer."""
    kept = _theirs(request, offering_id)
    retire_offering(request.actor, offering_id=offering_id)
    messages.success(request, _("%(name)s is not offered any more.") % {"name": kept.terms.name})
    return redirect(offerings_address(request.area))


def _theirs(request: PersonRequest, offering_id: UUID) -> OfferingFacts:
    """Return an offering of the area: in the portal one's own alone. Raises NoSuchOffering."""
    kept = offering(request.actor, offering_id)
    if not kept.is_active or (request.area is Area.PROVIDER and not _is_own(request, kept)):
        raise NoSuchOffering(offering_id)
    return kept


def _is_own(request: PersonRequest, kept: OfferingFacts) -> bool:
    return provider(request.actor, kept.provider_id).person_id == request.actor.person_id


def _choices(providers: tuple[ProviderFacts, ...]) -> list[tuple[UUID, str]]:
    return [(one.provider_id, f"{one.name}, {one.letters}") for one in providers]


def _tell(form: OfferingForm, refusal: OfferingRefused) -> None:
    if isinstance(refusal, OfferingWrong):
        sentence = _("This does not fit the rest. Choose another value.")
        if refusal.field == "notice_minutes_min":
            sentence = _("The notice must be shorter than how far ahead it can be booked.")
        form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
    else:
        form.add_error(None, _("Prices are set by an owner or administrator. Ask one of them."))


def _page(request: PersonRequest, form: OfferingForm, kept: OfferingFacts | None) -> HttpResponse:
    back, shell = offerings_address(request.area), shell_for(request)
    captured = {"offering_id": kept.offering_id} if kept else {}
    page = OfferingPage(
        title=kept.terms.name if kept else _("Add an offering"),
        told=place_name(shell),
        url=request.path,
        back_url=back,
        price=money(kept.terms.price) if kept else "",
        retire_url=offerings_address(request.area, "retire_offering", **captured) if kept else "",
        name=kept.terms.name if kept else "",
    )
    context = {"shell": shell, "page": page, "form": form}
    return TemplateResponse(request, "offerings/edit.html", context, status=422 if form.errors else 200)
