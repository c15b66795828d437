"""The style page's form: every kind of control, as it comes back after a failed try."""

from django import forms

from attune.web.components.choices import Described


class SampleForm(forms.Form):
    """A form with every kind of control."""

    name = forms.CharField(label="Name you go by", required=False)
    birth_date = forms.CharField(label="Birth date", help_text="For example 4/27/1994")
    npi = forms.CharField(label="NPI")
    fee = forms.CharField(label="Fee")
    state = forms.ChoiceField(label="State", choices=[("CO", "Colorado"), ("WY", "Wyoming")])
    code = forms.CharField(label="Code", widget=forms.TextInput(attrs={"inputmode": "numeric"}), required=False)
    talk = forms.ChoiceField(
        label="How would you like to talk?",
        choices=[("video", Described("Video", "From any browser, no app")), ("phone", "Phone")],
        widget=forms.RadioSelect,
    )
    times = forms.MultipleChoiceField(
        label="Times that suit you",
        choices=[("evenings", "Evenings"), ("weekends", "Weekends")],
        widget=forms.CheckboxSelectMultiple,
    )
    remind = forms.BooleanField(label="Remind me by text message", required=False)
    consent = forms.BooleanField(label="I have read the consent to telehealth", required=False)
    message = forms.CharField(
        label="Message",
        widget=forms.Textarea(attrs={"placeholder": "Write to Priya", "rows": 4}),
        required=False,
    )

    def clean_birth_date(self) -> str:
        """Refuse the one date the sample gives."""
        raise forms.ValidationError("This date is in the future. Check the year.")


def sample_form() -> SampleForm:
    """Return the form as it comes back after a failed try."""
    values = {
        "birth_date": "4/27/2094",
        "npi": "1234567893",
        "fee": "165.00",
        "state": "CO",
        "code": "418203",
    }
    return SampleForm({**values, "talk": "video", "times": ["evenings"], "remind": "on", "consent": "on"})
