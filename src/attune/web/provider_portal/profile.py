"""The public profile: what a provider says of themselves, how it will look, and what is still missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.credentialing.actions.update_profile import ProfileChange, update_profile
from attune.credentialing.queries.providers import ProviderFacts, provider_of_person
from attune.directory.errors import NoSuchListing
from attune.directory.queries.profiles import profile as published_profile
from attune.directory.rules.published import APPROACH_LENGTH_MAX
from attune.directory.rules.vocabulary import AGE_GROUPS, CONCERNS, GENDERS, LANGUAGES, MODALITIES, PAYERS
from attune.foundation.clock import now
from attune.web.access import PersonRequest
from attune.web.components.navigation import place_label
from attune.web.components.notices import EmptyState
from attune.web.components.people import Portrait
from attune.web.directory.cards import excerpt_of, labels_of, profession_label
from attune.web.shells import shell_for

APPROACH_LENGTH_GOOD = 200
"""Shorter, and people cannot tell one from another."""

CODES: Mapping[str, Mapping[str, str]] = {
    "specialties": CONCERNS,
    "modalities": MODALITIES,
    "languages": LANGUAGES,
    "age_groups": AGE_GROUPS,
    "payers": PAYERS,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The profile as others would see it, saved or not."""

    portrait: Portrait
    name: str
    profession: str
    excerpt: str
    tags: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileEditor:
    """What the page draws besides the form. ``public_url`` leads to what is published, if anything is."""

    preview: Preview
    is_typed: bool
    done: int
    parts: int
    missing: tuple[str | Promise, ...]
    public_url: str


def _boxes(label: Any, codes: Mapping[str, str], hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=[(code, _lazy(text)) for code, text in codes.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _lazy(text: str) -> str | Promise:
    return gettext_lazy(text)


class ProfileForm(forms.Form):
    """A provider's own words and declarations."""

    approach = forms.CharField(
        label=gettext_lazy("How you work"),
        help_text=gettext_lazy("In your own words, for somebody who does not know you. Nothing about patients."),
        max_length=APPROACH_LENGTH_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    specialties = _boxes(gettext_lazy("What you work with"), CONCERNS, gettext_lazy("What most of your work is about."))
    modalities = _boxes(gettext_lazy("Methods"), MODALITIES, gettext_lazy("Those you are trained in."))
    languages = _boxes(gettext_lazy("Languages you hold sessions in"), LANGUAGES)
    age_groups = _boxes(gettext_lazy("Whom you see"), AGE_GROUPS)
    payers = _boxes(gettext_lazy("Payment"), PAYERS)
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        help_text=gettext_lazy("Some people look for it. You need not share it."),
        choices=[("", gettext_lazy("Not shared")), *((code, _lazy(text)) for code, text in GENDERS.items())],
        required=False,
        widget=forms.RadioSelect,
    )
    takes_new_patients = forms.BooleanField(label=gettext_lazy("I take new patients"), required=False)
    weekly_sessions_max = forms.IntegerField(
        label=gettext_lazy("Sessions a week, at most"), min_value=1, max_value=80, initial=25
    )

    def change(self) -> ProfileChange:
        """Return the profile as it is to be."""
        told = self.cleaned_data
        return ProfileChange(
            approach=told["approach"],
            **{name: tuple(told[name]) for name in CODES},
            gender=told["gender"],
            takes_new_patients=told["takes_new_patients"],
            weekly_sessions_max=told["weekly_sessions_max"],
        )


@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponseBase:
    """Show the profile to edit; save it, or show how what is typed would look."""
    mine = provider_of_person(request.actor)
    if mine is None:
        nobody = EmptyState(
            _("You have no profile here"), _("Who runs the practice can add you as somebody who provides care.")
        )
        told = {"shell": shell_for(request), "title": _title(request), "nobody": nobody}
        return TemplateResponse(request, "provider/profile.html", told)
    saved = _saved(mine)
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm(initial=_initial(saved))
    is_right = request.method == "POST" and form.is_valid()
    if is_right and "preview" not in request.POST:
        update_profile(request.actor, provider_id=mine.provider_id, change=form.change())
        messages.success(request, _("Profile saved."))
        return redirect("provider_profile")
    shown = form.change() if is_right else saved
    page = _editor(mine, shown, is_typed=is_right)
    told = {"shell": shell_for(request), "title": _title(request), "form": form, "page": page}
    return TemplateResponse(
        request, "provider/profile.html", told, status=422 if request.method == "POST" and not is_right else 200
    )


def _title(request: PersonRequest) -> str:
    """Return what the page is called where the edition's navigation leads to it."""
    return place_label(request.area, "provider_profile", edition=settings.EDITION)


def _saved(mine: ProviderFacts) -> ProfileChange:
    kept = mine.profile
    return ProfileChange(
        approach=kept.approach,
        specialties=kept.specialties,
        modalities=kept.modalities,
        languages=kept.languages,
        age_groups=kept.age_groups,
        payers=kept.payers,
        gender=kept.gender,
        takes_new_patients=mine.takes_new_patients,
        weekly_sessions_max=mine.weekly_sessions_max,
    )


def _initial(saved: ProfileChange) -> dict[str, object]:
    return {name: getattr(saved, name) for name in ProfileForm.base_fields}


def _editor(mine: ProviderFacts, shown: ProfileChange, *, is_typed: bool) -> ProfileEditor:
    told = tuple(_complete(shown))
    try:
        published_profile(mine.profile.slug, now=now())
        public_url = reverse("public_therapist", args=[mine.profile.slug])
    except NoSuchListing:
        public_url = ""
    return ProfileEditor(
        preview=_preview(mine, shown),
        is_typed=is_typed,
        done=sum(is_there for is_there, _why in told),
        parts=len(told),
        missing=tuple(why for is_there, why in told if not is_there),
        public_url=public_url,
    )


def _complete(shown: ProfileChange) -> Iterator[tuple[bool, str]]:
    """Yield for each part of a whole profile whether it is there, and what to do where it is not."""
    yield (
        len(shown.approach) >= APPROACH_LENGTH_GOOD,
        _("Write a little more about how you work: three or four sentences."),
    )
    yield bool(shown.specialties), _("Choose what you work with: most people begin there.")
    yield bool(shown.modalities), _("Choose your methods.")
    yield bool(shown.languages), _("Choose your languages: without one nobody is led to you.")
    yield bool(shown.age_groups), _("Choose whom you see: without it nobody is led to you.")
    yield bool(shown.payers), _("Choose how you can be paid: without it nobody is led to you.")


def _preview(mine: ProviderFacts, shown: ProfileChange) -> Preview:
    lines = (
        (_("Speaks {list}"), labels_of(LANGUAGES, shown.languages)),
        (_("Sees {list}"), labels_of(AGE_GROUPS, shown.age_groups)),
        (_("Works by {list}"), labels_of(MODALITIES, shown.modalities)),
        (_("Payment: {list}"), labels_of(PAYERS, shown.payers)),
    )
    return Preview(
        portrait=Portrait(mine.provider_id, mine.name),
        name=f"{mine.name}, {mine.letters}",
        profession=profession_label(mine.profession),
        excerpt=excerpt_of(shown.approach),
        tags=tuple(_(CONCERNS[code]) for code in shown.specialties),
        facts=tuple(line.format(list=told) for line, told in lines if told),
    )
