"""One tag per component: `{% alert page.warning %}` draws `components/alert.html`."""

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from attune.web.components.actions import Action
from attune.web.components.icons import icon_svg
from attune.web.components.notices import Drawing
from attune.web.components.shell import Brand

register = template.Library()

# Components that are drawn from their dataclass alone: tag, template, and the name it has there.
_PLAIN = (
    ("alert", "alert"),
    ("badge", "badge"),
    ("chart", "chart"),
    ("checks", "checks"),
    ("crisis", "crisis"),
    ("day_strip", "week"),
    ("empty_state", "empty"),
    ("facts", "facts"),
    ("figures", "figures"),
    ("money_sum", "sum"),
    ("named_steps", "steps"),
    ("pagination", "pagination"),
    ("payout", "payout"),
    ("person_line", "person"),
    ("progress", "progress"),
    ("reasons", "reasons"),
    ("segments", "segments"),
    ("slot_picker", "picker"),
    ("stepper", "stepper"),
    ("table", "table"),
    ("tabs", "tabs"),
    ("task_list", "tasks"),
    ("timeline", "months"),
    ("toast", "toast"),
    ("week_grid", "week"),
)


def _draws(tag: str, name: str) -> None:
    """Register a tag that draws `components/<tag>.html` with its value under `name`."""

    def draw(context: template.Context, value: object, **options: object) -> dict[str, object]:
        return {name: value, **options, **carried(context)}

    register.inclusion_tag(f"components/{tag}.html", takes_context=True, name=tag)(draw)


def carried(context: template.Context) -> dict[str, Any]:
    """Return what every component may need of the page around it: the token and the clock."""
    return {key: context[key] for key in ("csrf_token", "now", "request") if key in context}


for _tag, _name in _PLAIN:
    _draws(_tag, _name)


@register.simple_tag
def icon(name: str, *, large: bool = False) -> SafeString:
    """Return one icon of the brand's set as inline SVG."""
    return mark_safe(icon_svg(name, large=large))  # noqa: S308 - our own file


@register.simple_tag
def illustration(drawing: Drawing | str) -> SafeString:
    """Return one of the line drawings as inline SVG."""
    return mark_safe(render_to_string(f"components/illustrations/{Drawing(drawing)}.html"))  # noqa: S308


@register.inclusion_tag("components/brand.html", takes_context=True)
def lockup(context: template.Context, brand: Brand | None = None) -> dict[str, object]:
    """Draw the mark with the name: the product's word, or the practice's name beside the mark."""
    return {"brand": brand or context.get("brand") or Brand()}


@register.simple_tag(takes_context=True)
def home_address(context: template.Context) -> str:
    """Return where home is: the area of whoever is signed in, else the public start."""
    user = getattr(context.get("request"), "user", None)
    return reverse("home_of_person") if user is not None and user.is_authenticated else "/"


@register.inclusion_tag("components/mark.html")
def mark() -> dict[str, object]:
    """Draw the mark alone."""
    return {}


@register.inclusion_tag("components/portrait.html")
def portrait(who: object, size: str = "") -> dict[str, object]:
    """Draw a person in a doorway, 40 pixels wide unless `size` is small or large."""
    return {"portrait": who, "size": size}


@register.inclusion_tag("components/action.html", takes_context=True)
def action(
    context: template.Context, what: Action, size: str = "", *, wide: bool = False, weight: str = ""
) -> dict[str, object]:
    """Draw an action as a link or as a form with one button."""
    words = {"action": what, "size": size, "wide": wide, "weight": weight or what.weight.value}
    return {**words, **carried(context)}


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    weight: str = "primary",
    size: str = "",
    icon: str = "",
    *,
    submits: bool = True,
    wide: bool = False,
    busy: bool = False,
    busy_label: str = "",
    disabled: bool = False,
    name: str = "",
    value: str = "",
    dialog: str = "",
) -> dict[str, object]:
    """Draw a button of a form; `dialog` is the id of the dialog it opens."""
    return {"button": dict(locals())}


@register.inclusion_tag("components/page_head.html", takes_context=True)
def page_head(
    context: template.Context, title: str, subtitle: str = "", *, phi: bool = False, actions: object = ()
) -> dict[str, object]:
    """Draw the page's one h1 with a line under it and the page's actions beside it."""
    head = {"title": title, "subtitle": subtitle, "phi": phi, "actions": actions}
    return {**head, **carried(context)}


@register.inclusion_tag("components/back_link.html")
def back_link(url: str, label: str) -> dict[str, str]:
    """Draw the way to the page this one belongs to, above its head."""
    return {"url": url, "label": label}


@register.inclusion_tag("components/save_state.html")
def save_state(state: str = "", saved_at: object = None) -> dict[str, object]:
    """Draw what became of one's typing: `saved`, `saving` or `offline`."""
    return {"state": state, "saved_at": saved_at}


@register.inclusion_tag("components/skeleton.html")
def skeleton(rows: int = 2) -> dict[str, object]:
    """Draw the shape of a list of people that is on its way."""
    return {"rows": range(rows)}


@register.simple_tag
def asset(path: str) -> str:
    """Return a static file's address; the plain one when the manifest does not know it.

    Error pages use the same layouts, so a missing manifest must not raise here.
    """
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"
