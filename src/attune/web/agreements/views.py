"""Reading, signing and keeping agreements, in the practice console and in the provider portal."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from attune.agreements.actions.sign import sign_agreement
from attune.agreements.errors import (
    CommissionOutOfBounds,
    CustodyClauseMissing,
    NameDoesNotMatch,
    SignedAlready,
    TextMovedOn,
)
from attune.agreements.gateways import document_printer
from attune.agreements.permissions import END_CONTRACT, SEE_TERMS, SIGN_FOR_PRACTICE, SIGN_FOR_SELF
from attune.agreements.queries.in_force import (
    Agreement,
    Outstanding,
    Terms,
    document,
    in_force,
    outstanding,
    terms,
)
from attune.agreements.queries.texts import ToSign, words_to_sign
from attune.agreements.rules.kinds import AgreementKind
from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.practices.permissions import SEE_APPLICATION
from attune.practices.queries.registry import registered
from attune.web.access import Area, PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.formatting import day_of, share
from attune.web.components.navigation import place_label
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.components.tasks import TaskList, TaskRow
from attune.web.greetings import day_in_sentence, viewer_zone
from attune.web.shells import shell_for

PREFIXES = {Area.PROVIDER: "provider_", Area.PRACTICE: "practice_"}


class SignForm(forms.Form):
    """The name of who signs, and the hash of the words they read."""

    read_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    typed_name = forms.CharField(
        label=gettext_lazy("Type your full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Type your name to sign.")},
    )
    has_read = forms.BooleanField(
        label=gettext_lazy("I have read these words and sign them."),
        error_messages={"required": gettext_lazy("Say that you have read the words before you sign them.")},
    )


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """What was signed, and what is still to sign."""

    title: str
    outstanding: TaskList | None
    signed: Table | None
    empty: EmptyState
    terms: tuple[Fact, ...]
    end: Action | None


@require_GET
def agreements(request: PersonRequest) -> HttpResponseBase:
    """Show what is agreed, each with its document, and what is outstanding."""
    found, open_now = in_force(request.actor), outstanding(request.actor)
    if not may(request.actor, SIGN_FOR_PRACTICE):
        found = [one for one in found if one.signatory_id is None or _sees(request, one)]
    own_terms = terms(request.actor) if may(request.actor, SEE_TERMS) else None
    page = AgreementsPage(
        title=_title(request),
        outstanding=_outstanding(request, open_now) if open_now else None,
        signed=_table(request, found) if found else None,
        empty=EmptyState(_("Nothing is signed yet"), _("Each signed text stands here as a document."), Drawing.LETTER),
        terms=terms_facts(own_terms) if own_terms else (),
        end=_end(request, own_terms),
    )
    return TemplateResponse(request, "agreements/list.html", {"shell": shell_for(request), "page": page})


@require_http_methods(["GET", "POST"])
def sign(request: PersonRequest, kind: str) -> HttpResponseBase:
    """Show the exact words, and take a signature under them."""
    wanted = kind_of(kind)
    words = words_to_sign(request.actor, wanted)
    if not may(request.actor, SIGN_FOR_SELF if words.signatory_id else SIGN_FOR_PRACTICE):
        messages.info(request, _("The owner signs this for the practice."))
        return redirect(_address(request, "agreements"))
    if all(one.kind is not wanted for one in outstanding(request.actor)):
        messages.info(request, _("That is signed already."))
        return redirect(_address(request, "agreements"))
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_agreement(
                request.actor,
                kind=wanted,
                typed_name=form.cleaned_data["typed_name"],
                read_hash=form.cleaned_data["read_hash"],
                signed_at=timezone.now(),
                printer=document_printer(),
            )
        except (NameDoesNotMatch, TextMovedOn, SignedAlready, CommissionOutOfBounds, CustodyClauseMissing) as refusal:
            form.add_error("typed_name" if isinstance(refusal, NameDoesNotMatch) else None, sentence(refusal, words))
        else:
            messages.success(request, _("Signed. The document is below."))
            return redirect(_after_signing(request))
    return TemplateResponse(
        request,
        "agreements/sign.html",
        {
            "shell": shell_for(request),
            "form": form,
            "words": words,
            "back_url": _address(request, "agreements"),
            "back": _title(request),
        },
        status=422 if form.errors else 200,
    )


@require_GET
def signed_document(request: PersonRequest, signature_id: UUID) -> HttpResponseBase:
    """Give a signed agreement as PDF."""
    found = document(request.actor, signature_id)
    return FileResponse(BytesIO(found.content), as_attachment=True, filename=found.name)


def kind_of(told: str) -> AgreementKind:
    """Return the kind an address names. Raises Http404."""
    try:
        return AgreementKind(told)
    except ValueError:
        raise Http404 from None


def _title(request: PersonRequest) -> str:
    name = "provider_agreements" if request.area is Area.PROVIDER else "practice_agreements"
    return place_label(request.area, name, edition=settings.EDITION)


def terms_facts(found: Terms) -> tuple[Fact, ...]:
    """Return what a practice pays, and where its contract says who keeps the records."""
    zone, moment = viewer_zone(), now()
    if found.begins_at is None:
        state = _("offered, not signed")
    elif found.ends_at is None:
        state = _("since %(day)s") % {"day": day_in_sentence(found.begins_at, now=moment, zone=zone)}
    else:
        # The first instant without it lies on the day after the last one, on the clock of the practice.
        zone = ZoneInfo(registered(current_scope("Terms").holder_id).zone)
        last = found.ends_at - timedelta(microseconds=1)
        state = _("until the end of %(day)s") % {"day": day_in_sentence(last, now=moment, zone=zone)}
    clause = (Fact(_("Custody of records"), found.custody_clause),) if found.custody_clause else ()
    return (Fact(_("Commission"), share(found.commission_bps)), Fact(_("Contract"), state), *clause)


def sentence(refusal: Exception, words: ToSign) -> str:
    """Return in words why a signature was not taken."""
    if isinstance(refusal, NameDoesNotMatch):
        return _("Type your name as your account has it: %(name)s.") % {"name": words.signer.name}
    if isinstance(refusal, TextMovedOn):
        return _("The text changed while you were reading. These are the words now; read them again.")
    if isinstance(refusal, SignedAlready):
        return _("These words are signed already.")
    return _("This contract cannot be signed as it stands. The platform has to correct it.")


def _end(request: PersonRequest, found: Terms | None) -> Action | None:
    """Return the way to the contract's end, for who may end one that runs."""
    if found is None or found.begins_at is None or not may(request.actor, END_CONTRACT):
        return None
    label = _("End the contract") if found.ends_at is None else _("What follows from the end")
    return Action(label, reverse("practice_end_contract"))


def _sees(request: PersonRequest, one: Agreement) -> bool:
    return one.signatory_id == request.person.person_id or may(request.actor, SEE_APPLICATION)


def _outstanding(request: PersonRequest, found: list[Outstanding]) -> TaskList:
    rows = tuple(_task(request, one, is_first=index == 0) for index, one in enumerate(found))
    return TaskList(heading=_("To sign"), rows=rows, key="outstanding")


def _task(request: PersonRequest, one: Outstanding, *, is_first: bool) -> TaskRow:
    may_sign = may(request.actor, SIGN_FOR_SELF if one.is_own else SIGN_FOR_PRACTICE)
    read = Action(
        _("Read and sign") if may_sign else _("See the agreements"),
        _address(request, "sign_agreement", kind=one.kind.value) if may_sign else _address(request, "agreements"),
        Weight.PRIMARY if is_first else Weight.SECONDARY,
    )
    why = _("You sign it for yourself.") if one.is_own else _("The owner signs it for the practice.")
    return TaskRow(title=f"{one.title}, {_('version')} {one.version}", why=why, action=read, icon="note")


def _table(request: PersonRequest, found: list[Agreement]) -> Table:
    columns = (
        Column(_("Agreement")),
        Column(_("Signed by")),
        Column(_("On")),
        Column(_("State")),
        Column(_("Document"), label_hidden=True),
    )
    return Table(_("Signed agreements"), columns, tuple(_row(request, one) for one in found))


def _row(request: PersonRequest, one: Agreement) -> Row:
    badge = Badge(_("Newest version"), Tone.GOOD) if one.is_newest else Badge(_("Replaced"))
    opened = Action(
        _("PDF"), _address(request, "agreement_document", signature_id=one.signature_id), Weight.QUIET, about=one.title
    )
    return Row(
        (
            Cell(one.title, under=f"{_('version')} {one.version}"),
            Cell(one.typed_name),
            Cell(day_of(one.signed_at, now=now(), zone=viewer_zone())),
            Cell(badge=badge),
            Cell(action=opened),
        )
    )


def _after_signing(request: PersonRequest) -> str:
    """Lead back to the way in while the practice is on it, else to the list."""
    try:
        way = reverse("practice_way_in")
    except NoReverseMatch:
        return _address(request, "agreements")
    return way if outstanding(request.actor) or request.area is Area.PRACTICE else _address(request, "agreements")


def _address(request: PersonRequest, name: str, **captured: object) -> str:
    return reverse(f"{PREFIXES[request.area]}{name}", kwargs=captured or None)
