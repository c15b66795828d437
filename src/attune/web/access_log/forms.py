"""What to look for in the trail."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.audit.queries.search import TrailCursor, TrailFilters
from attune.web.components.long_lists import read_place

OUTCOMES = (("", "Any"), ("done", "Done"), ("refused", "Refused"), ("failed", "Failed"))


class TrailForm(forms.Form):
    """Narrows the trail; everything is optional."""

    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    action = forms.CharField(label=gettext_lazy("What, by its whole name"), required=False, max_length=80)
    about = forms.CharField(label=gettext_lazy("Id of what it is about"), required=False, max_length=64)
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), required=False, choices=OUTCOMES)
    from_day = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until_day = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, people: Mapping[UUID, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = sorted((name, str(person_id)) for person_id, name in people.items())
        self.fields["person"].choices = [("", "Anyone"), *((told, name) for name, told in named)]  # type: ignore[attr-defined]

    def filters(self, zone: ZoneInfo) -> TrailFilters:
        """Return what was asked for; days are the viewer's."""
        asked = self.cleaned_data
        until: date | None = asked["until_day"]
        return TrailFilters(
            actor_id=UUID(asked["person"]) if asked["person"] else None,
            action=asked["action"].strip() or None,
            object_id=asked["about"].strip() or None,
            outcome=asked["outcome"] or None,
            from_at=_midnight(asked["from_day"], zone),
            until_at=_midnight(until + timedelta(days=1) if until else None, zone),
        )

    def clean(self) -> dict[str, object]:
        """Refuse a range that ends before it begins: that nothing was recorded in it would be no answer."""
        told: dict[str, object] = self.cleaned_data
        first, last = told.get("from_day"), told.get("until_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("until_day", _("This is before the first day. Choose a later one."))
        return told

    def clean_after(self) -> TrailCursor | None:
        """Return where the page begins."""
        try:
            place = read_place(self.cleaned_data["after"])
        except ValueError:
            raise forms.ValidationError("This page of the log does not exist. Start at the newest.") from None
        return TrailCursor(*place) if place else None


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), tzinfo=zone)
