"""The forms about members. They check what was typed; the rules decide."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from attune.identity.rules.role_names import ROLE_NAMES
from attune.kernel.roles import Role
from attune.web.components.choices import Described
from attune.web.members.wording import HINTS


def role_choices(roles: Iterable[Role]) -> list[tuple[str, Described]]:
    """Return roles as choices with a line under each, in the order of their weight."""
    wanted = set(roles)
    return [(role.value, Described(name, str(HINTS[role]))) for role, name in ROLE_NAMES.items() if role in wanted]


class InviteForm(forms.Form):
    """Who is asked in, and as what."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("The name they go by."))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("The invitation goes there. Only this address can accept it."),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )

    def __init__(self, *args: object, givable: Iterable[Role], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["roles"].choices = role_choices(givable)  # type: ignore[attr-defined]

    def wanted(self) -> frozenset[Role]:
        """Return the chosen roles."""
        return frozenset(map(Role, self.cleaned_data["roles"]))


class RolesForm(forms.Form):
    """What somebody is, from which day on and until when."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )
    from_day = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: at once."),
    )
    until_day = forms.DateField(
        label=gettext_lazy("Last day of added roles"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: until somebody changes it."),
    )

    def __init__(self, *args: object, givable: Iterable[Role], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["roles"].choices = role_choices(givable)  # type: ignore[attr-defined]

    def wanted(self) -> frozenset[Role]:
        """Return the chosen roles."""
        return frozenset(map(Role, self.cleaned_data["roles"]))

    def starts_at(self, *, today: date, zone: ZoneInfo) -> datetime | None:
        """Return when the change begins: None, at once, for today; else the day's first moment in the zone."""
        day: date | None = self.cleaned_data["from_day"]
        return None if day is None or day == today else midnight(day, zone)

    def ends_at(self, *, zone: ZoneInfo) -> datetime | None:
        """Return the moment after the last day in the zone."""
        day: date | None = self.cleaned_data["until_day"]
        return None if day is None else midnight(day + timedelta(days=1), zone)


class EndForm(forms.Form):
    """Why somebody's membership ends."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept with the membership. No health facts."),
        error_messages={"required": gettext_lazy("Say why. The reason is kept with the membership.")},
    )


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return a day's first moment in a zone."""
    return datetime.combine(day, time(), tzinfo=zone)
