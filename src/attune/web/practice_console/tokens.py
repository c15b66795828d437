"""API tokens of one's own, and for overseers everybody's in the practice; in each area that has them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.identity.actions.create_api_token import create_api_token
from attune.identity.actions.revoke_api_token import revoke_api_token
from attune.identity.errors import AudienceNotOffered, ScopeMissing, TokenMadeAlready, TokenRefused, TooManyTokens
from attune.identity.queries.api_tokens import (
    AudienceChoice,
    TokenSummary,
    audience_choices,
    own_tokens,
    practice_tokens,
)
from attune.identity.token_permissions import OVERSEE_TOKENS
from attune.kernel.identifiers import new_id
from attune.web.access import Area, PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.choices import Described
from attune.web.components.formatting import calendar_day, day_within
from attune.web.components.notices import Badge, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for

TOLD = gettext_lazy("A token lets a program do what you may do here. It ends with your membership.")
TOLD_IN_OWN_CARE = gettext_lazy(
    "A token lets a program see and do what you can in your own care. Revoke it to end that."
)
LIFE_DAYS = (30, 90, 365)
PREFIXES = {Area.OPERATOR: "operator_", Area.PATIENT: "patient_"}
"""What leads the names of these addresses in an area; nothing in the practice console."""


@dataclass(frozen=True, slots=True)
class TokensPage:
    """Tokens that work or worked. ``text`` is a new one's, shown this once."""

    told: str | Promise
    tokens: Table | None
    text: str
    label: str
    create_url: str
    has_room: bool


class TokenForm(forms.Form):
    """What a token is for, what it may do, how long it lives."""

    once = forms.UUIDField(initial=new_id, required=False, widget=forms.HiddenInput)
    label = forms.CharField(
        label=gettext_lazy("What is it for"), max_length=80, help_text=gettext_lazy("For example: payroll export.")
    )
    audience = forms.ChoiceField(label=gettext_lazy("API"), widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), required=False, widget=forms.CheckboxSelectMultiple
    )
    life_days = forms.TypedChoiceField(label=gettext_lazy("It works for"), coerce=int, choices=[], initial=90)

    def __init__(self, *args: object, choices: list[AudienceChoice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        longest = max((choice.life_days_max for choice in choices), default=0)
        self.fields["audience"].choices = [(one.name, one.label) for one in choices]  # type: ignore[attr-defined]
        self.fields["life_days"].choices = [  # type: ignore[attr-defined]
            (days, _("%(number)d days") % {"number": days}) for days in LIFE_DAYS if days <= longest
        ]
        scopes = {scope.name: scope.label for one in choices for scope in one.scopes}
        self.fields["scopes"].choices = [(name, Described(label, name)) for name, label in scopes.items()]  # type: ignore[attr-defined]
        if not scopes:
            del self.fields["scopes"]
        if len(choices) == 1:
            self.fields["audience"].initial = choices[0].name
            self.fields["audience"].widget = forms.HiddenInput()


@require_http_methods(["GET", "POST"])
def tokens(request: PersonRequest) -> HttpResponseBase:
    """List tokens, and make one; its text is in the answer to making it and nowhere else."""
    choices = audience_choices(request.actor)
    form = TokenForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = create_api_token(
                request.actor,
                audience=asked["audience"],
                label=asked["label"],
                scopes=asked.get("scopes", []),
                expires_at=now() + timedelta(days=asked["life_days"]),
                token_id=asked["once"],
            )
        except TokenMadeAlready:
            messages.info(request, _("That token was made already. Its text was shown once; revoke it if you lost it."))
            return redirect(request.path)
        except TokenRefused as refusal:
            form.add_error(None, _sentence(refusal))
        else:
            fresh = TokenForm(choices=audience_choices(request.actor))
            return _page(request, fresh, choices, text=made.text, label=made.summary.label)
    return _page(request, form, choices)


@require_POST
def revoke(request: PersonRequest, token_id: UUID) -> HttpResponseBase:
    """End a token at once."""
    revoke_api_token(request.actor, token_id=token_id)
    messages.success(request, _("Revoked. The next call with this token is refused."))
    return redirect(_address(request, "api_tokens"))


def _page(
    request: PersonRequest, form: TokenForm, choices: list[AudienceChoice], *, text: str = "", label: str = ""
) -> HttpResponse:
    oversees = may(request.actor, OVERSEE_TOKENS)
    found = practice_tokens(request.actor) if oversees else own_tokens(request.actor)
    page = TokensPage(
        told=TOLD_IN_OWN_CARE if request.area is Area.PATIENT else TOLD,
        tokens=_table(request, found) if found else None,
        text=text,
        label=label,
        create_url=_address(request, "api_tokens"),
        has_room=any(choice.has_room for choice in choices),
    )
    return TemplateResponse(
        request,
        "practice/tokens.html",
        {"shell": shell_for(request), "page": page, "form": form},
        status=422 if form.errors else 200,
    )


def _table(request: PersonRequest, found: list[TokenSummary]) -> Table:
    columns = (
        Column(_("Token")),
        Column(_("Acts for")),
        Column(_("Last used")),
        Column(_("State")),
        Column(_("Revoke"), label_hidden=True),
    )
    return Table(_("API tokens"), columns, tuple(_row(request, token) for token in found))


def _row(request: PersonRequest, token: TokenSummary) -> Row:
    zone, moment = viewer_zone(), now()
    until = day_within(token.expires_at, now=moment, zone=zone)
    used = calendar_day(token.last_used_on, today=moment.date()) if token.last_used_on else _("Never")
    badge = (
        Badge(_("Works"), Tone.GOOD) if token.is_working else Badge(_("Revoked") if token.revoked_at else _("Expired"))
    )
    ending = Action(
        _("Revoke"),
        _address(request, "revoke_api_token", token_id=token.id),
        Weight.SECONDARY,
        posts=True,
    )
    return Row(
        (
            Cell(token.label, under=f"{token.audience}{': ' if token.scopes else ''}{', '.join(token.scopes)}"),
            Cell(person=PersonLine(Portrait(token.person_id, token.person_name))),
            Cell(used),
            Cell(badge=badge, under=_("until %(day)s") % {"day": until} if token.is_working else ""),
            Cell(action=ending) if token.is_working else Cell(),
        )
    )


def _address(request: PersonRequest, name: str, **captured: object) -> str:
    return reverse(f"{PREFIXES.get(request.area, '')}{name}", kwargs=captured or None)


def _sentence(refusal: TokenRefused) -> str:
    match refusal:
        case TooManyTokens(tokens_max=tokens_max):
            return _("You have %(number)d working tokens for this API, and no more are possible. Revoke one first.") % {
                "number": tokens_max
            }
        case ScopeMissing():
            return _("Choose what the token may do.")
        case AudienceNotOffered():
            return _("Choose one of the APIs.")
    return _("The token cannot have that. Choose less, or a shorter life.")
