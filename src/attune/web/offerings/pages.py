"""What the pages about offerings show."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.credentialing.queries.providers import ProviderFacts
from attune.directory.rules.vocabulary import FORMATS, PLACES
from attune.foundation.policies import policy
from attune.scheduling.queries.offerings import OfferingFacts
from attune.scheduling.rules.offering import OfferingTerms
from attune.scheduling.rules.policy import BookingPolicy
from attune.web.access import Area
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import money
from attune.web.components.notices import Badge, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.shell import Shell
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.offerings.forms import days_words, length_words


@dataclass(frozen=True, slots=True)
class OfferingsPage:
    """What can be booked, of one provider or of all; and the ways to their hours."""

    title: str
    told: str
    offerings: Table | None
    empty: EmptyState
    people: Table | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """One offering, new or kept."""

    title: str
    told: str
    url: str
    back_url: str
    price: str
    retire_url: str
    name: str


def offerings_address(area: Area, name: str = "offerings", **captured: object) -> str:
    """Return the address of a page about offerings in an area."""
    prefix = "practice" if area is Area.PRACTICE else "provider"
    return reverse(f"{prefix}_{name}", kwargs=captured or None)


def place_name(shell: Shell) -> str:
    """Return what the navigation calls the page; the clinic says services."""
    return next((str(item.label) for item in shell.navigation if item.is_current), "")


def own_page(title: str, found: Sequence[OfferingFacts], *, may_add: bool) -> OfferingsPage:
    """Return a provider's own list."""
    told = _("What patients can book with you, and on which terms.")
    if not may_add:
        told = _("What patients can book with you. Names and prices are set by the practice; you set the rest.")
    return OfferingsPage(
        title=title,
        told=told,
        offerings=_table(Area.PROVIDER, found, {}) if found else None,
        empty=_empty(may_add=may_add),
        people=None,
        actions=(*_terms(), *(_adding(Area.PROVIDER) if may_add else ())),
    )


def practice_page(
    title: str, found: Sequence[OfferingFacts], providers: Sequence[ProviderFacts], *, may_add: bool
) -> OfferingsPage:
    """Return what everybody in the practice offers, and the ways to their hours."""
    names = {one.provider_id: one for one in providers}
    told = ngettext("%(count)d can be booked", "%(count)d can be booked", len(found)) % {"count": len(found)}
    people = ngettext("with %(count)d provider.", "with %(count)d providers.", len(providers))
    return OfferingsPage(
        title=title,
        told=_("%(offerings)s %(people)s") % {"offerings": told, "people": people % {"count": len(providers)}},
        offerings=_table(Area.PRACTICE, found, names) if found else None,
        empty=_empty(may_add=may_add and bool(providers)),
        people=_people(providers, found) if providers else None,
        actions=_adding(Area.PRACTICE) if may_add and providers else (),
    )


def _terms() -> tuple[Action, ...]:
    """Return the way to one's own cancellation terms, where there is one."""
    if policy(BookingPolicy).is_uniform:
        return ()
    return (Action(_("What canceling costs"), reverse("provider_terms"), Weight.SECONDARY),)


def _adding(area: Area) -> tuple[Action, ...]:
    return (Action(_("Add an offering"), offerings_address(area, "add_offering"), Weight.PRIMARY, "plus"),)


def _empty(*, may_add: bool) -> EmptyState:
    text = _("Say what a session is, how long it takes and what it costs.")
    if not may_add:
        text = _("An owner or administrator says what can be booked, and what it costs.")
    return EmptyState(_("Nothing can be booked yet"), text)


def _table(area: Area, found: Sequence[OfferingFacts], names: dict[UUID, ProviderFacts]) -> Table:
    with_whom = (Column(_("With")),) if area is Area.PRACTICE else ()
    columns = (
        Column(_("Offering")),
        *with_whom,
        Column(_("Where")),
        Column(_("Notice")),
        Column(_("Who can book")),
        Column(_("Price"), is_number=True),
        Column(_("Open"), label_hidden=True),
    )
    return Table(_("Offerings by name"), columns, tuple(_row(area, one, names) for one in found))


def _row(area: Area, one: OfferingFacts, names: dict[UUID, ProviderFacts]) -> Row:
    whose = names.get(one.provider_id)
    with_whom = (Cell(person=PersonLine(Portrait(whose.person_id, whose.name), whose.letters)),) if whose else ()
    terms = one.terms
    open_to = Badge(_("New patients"), Tone.GOOD) if terms.takes_new_patients else Badge(_("Present patients only"))
    url = offerings_address(area, "offering", offering_id=one.offering_id)
    return Row(
        (
            Cell(terms.name, under=_kind(terms)),
            *with_whom,
            Cell(", ".join(PLACES[place] for place in terms.places)),
            Cell(length_words(terms.notice_minutes_min), under=_ahead(terms)),
            Cell(badge=open_to),
            Cell(money(terms.price)),
            Cell(action=Action(_("Change"), url, Weight.QUIET, about=terms.name)),
        )
    )


def _kind(terms: OfferingTerms) -> str:
    told = {"minutes": terms.minutes, "format": FORMATS[terms.format]}
    if terms.seats_max > 1:
        return _("%(minutes)d min, %(format)s, %(seats)d seats") % {**told, "seats": terms.seats_max}
    return _("%(minutes)d min, %(format)s") % told


def _ahead(terms: OfferingTerms) -> str:
    return _("up to %(days)s ahead") % {"days": days_words(terms.horizon_days)}


def _people(providers: Sequence[ProviderFacts], found: Sequence[OfferingFacts]) -> Table:
    columns = (Column(_("Provider")), Column(_("Offers")), Column(_("Hours"), label_hidden=True))
    rows = tuple(
        Row(
            (
                Cell(person=PersonLine(Portrait(one.person_id, one.name), one.letters)),
                Cell(
                    ", ".join(each.terms.name for each in found if each.provider_id == one.provider_id) or _("Nothing")
                ),
                Cell(
                    action=Action(
                        _("Hours"),
                        reverse("practice_provider_hours", kwargs={"provider_id": one.provider_id}),
                        Weight.SECONDARY,
                        about=one.name,
                    )
                ),
            )
        )
        for one in providers
    )
    return Table(_("Providers and their hours"), columns, rows)
