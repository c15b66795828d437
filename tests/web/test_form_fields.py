"""Fields say what is wrong where it is, to eyes and to screen readers."""

from django import forms

from attune.web.components.choices import Described
from tests.web.drawing import Elements, drawn


class Where(forms.Form):
    """A form with one field of each way of drawing."""

    zip_code = forms.CharField(label="ZIP code", help_text="Five digits.", required=False)
    talk = forms.ChoiceField(
        label="How would you like to talk?",
        choices=[("video", Described("Video", "From any browser, no app")), ("phone", "Phone")],
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(label="I agree")
    remind = forms.BooleanField(label="Remind me", required=False)

    def clean_zip_code(self) -> str:
        """Refuse one ZIP code."""
        zip_code: str = self.cleaned_data["zip_code"]
        if zip_code == "80599":
            raise forms.ValidationError("We cannot find 80599. Check the digits.")
        return zip_code


RIGHT = {"zip_code": "80521", "talk": "video", "consent": "on"}


def test_a_field_that_is_right_names_its_hint_only() -> None:
    html = drawn("{% field form.zip_code %}", form=Where(RIGHT))

    page = Elements(html)
    assert page.one("input")["aria-describedby"] == "id_zip_code-hint"
    assert page.one("label") == {"for": "id_zip_code"}
    assert "(optional)" in html
    assert page.all("p") == []


def test_a_wrong_field_says_so_keeps_what_was_typed_and_takes_the_focus() -> None:
    html = drawn("{% field form.zip_code 'short' %}", form=Where(RIGHT | {"zip_code": "80599"}))

    page = Elements(html)
    control = page.one("input")
    assert control["value"] == "80599"
    assert control["class"] == "input input-short"
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_zip_code-error id_zip_code-hint"
    assert "autofocus" in control
    assert page.one("p") == {"class": "field-error", "id": "id_zip_code-error"}
    assert "We cannot find 80599. Check the digits." in html


def test_only_the_first_wrong_field_takes_the_focus() -> None:
    form = Where({"zip_code": "80599"})

    html = drawn("{% field form.zip_code %}{% field form.talk %}{% check form.consent %}", form=form)

    assert html.count("autofocus") == 1
    assert html.count("field-error") == 3


def test_what_the_server_found_stands_under_a_right_field() -> None:
    html = drawn('{% field form.zip_code good="Fort Collins, Colorado" %}', form=Where(RIGHT))

    assert '<p class="field-good" id="id_zip_code-good">' in html
    assert Elements(html).one("input")["aria-describedby"] == "id_zip_code-good id_zip_code-hint"


def test_radio_buttons_are_a_group_whose_rows_are_targets() -> None:
    html = drawn("{% field form.talk %}", form=Where(RIGHT))

    page = Elements(html)
    assert page.open == []
    assert [row["for"] for row in page.all("label")] == ["id_talk_0", "id_talk_1"]
    assert [control["value"] for control in page.all("input") if "checked" in control] == ["video"]
    assert "<small>From any browser, no app</small>" in html


def test_a_group_with_an_error_names_it() -> None:
    html = drawn("{% field form.talk %}", form=Where(RIGHT | {"talk": ""}))

    assert Elements(html).one("fieldset")["aria-describedby"] == "id_talk-error"


def test_a_switch_is_a_switch() -> None:
    control = Elements(drawn("{% switch form.remind %}", form=Where(RIGHT))).one("input")

    assert (control["type"], control["role"]) == ("checkbox", "switch")


class Four(forms.Form):
    """Four answers, all needed."""

    a = forms.CharField(label="First")
    b = forms.CharField(label="Second")
    c = forms.CharField(label="Third")
    d = forms.CharField(label="Fourth")


def test_above_three_wrong_fields_a_summary_links_to_each() -> None:
    html = drawn("{% form_problems form %}", form=Four({}))

    assert "4 answers need another look" in html
    assert [link["href"] for link in Elements(html).all("a")] == ["#id_a", "#id_b", "#id_c", "#id_d"]


def test_up_to_three_wrong_fields_speak_for_themselves() -> None:
    assert drawn("{% form_problems form %}", form=Four({"a": "filled"})) == ""


def test_a_form_that_was_not_sent_has_no_problems() -> None:
    assert drawn("{% form_problems form %}", form=Four()) == ""


def test_a_described_label_stays_itself_when_a_form_copies_it() -> None:
    labels = [label for _, label in Where().fields["talk"].choices]  # type: ignore[attr-defined]

    assert labels == ["Video", "Phone"]
    assert labels[0].hint == "From any browser, no app"


def test_what_is_missing_is_said_in_the_products_own_words() -> None:
    class Asked(forms.Form):
        name = forms.CharField()
        state = forms.ChoiceField(choices=[("CO", "Colorado")])
        consent = forms.BooleanField()
        zip_code = forms.CharField(error_messages={"required": "Type the five digits."})

    errors = Asked({}).errors

    assert {name: list(told) for name, told in errors.items()} == {
        "name": ["This is missing. Fill it in."],
        "state": ["Nothing is chosen yet. Choose one."],
        "consent": ["Tick this to go on."],
        "zip_code": ["Type the five digits."],
    }
