"""The questions as forms: one screen each. They read what was typed; the rules decide."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from attune.directory.rules.vocabulary import CONCERNS, GENDERS, LANGUAGES, MODALITIES, PAYERS, PLACES, WINDOWS
from attune.kernel.us_states import US_STATES
from attune.patients.actions.answer import place_told
from attune.patients.queries.dependents import Child
from attune.patients.rules.answers import Answers, CareFor, Strength
from attune.patients.rules.given import SELF_PAY, Concerns, Given, Paying, Times, Where, Who, Wishes
from attune.patients.rules.safety import Safety
from attune.web.components.choices import Described

DATE_FORMATS = ["%m/%d/%Y", "%Y-%m-%d", "%m-%d-%Y", "%m.%d.%Y", "%B %d, %Y", "%b %d, %Y"]
PICK = _("Choose one")
STRENGTHS = [(Strength.NICE.value, _("It would be nice")), (Strength.MUST.value, _("It has to be so"))]


def worded(vocabulary: Mapping[str, str], *, empty: Any = None) -> list[tuple[str, Any]]:
    """Return a vocabulary as choices, with one for nothing if it has a name."""
    nothing = [] if empty is None else [("", empty)]
    return [*nothing, *((code, _(label)) for code, label in vocabulary.items())]


class ConcernsForm(forms.Form):
    """What brings somebody."""

    first = forms.ChoiceField(
        label=_("What matters most right now?"),
        choices=worded(CONCERNS, empty=PICK),
        error_messages={"required": _("Choose what matters most. You can say more below.")},
    )
    others = forms.MultipleChoiceField(
        label=_("Does anything else play a part?"),
        choices=worded(CONCERNS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own_words = forms.CharField(
        label=_("In your own words"),
        help_text=_("As much or as little as you like, in any language. Encrypted; only who cares for you reads it."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def given(self) -> Given:
        """Return the answer. Raises an AnswerRefused."""
        first: str = self.cleaned_data["first"]
        others = tuple(code for code in self.cleaned_data["others"] if code != first)
        return Concerns((first, *others), self.cleaned_data["own_words"].replace("\r\n", "\n").strip())

    @staticmethod
    def told(answers: Answers) -> dict[str, Any]:
        """Return what was answered before, as the form shows it."""
        first, *others = answers.concerns or ("",)
        return {"first": first, "others": others, "own_words": answers.own_words}


class WhoForm(forms.Form):
    """Whom it is for, and when they were born."""

    who = forms.ChoiceField(
        label=_("Who is it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom it is for.")},
    )
    birth_date = forms.DateField(
        label=_("Their birth date, or yours if it is for you"),
        help_text=_("Month, day and year, like 3/17/1990. It tells us which therapists may help."),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={
            "required": _("Tell us the birth date, like 3/17/1990."),
            "invalid": _("We cannot read this date. Write it like 3/17/1990."),
        },
    )

    def __init__(self, *args: Any, children: Iterable[Child] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {str(child.dependent_id): child for child in children}
        known = [(f"child:{key}", child.name) for key, child in self.children.items()]
        new = Described(
            str(_("Another child of mine") if known else _("My child")),
            str(_("You book and sign. Some things stay between them and their therapist.")),
        )
        self.fields["birth_date"].required = not self.data.get("who", "").startswith("child:")
        self.fields["who"].choices = [("self", _("Me")), *known, ("child", new)]  # type: ignore[attr-defined]

    def given(self) -> Given:
        """Return the answer. Raises an AnswerRefused."""
        who: str = self.cleaned_data["who"]
        if who.startswith("child:"):
            child = self.children[who.removeprefix("child:")]
            return Who(CareFor.CHILD, child.birth_date, child.dependent_id)
        born: date = self.cleaned_data["birth_date"]
        return Who(CareFor(who), born)

    @staticmethod
    def told(answers: Answers) -> dict[str, Any]:
        """Return what was answered before, as the form shows it."""
        who = f"child:{answers.dependent_id}" if answers.dependent_id else answers.care_for
        return {"who": who, "birth_date": answers.birth_date}


class WhereForm(forms.Form):
    """Where the patient will be."""

    zip_code = forms.CharField(
        label=_("ZIP code"),
        help_text=_("Five digits. It gives us the state and the time zone, nothing else."),
        max_length=20,
        error_messages={"required": _("Type the five digits, or choose a state.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    state = forms.ChoiceField(
        label=_("State, if there is no ZIP code"),
        required=False,
        choices=[("", PICK), *sorted(US_STATES.items(), key=lambda one: one[1])],
    )
    zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput(attrs={"data-own-zone": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zip_code"].required = not self.data.get("state")

    def given(self) -> Given:
        """Return the answer; a chosen state beats a ZIP code that cannot be found. Raises an AnswerRefused."""
        digits: str = "".join(self.cleaned_data["zip_code"].split()).partition("-")[0]
        state, zone = self.cleaned_data["state"], self.cleaned_data["zone"]
        if state:
            found = place_told(state=state, zone=zone)
            return Where(found.state, found.zone)
        return place_told(zip_code=digits)

    @staticmethod
    def told(answers: Answers) -> dict[str, Any]:
        """Return what was answered before, as the form shows it."""
        return {"zip_code": answers.zip_code, "state": "" if answers.zip_code else answers.state}


class TimesForm(forms.Form):
    """How to meet, and when."""

    places = forms.MultipleChoiceField(
        label=_("How would you like to meet?"),
        choices=worded(PLACES),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one way to meet.")},
    )
    windows = forms.MultipleChoiceField(
        label=_("When can you come?"),
        help_text=_("Choose none if any time will do."),
        choices=worded(WINDOWS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def given(self) -> Given:
        """Return the answer. Raises an AnswerRefused."""
        return Times(tuple(self.cleaned_data["places"]), tuple(self.cleaned_data["windows"]))

    @staticmethod
    def told(answers: Answers) -> dict[str, Any]:
        """Return what was answered before, as the form shows it."""
        return {"places": list(answers.places) or ["video"], "windows": list(answers.windows)}


class PayingForm(forms.Form):
    """Who pays, and up to what sum."""

    payer = forms.ChoiceField(
        label=_("How will you pay?"),
        choices=worded(PAYERS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you will pay.")},
    )
    budget = forms.DecimalField(
        label=_("If you pay yourself: the most a session may cost"),
        help_text=_("Empty means that we show every price."),
        required=False,
        max_value=Decimal(10_000),
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write a sum in dollars, like 120."),
            "max_value": _("Write a sum up to $10,000."),
            "max_digits": _("Write a sum up to $10,000."),
            "max_whole_digits": _("Write a sum up to $10,000."),
            "max_decimal_places": _("Write at most two digits for the cents."),
        },
    )

    def given(self) -> Given:
        """Return the answer; a sum beside an insurer is not kept. Raises an AnswerRefused."""
        payer: str = self.cleaned_data["payer"]
        budget: Decimal | None = self.cleaned_data["budget"]
        pays = payer == SELF_PAY and budget is not None
        return Paying(payer, int(budget * 100) if pays and budget is not None else None)

    @staticmethod
    def told(answers: Answers) -> dict[str, Any]:
        """Return what was answered before, as the form shows it."""
        budget = None if answers.budget_minor is None else Decimal(answers.budget_minor) / 100
        return {"payer": answers.payer, "budget": budget}


class WishesForm(forms.Form):
    """What is wished for in a therapist, each as must or nice."""

    language = forms.ChoiceField(label=_("Language you want to speak"), choices=worded(LANGUAGES))
    gender = forms.ChoiceField(
        label=_("Their gender"), choices=worded(GENDERS, empty=_("No preference")), required=False
    )
    gender_strength = forms.ChoiceField(
        label=_("How much does it matter?"), choices=STRENGTHS, widget=forms.RadioSelect
    )
    modality = forms.ChoiceField(
        label=_("Their way of working"), choices=worded(MODALITIES, empty=_("No preference")), required=False
    )
    modality_strength = forms.ChoiceField(
        label=_("How much does it matter?"), choices=STRENGTHS, widget=forms.RadioSelect
    )
    needs_prescriber = forms.BooleanField(label=_("I want to talk about medication, too"), required=False)

    def given(self) -> Given:
        """Return the answer. Raises an AnswerRefused."""
        told = self.cleaned_data
        return Wishes(
            language=told["language"],
            gender=told["gender"],
            gender_strength=Strength(told["gender_strength"]),
            modality=told["modality"],
            modality_strength=Strength(told["modality_strength"]),
            needs_prescriber=told["needs_prescriber"],
        )

    @staticmethod
    def told(answers: Answers) -> dict[str, Any]:
        """Return what was answered before, as the form shows it."""
        return {
            "language": answers.language or "en",
            "gender": answers.gender,
            "gender_strength": answers.gender_strength.value,
            "modality": answers.modality,
            "modality_strength": answers.modality_strength.value,
            "needs_prescriber": answers.needs_prescriber,
        }


class SafetyForm(forms.Form):
    """Whether somebody is safe."""

    safety = forms.ChoiceField(
        label=_("Choose what is closest"),
        widget=forms.RadioSelect,
        choices=[
            (Safety.SAFE.value, _("Safe")),
            (Safety.THOUGHTS.value, _("Thoughts of hurting oneself or somebody else")),
            (Safety.NOW.value, _("In danger now")),
            (Safety.UNSAID.value, _("I would rather not say")),
        ],
        error_messages={"required": _("Choose one. “I would rather not say” is an answer, too.")},
    )

    @property
    def answer(self) -> Safety:
        """The answer."""
        return Safety(self.cleaned_data["safety"])
