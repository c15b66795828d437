"""What the page of recommendations shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.credentialing.rules.professions import PROFESSIONS, Profession
from attune.directory.queries.rows import ListingRow
from attune.directory.rules import start_bits
from attune.directory.rules.vocabulary import CONCERNS, PAYERS, PLACES, WINDOWS
from attune.foundation.policies import policy
from attune.kernel.money import Money
from attune.kernel.us_states import US_STATES
from attune.matching.queries.recommend import Recommended
from attune.matching.rules.need import SELF_PAY, Need
from attune.matching.rules.policy import MatchingPolicy
from attune.matching.rules.windows import wanted_bits
from attune.patients.rules.answers import Step
from attune.web.components.people import Portrait
from attune.web.public.recommendations.wording import RELAX, places_in_words, reason_in_words, unmet_wishes
from attune.workflows.recommend import RecommendedTo

TIMES_SHOWN = 3
RELAXATIONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A free start, with where it can be chosen."""

    at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class MatchCard:
    """Somebody who fits."""

    key: str
    portrait: Portrait
    name: str
    under: str
    practice_name: str
    reasons: tuple[str, ...]
    however: tuple[str, ...]
    price: Money
    is_insured: bool
    session: str
    times: tuple[FreeTime, ...]
    all_times_url: str
    profile_url: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Relaxation:
    """An answer to change, and how many more there are then."""

    label: str
    url: str
    count: int
    in_words: str


@dataclass(frozen=True, slots=True)
class RecommendationsPage:
    """Who fits, by which answers, and what to change."""

    title: str
    lead: str
    tags: tuple[str, ...]
    change_url: str
    cards: tuple[MatchCard, ...]
    relaxations: tuple[Relaxation, ...]
    others_count: int
    others_url: str
    everybody_url: str
    other_state_url: str
    state_name: str


def recommendations_page(told: RecommendedTo, *, shows_others: bool, address: str) -> RecommendationsPage:
    """Return the page; ``shows_others`` shows all that may be shown and not the first few alone."""
    made, rules = told.made, policy(MatchingPolicy)
    need, state = made.need, US_STATES[made.need.state]
    most = min(len(made.best), rules.shown_more)
    shown = made.best[: most if shows_others else rules.shown_at_first]
    return RecommendationsPage(
        title=_title(len(shown), rules),
        lead=_lead(told, state, len(shown)),
        tags=_tags(need),
        change_url=_address("onboarding_start"),
        cards=tuple(_card(one, need, told.zone, rank=rank) for rank, one in enumerate(shown, start=1)),
        relaxations=_relaxations(told),
        others_count=most - len(shown),
        others_url=f"{address}?{urlencode({'others': 'yes'})}",
        everybody_url=_address("public_therapists") or _address("public_team"),
        other_state_url=_address("onboarding_step", step=Step.WHERE),
        state_name=state,
    )


def next_times(listing: ListingRow, need: Need, zone: str, *, count: int) -> tuple[datetime, ...]:
    """Return the next free starts in the wanted parts of the week, no two within one session."""
    found: list[datetime] = []
    wanted = wanted_bits(need.windows, listing.today, zone)
    for start in start_bits.starts_in(listing.free & wanted, base_day=listing.today):
        if not found or start - found[-1] >= timedelta(minutes=listing.minutes):
            found.append(start)
        if len(found) == count:
            break
    return tuple(found)


def _title(count: int, rules: MatchingPolicy) -> str:
    if count == 0:
        return _("Nobody fits everything yet")
    if rules.is_assigned:
        return _("Your care team match")
    words = {1: _("One who fits you"), 2: _("Two who fit you"), 3: _("Three who fit you")}
    return words.get(count) or _("%(count)d who fit you") % {"count": count}


def _lead(told: RecommendedTo, state: str, shown: int) -> str:
    made = told.made
    if made.candidates_count == 0:
        return _("Nobody who can be booked here is licensed in %(state)s yet.") % {"state": state}
    licensed = ngettext(
        "Of %(count)d person licensed in %(state)s,",
        "Of %(count)d people licensed in %(state)s,",
        made.candidates_count,
    ) % {"count": made.candidates_count, "state": state}
    if shown == 0:
        return _("%(licensed)s nobody meets everything you said you must have.") % {"licensed": licensed}
    met = ngettext(
        "%(count)d meets everything you said you must have.",
        "%(count)d meet everything you said you must have.",
        made.eligible_count,
    ) % {"count": made.eligible_count}
    if made.eligible_count <= shown:
        return f"{licensed} {met}"
    return _("%(licensed)s %(met)s These fit best.") % {"licensed": licensed, "met": met}


def _tags(need: Need) -> tuple[str, ...]:
    labels = [CONCERNS[code] for code in need.concerns]
    if set(need.windows) != set(WINDOWS):
        labels += [WINDOWS[code] for code in need.windows]
    if set(need.places) != set(PLACES):
        labels += [PLACES[code] for code in need.places]
    labels.append(PAYERS.get(need.payer, need.payer))
    return tuple(_(label) for label in labels)


def _card(one: Recommended, need: Need, zone: str, *, rank: int) -> MatchCard:
    listing = one.listing
    chosen = _address("choose_time", offering_id=listing.offering_id)
    times = next_times(listing, need, zone, count=TIMES_SHOWN)
    return MatchCard(
        key=f"match-{rank}",
        portrait=Portrait(listing.provider_id, listing.provider_name),
        name=f"{listing.provider_name}, {listing.letters}" if listing.letters else listing.provider_name,
        under=str(PROFESSIONS[Profession(listing.profession)].label),
        practice_name=listing.practice_name,
        reasons=tuple(reason_in_words(reason) for reason in one.suggestion.reasons),
        however=unmet_wishes(need, listing),
        price=Money(listing.price_minor, listing.currency),
        is_insured=need.payer != SELF_PAY,
        session=_("%(minutes)d minutes, %(places)s")
        % {"minutes": listing.minutes, "places": places_in_words(listing, need)},
        times=tuple(FreeTime(at, _at(chosen, at)) for at in times),
        all_times_url=chosen,
        profile_url=_address("public_therapist", slug=listing.slug),
        is_first=rank == 1,
    )


def _at(url: str, at: datetime) -> str:
    return f"{url}?{urlencode({'starts_at': at.isoformat()})}"


def _relaxations(told: RecommendedTo) -> tuple[Relaxation, ...]:
    """Return what to change, by how many are there then; where no single change helps, what keeps most away."""
    made = told.made
    helps = {reason: count for reason, count in made.relaxations.items() if reason in RELAX}
    counts = helps or {reason: count for reason, count in made.exclusions.items() if reason in RELAX}
    return tuple(
        Relaxation(
            label=str(RELAX[reason][0]),
            url=_address("onboarding_step", step=RELAX[reason][1]),
            count=count,
            in_words=_in_words(count, is_alone=bool(helps)),
        )
        for reason, count in list(counts.items())[:RELAXATIONS_SHOWN]
    )


def _in_words(count: int, *, is_alone: bool) -> str:
    if is_alone:
        return ngettext("%(count)d more person", "%(count)d more people", count) % {"count": count}
    return ngettext(
        "keeps %(count)d person away, with other answers", "keeps %(count)d people away, with other answers", count
    ) % {"count": count}


def _address(name: str, **kwargs: UUID | str | Step) -> str:
    """Return a page's address, or nothing where the edition has no such page."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""
