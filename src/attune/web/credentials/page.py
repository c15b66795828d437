"""What the pages about credentials show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from attune.credentialing.queries.credentials import Credentials, LicenseOnFile
from attune.credentialing.queries.matches import MatchDetails
from attune.credentialing.rules.clearance import Reason, Standing
from attune.credentialing.rules.expiry import days_left, notice_due
from attune.credentialing.rules.licenses import KIND_LABELS, STATUS_LABELS, LicenseStatus
from attune.credentialing.rules.screening import MatchStrength
from attune.kernel.us_states import US_STATES
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.notices import Alert, Badge, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.credentials.wording import FINDINGS, MISSING, REASONS, STANDINGS


@dataclass(frozen=True, slots=True)
class CredentialsPage:
    """One provider's licenses and checks."""

    title: str
    subtitle: str
    standing: Badge
    alert: Alert
    missing: tuple[str, ...]
    facts: tuple[Fact, ...]
    npi: Badge | None
    licenses: Table | None
    empty: EmptyState
    add_url: str
    identity_url: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody's credentials, what blocks first."""

    subtitle: str
    people: Table | None
    matches: TaskList | None
    empty: EmptyState


def long_day(day: date) -> str:
    """Return a day with its year: "March 17, 2027"."""
    return dateformat.format(day, pgettext("date format", "F j, Y"))


def credentials_page(
    found: Credentials, *, now: datetime, title: str, address: Callable[..., str], may_change: bool
) -> CredentialsPage:
    """Return one provider's page; ``address`` gives the addresses of the area it stands in."""
    provider, check = found.provider, found.npi_check
    add_url = address("add_license")
    birth_date = _("On file") if found.has_birth_date else _("Missing")
    return CredentialsPage(
        title=title,
        subtitle=f"{provider.name}, {provider.letters}",
        standing=STANDINGS[provider.state],
        alert=_alert(found),
        missing=tuple(str(MISSING[one]) for one in found.missing),
        facts=(
            Fact(_("Profession"), provider.profession_label),
            Fact(_("NPI"), provider.npi or _("Missing")),
            Fact(_("Date of birth"), birth_date),
        ),
        npi=FINDINGS[check.finding] if check else None,
        licenses=_licenses(found.licenses, now=now, address=address, may_change=may_change),
        empty=EmptyState(
            _("No license on file"),
            _("Add the first one. Patients in its state can be seen once everything is there."),
            action=Action(_("Add a license"), add_url, Weight.PRIMARY, "plus") if may_change else None,
        ),
        add_url=add_url if may_change else "",
        identity_url=address("change_identity") if may_change else "",
    )


def people_page(found: Sequence[Credentials], matches: Iterable[MatchDetails], *, now: datetime) -> PeoplePage:
    """Return everybody's page: who cannot be booked stands first, then whose license ends first."""

    def first_end(one: Credentials) -> datetime:
        return min(one.states.values(), default=now)

    ordered = sorted(found, key=lambda one: (bool(one.states), first_end(one), one.provider.name))
    bookable = sum(bool(one.states) for one in found)
    shown = tuple(_match_row(match) for match in matches)
    told = ngettext(
        "%(bookable)d of %(count)d provider can be booked.",
        "%(bookable)d of %(count)d providers can be booked.",
        len(found),
    )
    return PeoplePage(
        subtitle=told % {"bookable": bookable, "count": len(found)},
        people=_people_table(ordered, now=now) if ordered else None,
        matches=_match_list(shown) if shown else None,
        empty=EmptyState(
            _("Nobody provides care here yet"), _("Providers appear here with their licenses, and what ends when.")
        ),
    )


def _match_list(rows: tuple[TaskRow, ...]) -> TaskList:
    return TaskList(heading=_("To decide"), rows=rows, empty=EmptyState(_("Nothing to decide"), ""), key="matches")


def match_facts(match: MatchDetails) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the provider and the entry of the list side by side."""
    ours = (Fact(_("Name"), match.provider_name), Fact(_("NPI"), match.provider_npi or _("None")))
    theirs = (
        Fact(_("Name"), match.listed_name),
        Fact(_("NPI"), match.listed_npi or _("None")),
        Fact(_("Born"), long_day(match.listed_born_on) if match.listed_born_on else _("Unknown")),
        Fact(_("Occupation"), match.listed_occupation or _("Unknown")),
        Fact(_("Place"), match.listed_place or _("Unknown")),
        Fact(_("Excluded since"), long_day(match.excluded_on)),
        Fact(_("Under"), match.authority),
    )
    return ours, theirs


def _alert(found: Credentials) -> Alert:
    if found.states:
        names = ", ".join(US_STATES[state] for state in found.states)
        return Alert(_("Can be booked by patients in %(states)s") % {"states": names}, tone=Tone.GOOD)
    reasons = " ".join(str(REASONS[one]) for one in found.reasons if one in REASONS)
    title = _("Suspended: nobody can book") if Reason.SUSPENDED in found.reasons else _("Nobody can book yet")
    tone = Tone.DANGER if found.provider.state is Standing.SUSPENDED else Tone.CAUTION
    return Alert(title, reasons or _("There is no license in force."), tone)


def _licenses(
    licenses: Sequence[LicenseOnFile], *, now: datetime, address: Callable[..., str], may_change: bool
) -> Table | None:
    if not licenses:
        return None
    columns = (Column(_("State")), Column(_("License")), Column(_("Good until")), Column(_("Now")))
    last = (Column(_("Renew"), label_hidden=True),) if may_change else ()
    rows = tuple(
        Row(
            (
                Cell(US_STATES[one.state]),
                Cell(KIND_LABELS[one.kind], under=one.number),
                Cell(long_day(one.expires_on), under=_left(one, now)),
                Cell(badge=_license_badge(one, now)),
                *((Cell(action=_renew(one, address)),) if may_change else ()),
            )
        )
        for one in licenses
    )
    return Table(_("Licenses"), (*columns, *last), rows)


def _renew(one: LicenseOnFile, address: Callable[..., str]) -> Action:
    label = _("Renew") if one.has_evidence else _("Add evidence")
    url = address("renew_license", license_id=one.license_id)
    return Action(label, url, Weight.QUIET, about=US_STATES[one.state])


def _left(one: LicenseOnFile, now: datetime) -> str:
    days = days_left(one.ends_at, now=now)
    if one.ends_at <= now:
        return ""
    return ngettext("%(days)d more day", "%(days)d more days", days) % {"days": days}


def _license_badge(one: LicenseOnFile, now: datetime) -> Badge:
    if one.ends_at <= now:
        return Badge(_("Ended"), Tone.DANGER)
    if one.status is LicenseStatus.ACTIVE:
        is_near = notice_due(one.ends_at, now=now) is not None
        return Badge(_("Ends soon"), Tone.CAUTION) if is_near else Badge(_("In force"), Tone.GOOD)
    tone = Tone.CAUTION if one.status is LicenseStatus.PENDING else Tone.DANGER
    return Badge(_(STATUS_LABELS[one.status]), tone)


def _people_table(found: Sequence[Credentials], *, now: datetime) -> Table:
    columns = (
        Column(_("Provider")),
        Column(_("Now")),
        Column(_("Can be booked in")),
        Column(_("Ends first")),
        Column(_("Open"), label_hidden=True),
    )
    return Table(_("Credentials"), columns, tuple(_person_row(one, now) for one in found))


def _person_row(found: Credentials, now: datetime) -> Row:
    provider = found.provider
    portrait = PersonLine(Portrait(provider.person_id, provider.name), provider.profession_label)
    states = ", ".join(found.states) if found.states else _("nowhere")
    why = "" if found.states else _first_reason(found)
    next_end = min((one for one in found.licenses if one.ends_at > now), key=lambda one: one.ends_at, default=None)
    ends = Cell(long_day(next_end.expires_on), under=_left(next_end, now)) if next_end else Cell("–")
    url = reverse("practice_provider_credentials", kwargs={"provider_id": provider.provider_id})
    return Row(
        (
            Cell(person=portrait),
            Cell(badge=STANDINGS[provider.state]),
            Cell(states, under=why),
            ends,
            Cell(action=Action(_("Open"), url, Weight.QUIET, about=provider.name)),
        )
    )


def _first_reason(found: Credentials) -> str:
    if found.missing:
        return str(MISSING[found.missing[0]])
    return next((str(REASONS[one]) for one in found.reasons if one in REASONS), "")


def _match_row(match: MatchDetails) -> TaskRow:
    is_npi = match.strength is MatchStrength.NPI
    why = _("The NPI is on the list. They are suspended.") if is_npi else _("Name and date of birth are on the list.")
    url = reverse("practice_match", kwargs={"match_id": match.match_id})
    return TaskRow(
        title=_("Is %(name)s on an exclusion list?") % {"name": match.provider_name},
        why=why,
        due="",
        icon="alert",
        urgency=Urgency.NOW if is_npi else Urgency.SOON,
        action=Action(_("Look and decide"), url, Weight.PRIMARY),
    )


Address = Callable[..., str]


def own_address(name: str, **captured: UUID) -> str:
    """Return an address among a provider's own pages."""
    return reverse(f"provider_{name}", kwargs=captured or None)


def colleague_address(provider_id: UUID) -> Address:
    """Return what gives the addresses about one provider among the practice's pages."""

    def address(name: str, **captured: UUID) -> str:
        return reverse(f"practice_{name}", kwargs=captured or {"provider_id": provider_id})

    return address
