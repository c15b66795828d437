"""An account at the end, and what is agreed to; then on to where one was going."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account import views as library
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.foundation.tenancy import Plane, scope
from attune.patients.actions.count_step import count_step
from attune.patients.actions.keep_dependent import name_child
from attune.patients.actions.record_consent import record_consent
from attune.patients.errors import AnswerMissing, NoSuchText, NotAGuardian
from attune.patients.permissions import CONSENT
from attune.patients.queries.answers import answers
from attune.patients.queries.consents import missing_consents, wanted_texts
from attune.patients.rules.answers import Answers, Step
from attune.patients.rules.consents import ConsentText
from attune.patients.rules.funnel import FunnelPoint
from attune.web.access import PersonRequest, kept_private, patient_flow, person_of, public_page
from attune.web.middleware import address_of
from attune.web.onboarding.steps import after_last, safe_next, step_url
from attune.web.onboarding.visitor import COOKIE, claim_if_signed_in, zone_told
from attune.web.public.pages import site_for

AGREE = gettext_lazy("I have read this and agree: %(title)s")


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text with the box that agrees to it."""

    text: ConsentText
    box: Any


class SignUp(library.SignupView):
    """Name, address, password; the code follows, then the consents."""

    template_name = "onboarding/account.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """Add where sign-in leads, for those who have an account."""
        words: dict[str, Any] = super().get_context_data(**told)
        on_url = consents_url(safe_next(self.request))
        sign_in = f"{reverse('account_login')}?{urlencode({'next': on_url})}"
        return {**words, "site": site_for(self.request), "on_url": on_url, "sign_in_url": sign_in}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the clock of where somebody said they will be: times stay what they were on the pages before."""
        form.cleaned_data["zone"] = zone_told(self.request) or form.cleaned_data["zone"]
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_success_url(self) -> str:
        """Return the consents, which lead on to where one was going."""
        return consents_url(safe_next(self.request))


class ConsentsForm(forms.Form):
    """A box for each text, the signature, and, for a child, who they are and that one may sign for them."""

    child_name = forms.CharField(
        label=gettext_lazy("Your child’s name"),
        max_length=120,
        help_text=gettext_lazy("As they want to be called."),
        error_messages={"required": gettext_lazy("Tell us your child’s name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_guardian = forms.BooleanField(
        label=gettext_lazy("I am a parent or legal guardian of this child"),
        error_messages={"required": gettext_lazy("Only a parent or guardian may sign for a child.")},
    )
    signed_name = forms.CharField(
        label=gettext_lazy("Sign with your name"),
        max_length=120,
        help_text=gettext_lazy("Your name here is your signature."),
        error_messages={"required": gettext_lazy("Type your name to sign.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, told: Answers, texts: tuple[ConsentText, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        if not (told.is_for_child and told.dependent_id is None):
            del self.fields["child_name"], self.fields["is_guardian"]
        for text in texts:
            self.fields[box_name(text)] = forms.BooleanField(
                label=AGREE % {"title": text.title},
                error_messages={"required": gettext_lazy("Agree to this text to go on.")},
            )

    def shown(self) -> list[ShownText]:
        """Return each text with its box."""
        return [ShownText(text, self[box_name(text)]) for text in self.texts]


def box_name(text: ConsentText) -> str:
    """Return the name of a text's box: it carries the words that were shown."""
    return f"agree-{text.kind}-{text.text_hash[:16]}"


def consents_url(on_url: str = "") -> str:
    """Return the address of the consents, which lead on to a page of ours."""
    address = reverse("onboarding_consents")
    return f"{address}?{urlencode({'next': on_url})}" if on_url else address


@public_page
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponseBase:
    """Make an account without leaving the way; who is signed in goes on."""
    if person_of(request) is not None:
        return redirect(consents_url(safe_next(request)))
    return kept_private(SignUp.as_view()(request))


@patient_flow(CONSENT)
@require_http_methods(["GET", "POST"])
def consents(request: PersonRequest) -> HttpResponseBase:
    """Ask for what is not agreed to yet, once it is known for whom and where; then lead on."""
    claim_if_signed_in(request)
    with scope(person_id=request.person.person_id, plane=Plane.SELF):
        response = _consents(request)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        if isinstance(response, TemplateResponse):
            response.render()
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _consents(request: PersonRequest) -> HttpResponse:
    told, on_url = answers(request.person.person_id), safe_next(request)
    here = consents_url(on_url)
    if told.care_for is None or told.birth_date is None:
        return redirect(step_url(Step.WHO, back_to=here))
    if not told.state:
        return redirect(step_url(Step.WHERE, back_to=here))
    count_step(request.person.person_id, FunnelPoint.SIGNED_UP)
    texts = _texts(told)
    if not texts:
        return redirect(on_url or after_last())
    initial = {"signed_name": request.person.name}
    form = ConsentsForm(request.POST if request.method == "POST" else None, initial=initial, told=told, texts=texts)
    if request.method == "POST" and form.is_valid() and _sign(request, told, form):
        return redirect(on_url or after_last())
    words = {"site": site_for(request), "form": form, "next_url": on_url, "is_for_child": told.is_for_child}
    return TemplateResponse(request, "onboarding/consents.html", words, status=422 if form.is_bound else 200)


def _texts(told: Answers) -> tuple[ConsentText, ...]:
    """Return what is to be agreed to; for a child who has no name yet, all of it."""
    if told.is_for_child and told.dependent_id is None:
        return wanted_texts(state=told.state, is_guardians=True)
    return missing_consents(state=told.state, dependent_id=told.dependent_id)


def _sign(request: PersonRequest, told: Answers, form: ConsentsForm) -> bool:
    """Write down every consent, or none; return whether all were taken."""
    signed = form.cleaned_data
    try:
        child_id: UUID | None = told.dependent_id
        if "child_name" in signed:
            child_id = name_child(request.actor, name=signed["child_name"], is_guardian=signed["is_guardian"])
        for text in form.texts:
            record_consent(
                request.actor,
                kind=text.kind,
                text_hash=text.text_hash,
                state=told.state,
                signed_name=signed["signed_name"],
                dependent_id=child_id,
                address=address_of(request) or "",
            )
    except (AnswerMissing, NotAGuardian):
        form.add_error("child_name", _("Tell us your child’s name."))
    except NoSuchText:
        form.add_error(None, _("A text changed while you read. Read it once more."))
    else:
        count_step(request.person.person_id, FunnelPoint.CONSENTED)
        return True
    return False
