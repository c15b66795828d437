"""The form about an offering. It checks what was typed; the rules decide."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attune.directory.rules.vocabulary import FORMATS, PLACES
from attune.kernel.money import Money
from attune.scheduling.rules.offering import (
    BUFFER_MINUTES_MAX,
    MINUTES_MAX,
    MINUTES_MIN,
    NAME_LENGTH_MAX,
    PRICE_MINOR_MAX,
    SEATS_MAX,
    STEPS_MINUTES,
    OfferingTerms,
)

NOTICES = (0, 60, 120, 240, 720, 1440, 2880, 4320, 10080)
HORIZONS = (7, 14, 30, 60, 90, 180)
SHARED = ("group", "event")


def length_words(minutes: int) -> str:
    """Return a notice in words: none, hours or days."""
    if minutes == 0:
        return _("None: until it begins")
    if minutes % 1440 == 0:
        days = minutes // 1440
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def days_words(days: int) -> str:
    """Return a horizon in words."""
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


class OfferingForm(forms.Form):
    """What is offered, to whom, where, at what price, and how much time lies around it."""

    provider = forms.ChoiceField(label=gettext_lazy("Who offers it"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=NAME_LENGTH_MAX,
        help_text=gettext_lazy("What patients read, such as Individual session."),
        error_messages={"required": gettext_lazy("Give it a name that patients understand.")},
    )
    format = forms.ChoiceField(
        label=gettext_lazy("For"),
        widget=forms.RadioSelect,
        choices=list(FORMATS.items()),
    )
    seats_max = forms.IntegerField(
        label=gettext_lazy("Seats"),
        required=False,
        min_value=1,
        max_value=SEATS_MAX,
        help_text=gettext_lazy("For a group or an event: how many can take part."),
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Where"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(PLACES.items()),
        error_messages={"required": gettext_lazy("Choose at least one place.")},
    )
    minutes = forms.IntegerField(label=gettext_lazy("Length in minutes"), min_value=MINUTES_MIN, max_value=MINUTES_MAX)
    price = forms.DecimalField(
        label=gettext_lazy("Price"),
        min_value=Decimal(0),
        max_value=Decimal(PRICE_MINOR_MAX) / 100,
        decimal_places=2,
        help_text=gettext_lazy("What a session costs. Who booked already keeps the price of that day."),
    )
    step_minutes = forms.TypedChoiceField(
        label=gettext_lazy("Can start every"),
        coerce=int,
        choices=[(step, gettext_lazy("%(step)s minutes") % {"step": step}) for step in STEPS_MINUTES],
        help_text=gettext_lazy("Counted from when your hours begin."),
    )
    buffer_before_minutes = forms.IntegerField(
        label=gettext_lazy("Free minutes before"), min_value=0, max_value=BUFFER_MINUTES_MAX
    )
    buffer_after_minutes = forms.IntegerField(
        label=gettext_lazy("Free minutes after"), min_value=0, max_value=BUFFER_MINUTES_MAX
    )
    notice_minutes_min = forms.TypedChoiceField(
        label=gettext_lazy("Notice you need"),
        coerce=int,
        help_text=gettext_lazy("Nobody can book later than this before it begins."),
    )
    horizon_days = forms.TypedChoiceField(
        label=gettext_lazy("Bookable ahead for"),
        coerce=int,
    )
    takes_new_patients = forms.TypedChoiceField(
        label=gettext_lazy("Who can book"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", gettext_lazy("New and present patients")),
            ("no", gettext_lazy("Present patients only: it is not shown to anyone new")),
        ],
    )

    def __init__(
        self,
        posted: Mapping[str, object] | None = None,
        *,
        terms: OfferingTerms | None = None,
        providers: Sequence[tuple[UUID, str]] = (),
        may_set_price: bool = True,
    ) -> None:
        shown = terms or OfferingTerms(name="", price=Money(0))
        super().__init__(posted, initial=_initial(shown, is_new=terms is None))
        self._terms = terms
        _choose(self.fields["notice_minutes_min"], sorted({*NOTICES, shown.notice_minutes_min}), length_words)
        _choose(self.fields["horizon_days"], sorted({*HORIZONS, shown.horizon_days}), days_words)
        self.fields["provider"].choices = [(str(provider_id), name) for provider_id, name in providers]  # type: ignore[attr-defined]
        if not providers:
            del self.fields["provider"]
        if not may_set_price:
            del self.fields["price"]

    def clean(self) -> None:
        """Ask for seats where several take part, and for one where not."""
        super().clean()
        is_shared = self.cleaned_data.get("format") in SHARED and "seats_max" not in self.errors
        if is_shared and (self.cleaned_data.get("seats_max") or 1) < 2:
            self.add_error("seats_max", _("Say how many can take part: at least two."))

    def wanted(self) -> OfferingTerms:
        """Return the terms; the price that is kept where it is not asked for."""
        told = self.cleaned_data
        return OfferingTerms(
            name=told["name"].strip(),
            price=Money(int(told["price"] * 100)) if "price" in told else self._kept_price(),
            format=told["format"],
            places=tuple(code for code in PLACES if code in told["places"]),
            minutes=told["minutes"],
            step_minutes=told["step_minutes"],
            buffer_before_minutes=told["buffer_before_minutes"],
            buffer_after_minutes=told["buffer_after_minutes"],
            seats_max=told["seats_max"] if told["format"] in SHARED else 1,
            notice_minutes_min=told["notice_minutes_min"],
            horizon_days=told["horizon_days"],
            takes_new_patients=told["takes_new_patients"],
        )

    def _kept_price(self) -> Money:
        return self._terms.price if self._terms else Money(0)


def _choose(field: forms.Field, values: Sequence[int], words: object) -> None:
    field.choices = [(value, words(value)) for value in values]  # type: ignore[attr-defined,operator]


def _initial(terms: OfferingTerms, *, is_new: bool) -> dict[str, object]:
    shown = replace(terms, seats_max=8) if terms.seats_max == 1 else terms
    return {
        "name": terms.name,
        "format": terms.format,
        "seats_max": shown.seats_max,
        "places": list(terms.places),
        "minutes": terms.minutes,
        "price": None if is_new else Decimal(terms.price.minor) / 100,
        "step_minutes": terms.step_minutes,
        "buffer_before_minutes": terms.buffer_before_minutes,
        "buffer_after_minutes": terms.buffer_after_minutes,
        "notice_minutes_min": terms.notice_minutes_min,
        "horizon_days": terms.horizon_days,
        "takes_new_patients": "yes" if terms.takes_new_patients else "no",
    }
