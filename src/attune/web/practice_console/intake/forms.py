"""Choosing a clinician by hand."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.matching.queries.intake import TeamMember
from attune.web.components.choices import Described


class ChooseForm(forms.Form):
    """Who is to see somebody, and why not whom the match suggests."""

    provider = forms.TypedChoiceField(
        label=gettext_lazy("Who sees them?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a clinician.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why not whom the match suggests?"),
        help_text=gettext_lazy("Kept with the assignment, encrypted; the access log says that you chose."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say in a few words why.")},
    )

    def __init__(self, *args: object, team: Sequence[TeamMember], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["provider"].choices = [  # type: ignore[attr-defined]
            (str(one.provider_id), Described(f"{one.name}, {one.letters}", _room(one))) for one in team
        ]


def _room(one: TeamMember) -> str:
    room = _("%(left)d of %(most)d sessions left this week") % {"left": one.sessions_left, "most": one.sessions_max}
    return room if one.takes_new_patients else _("%(room)s; takes no new patients") % {"room": room}
