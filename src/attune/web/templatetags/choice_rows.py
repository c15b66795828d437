"""Long rows of choices, each drawn in one step: as nodes of a template they take several times as long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django import template
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from attune.web.directory.search_page import FacetGroup, Pick

register = template.Library()

_PICK: Final = '<option value="{}"{}>{}</option>'
_CHOICE: Final = (
    '\n<label class="facet-choice" for="{0}"><input type="checkbox" id="{0}" name="{1}" value="{2}"{3}>'
    '<span>{4}</span><span class="facet-count">{5}<span class="visually-hidden"> {6}</span></span></label>'
)
_SELECTED, _CHECKED = mark_safe(" selected"), mark_safe(" checked")


@register.simple_tag
def picks(offered: Iterable[Pick]) -> SafeString:
    """Return the options of a select."""
    return format_html_join("", _PICK, ((one.value, _SELECTED if one.is_chosen else "", one.label) for one in offered))


@register.simple_tag
def facet_choices(group: FacetGroup) -> SafeString:
    """Return a facet's checkboxes, each with how many people it would leave."""
    people = _("people")
    return format_html_join(
        "",
        _CHOICE,
        (
            (one.id, group.name, one.value, _CHECKED if one.is_chosen else "", one.label, localize(one.count), people)
            for one in group.options
        ),
    )
