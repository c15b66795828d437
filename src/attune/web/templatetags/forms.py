"""Form fields as the design has them: `{% field form.email %}`."""

from dataclasses import dataclass

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from attune.web.components.choices import Described

register = template.Library()

_SUMMARY_FROM = 4


@dataclass(frozen=True, slots=True)
class DrawnField:
    """A bound field with everything its template says about it."""

    bound: BoundField
    control: SafeString
    hint: str
    good: str
    affix: str
    label: str
    optional: bool
    is_group: bool

    @property
    def errors(self) -> list[str]:
        """Return what is wrong, in sentences."""
        return [str(error) for error in self.bound.errors]

    @property
    def id(self) -> str:
        """Return the control's id, the stem of the hint's and the error's."""
        return self.bound.auto_id or self.bound.html_name


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, width: str = "", affix: str = "", good: str = "", hint: str = "", label: str = ""
) -> dict[str, object]:
    """Draw a field: label above, hint under it, control, error under the control.

    `width` is "short" or "code"; `good` is what the server found ("Found: …");
    the control names hint and error; the first wrong field of a form takes the focus.
    """
    widget = bound.field.widget
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    words = hint or str(bound.help_text or "")
    attrs: dict[str, str | bool] = {}
    if described_by := _described_by(bound, has_hint=bool(words), has_good=bool(good)):
        attrs["aria-describedby"] = described_by
    if bound.errors and _is_first_wrong(bound):
        attrs["autofocus"] = True
    if not is_group:
        attrs["class"] = " ".join(["input", *([f"input-{width}"] if width else [])])
    control = bound.as_widget(attrs=attrs) if not is_group else SafeString("")
    drawn = DrawnField(
        bound=bound,
        control=control,
        hint=words,
        good=good,
        affix=affix,
        label=label or str(bound.label),
        optional=not bound.field.required,
        is_group=is_group,
    )
    return {"field": drawn}


@register.inclusion_tag("components/check.html")
def check(bound: BoundField, hint: str = "") -> dict[str, object]:
    """Draw a single checkbox; its whole row is the target."""
    return {"field": bound, "control": _bare(bound), "hint": hint or bound.help_text}


@register.inclusion_tag("components/switch.html")
def switch(bound: BoundField) -> dict[str, object]:
    """Draw a switch, for what acts at once."""
    return {"field": bound, "control": _bare(bound, role="switch")}


@register.inclusion_tag("components/form_problems.html")
def form_problems(form: forms.BaseForm) -> dict[str, object]:
    """Draw what is wrong with the whole form, and a list of links above three wrong fields."""
    wrong = [bound for bound in form.visible_fields() if bound.errors] if form.is_bound else []
    return {"form": form, "wrong": wrong if len(wrong) >= _SUMMARY_FROM else []}


@register.filter
def hint_of(label: object) -> str:
    """Return the line under a choice's label, if it has one."""
    return label.hint if isinstance(label, Described) else ""


def _bare(bound: BoundField, **attrs: str) -> SafeString:
    if described_by := _described_by(bound, has_hint=False, has_good=False):
        attrs["aria-describedby"] = described_by
    return bound.as_widget(attrs={**attrs})


def _described_by(bound: BoundField, *, has_hint: bool, has_good: bool) -> str:
    stem = bound.auto_id or bound.html_name
    parts = [("error", bool(bound.errors)), ("good", has_good and not bound.errors), ("hint", has_hint)]
    return " ".join(f"{stem}-{part}" for part, is_there in parts if is_there)


def _is_first_wrong(bound: BoundField) -> bool:
    first = next((name for name in bound.form.fields if name in bound.form.errors), None)
    return bound.name == first
