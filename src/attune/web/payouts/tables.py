"""Sessions with what they earn, and payouts, as tables."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.kernel.money import Money
from attune.payouts.queries.payouts import PayoutFacts
from attune.scheduling.booking_permissions import SEE_CALENDARS, SEE_OWN_CALENDAR
from attune.scheduling.queries.seat_times import SeatTime
from attune.web.access import Area, PersonRequest
from attune.web.components.formatting import money, when, when_within
from attune.web.components.notices import Badge, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.payouts.wording import (
    PAYOUT_STATES,
    badge_of,
    day_in_sentence,
    day_in_words,
    day_or_reason,
    failure_in_words,
)
from attune.workflows.earnings import Earning, TakenOff, TracedLine, TracedSetOff, summed


def sessions_table(
    request: PersonRequest, sessions: Sequence[Earning], taken_off: Sequence[TakenOff], *, names_provider: bool
) -> Table:
    """Return sessions with gross, share, net and day, what is set off, and under a line what they come to."""
    columns = (
        Column(_("Session")),
        Column(_("Price"), is_number=True),
        Column(_("Platform"), is_number=True),
        Column(_("You get"), is_number=True),
        Column(_("State")),
    )
    rows = [_session_row(request, one, names_provider=names_provider) for one in sessions]
    rows += [_taken_off_row(request, one) for one in taken_off]
    total = _total(
        summed(one.gross for one in sessions),
        summed(one.commission for one in sessions),
        summed(one.net for one in sessions) - summed(one.amount for one in taken_off),
    )
    return Table(_("Sessions and what they earn"), columns, (*rows, total))


def lines_table(request: PersonRequest, lines: Sequence[TracedLine], set_offs: Sequence[TracedSetOff] = ()) -> Table:
    """Return a payout's lines and what is set off against them, each leading back to its booking."""
    columns = (
        Column(_("Session")),
        Column(_("Price"), is_number=True),
        Column(_("Platform"), is_number=True),
        Column(_("You get"), is_number=True),
        Column(_("Promised")),
    )
    rows = [
        Row(
            (
                Cell(
                    _when(one.session.starts_at),
                    under=_about(one.session.offering_name, one.session.provider_name),
                    url=_session_url(request, one.session.appointment_id),
                ),
                *_amounts(one.line.gross, one.line.commission, one.line.net),
                Cell(day_in_words(one.line.promised_on)),
            )
        )
        for one in sorted(lines, key=lambda one: one.session.starts_at)
    ]
    rows += [_set_off_row(request, one) for one in set_offs]
    total = _total(
        summed(one.line.gross for one in lines),
        summed(one.line.commission for one in lines),
        summed(one.line.net for one in lines) - summed(one.set_off.amount for one in set_offs),
    )
    return Table(_("What this payout consists of"), columns, (*rows, total))


def payouts_table(found: Sequence[PayoutFacts]) -> Table:
    """Return payouts with their days; each opens."""
    columns = (
        Column(_("Payout")),
        Column(_("Sessions"), is_number=True),
        Column(_("Amount"), is_number=True),
        Column(_("State")),
    )
    return Table(_("Payouts"), columns, tuple(map(_payout_row, found)))


def state_line(one: PayoutFacts) -> str:
    """Return a payout's day, or why it came back."""
    if one.state == "failed" or one.failure_code:
        return failure_in_words(one.failure_code)
    return day_in_words(one.arrived_on or one.expected_on)


def _payout_row(one: PayoutFacts) -> Row:
    url = reverse("practice_payout", kwargs={"payout_id": one.payout_id})
    return Row(
        (
            Cell(day_in_words(one.arrived_on or one.expected_on), url=url),
            Cell(str(one.line_count)),
            Cell(money(one.amount), is_phi=False),
            Cell(badge=PAYOUT_STATES[one.state], under=state_line(one)),
        )
    )


def _session_row(request: PersonRequest, one: Earning, *, names_provider: bool) -> Row:
    provider = one.session.provider_name if names_provider else ""
    return Row(
        (
            Cell(
                _when(one.session.starts_at),
                under=_about(one.session.offering_name, provider),
                url=_session_url(request, one.session.appointment_id),
            ),
            *_amounts(one.gross, one.commission, one.net),
            Cell(badge=badge_of(one), under=day_or_reason(one), url=_payout_url(request, one.payout_id)),
        )
    )


def _taken_off_row(request: PersonRequest, one: TakenOff) -> Row:
    if one.payout_id is None:
        since = _("given back, since %(day)s") % {"day": day_in_sentence(one.day)}
        state = Cell(badge=Badge(_("To be set off"), Tone.CAUTION), under=since)
    else:
        url = _payout_url(request, one.payout_id)
        state = Cell(badge=PAYOUT_STATES["set_off"], under=day_in_words(one.day), url=url)
    return _set_off(request, _("Given back after its payout"), one.session, one.amount, state)


def _set_off_row(request: PersonRequest, one: TracedSetOff) -> Row:
    title = _("Set off: given back after its payout")
    return _set_off(request, title, one.session, one.set_off.amount, Cell())


def _set_off(request: PersonRequest, title: str, session: SeatTime, amount: Money, last: Cell) -> Row:
    """Return what is taken off; it has no price and no commission of its own."""
    began = when_within(session.starts_at, now=now(), zone=viewer_zone())
    return Row(
        (
            Cell(
                title,
                under=_("Session of %(when)s") % {"when": began},
                url=_session_url(request, session.appointment_id),
            ),
            Cell(),
            Cell(),
            Cell(money(-amount), is_phi=True),
            last,
        )
    )


def _total(gross: Money, commission: Money, net: Money) -> Row:
    return Row((Cell(_("Together")), *_amounts(gross, commission, net), Cell()), is_total=True)


def _amounts(gross: Money, commission: Money, net: Money) -> tuple[Cell, Cell, Cell]:
    return Cell(money(gross), is_phi=True), Cell(money(-commission), is_phi=True), Cell(money(net), is_phi=True)


def _when(at: datetime) -> str:
    return when(at, now=now(), zone=viewer_zone())


def _about(offering: str, provider: str) -> str:
    return _("%(offering)s with %(provider)s") % {"offering": offering, "provider": provider} if provider else offering


def _session_url(request: PersonRequest, appointment_id: UUID) -> str:
    """Return the booking's page for who may see calendars; a biller sees the money alone."""
    if not may(request.actor, SEE_OWN_CALENDAR if request.area is Area.PROVIDER else SEE_CALENDARS):
        return ""
    return reverse(f"{request.area}_session", kwargs={"appointment_id": appointment_id})


def _payout_url(request: PersonRequest, payout_id: UUID | None) -> str:
    if payout_id is None or request.area is not Area.PRACTICE:
        return ""
    return reverse("practice_payout", kwargs={"payout_id": payout_id})
