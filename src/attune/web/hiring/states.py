"""The states the organization works in: the launch checklist of each, opening and closing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.kernel.us_states import US_STATES
from attune.practices.actions.states import close_state, open_state, prepare_state
from attune.practices.errors import EndsBeforeItBegins, ItemsMissing, NoSuchState
from attune.practices.permissions import OPEN_STATES
from attune.practices.queries.organization import StateLaunch, state_launches
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import calendar_day
from attune.web.components.notices import Badge, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.hiring.forms import CloseForm, LaunchForm, OpenForm
from attune.web.hiring.wording import LAUNCH_ITEMS
from attune.web.shells import shell_for


@dataclass(frozen=True, slots=True)
class StatePage:
    """One state: its checklist, and whether it is open."""

    name: str
    told: str
    badge: Badge
    missing: tuple[str, ...]
    is_open: bool
    urls: dict[str, str]


@require_GET
def states(request: PersonRequest) -> HttpResponseBase:
    """List the states that are open or prepared, and lead to any other."""
    found = state_launches(request.actor)
    known = {one.state for one in found}
    others = [(code, name) for code, name in US_STATES.items() if code not in known]
    words = {
        "shell": shell_for(request),
        "table": _table(found, may_change=may(request.actor, OPEN_STATES)) if found else None,
        "others": [(name, reverse("practice_state", kwargs={"state_code": code.lower()})) for code, name in others],
        "may_change": may(request.actor, OPEN_STATES),
    }
    return TemplateResponse(request, "hiring/states.html", words)


@require_http_methods(["GET", "POST"])
def state(request: PersonRequest, state_code: str) -> HttpResponseBase:
    """Show a state's launch checklist, and write down what is done."""
    code, form = _code(state_code), LaunchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        prepare_state(request.actor, state=code, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("practice_state", state_code=state_code)
    return _page(request, code, launch=form if request.method == "POST" else None)


@require_POST
def open_it(request: PersonRequest, state_code: str) -> HttpResponseBase:
    """Open a state of which every item is done."""
    code, form = _code(state_code), OpenForm(request.POST)
    if form.is_valid():
        try:
            open_state(
                request.actor,
                state=code,
                begins_on=form.cleaned_data["begins_on"],
                ends_on=_day_after(form.cleaned_data["last_day"]),
            )
        except ItemsMissing as refusal:
            left = "; ".join(str(LAUNCH_ITEMS[item]) for item in refusal.items)
            form.add_error(None, _("Not yet. This is left: %(left)s.") % {"left": left})
        except EndsBeforeItBegins:
            form.add_error("last_day", _("The last day lies before the first."))
        else:
            messages.success(request, _("%(state)s is open.") % {"state": US_STATES[code]})
            return redirect("practice_states")
    return _page(request, code, opening=form)


@require_POST
def close_it(request: PersonRequest, state_code: str) -> HttpResponseBase:
    """Close a state after a day."""
    code, form = _code(state_code), CloseForm(request.POST)
    if form.is_valid():
        ends_on = _day_after(form.cleaned_data["last_day"])
        assert ends_on is not None
        try:
            close_state(request.actor, state=code, ends_on=ends_on)
        except EndsBeforeItBegins:
            form.add_error("last_day", _("The last day lies before the first."))
        except NoSuchState:
            form.add_error(None, _("This state is not open."))
        else:
            messages.success(request, _("%(state)s closes.") % {"state": US_STATES[code]})
            return redirect("practice_states")
    return _page(request, code, closing=form)


def _page(
    request: PersonRequest,
    code: str,
    *,
    launch: forms.Form | None = None,
    opening: forms.Form | None = None,
    closing: forms.Form | None = None,
) -> HttpResponseBase:
    found = next((one for one in state_launches(request.actor) if one.state == code), None)
    one = found or StateLaunch(code, (), tuple(LAUNCH_ITEMS), "", None, None)
    page = StatePage(
        name=US_STATES[code],
        told=_days(one),
        badge=_badge(one),
        missing=tuple(str(LAUNCH_ITEMS[item]) for item in one.missing_items),
        is_open=one.begins_on is not None,
        urls={
            name: reverse(name, kwargs={"state_code": code.lower()})
            for name in ("practice_state", "open_state", "close_state")
        },
    )
    known = {"done_items": list(one.done_items), "evidence": one.evidence}
    words = {
        "shell": shell_for(request),
        "page": page,
        "launch": launch or LaunchForm(initial=known),
        "opening": opening or OpenForm(),
        "closing": closing or CloseForm(),
        "back_url": reverse("practice_states"),
    }
    wrong = any(form is not None and form.errors for form in (launch, opening, closing))
    return TemplateResponse(request, "hiring/state.html", words, status=422 if wrong else 200)


def _code(told: str) -> str:
    code = told.upper()
    if code not in US_STATES:
        raise Http404
    return code


def _day_after(last_day: date | None) -> date | None:
    return None if last_day is None else last_day + timedelta(days=1)


def _table(found: list[StateLaunch], *, may_change: bool) -> Table:
    columns = (Column(_("State")), Column(_("Now")), Column(_("Checklist")), Column(_("See"), label_hidden=True))
    return Table(_("States"), columns, tuple(_row(one, may_change=may_change) for one in found))


def _row(one: StateLaunch, *, may_change: bool) -> Row:
    name, total = US_STATES[one.state], len(one.done_items) + len(one.missing_items)
    url = reverse("practice_state", kwargs={"state_code": one.state.lower()})
    opened = Cell(action=Action(_("See checklist"), url, Weight.QUIET, about=name)) if may_change else Cell()
    done = _("%(done)s of %(total)s done") % {"done": len(one.done_items), "total": total}
    return Row((Cell(name, under=_days(one)), Cell(badge=_badge(one)), Cell(done), opened))


def _badge(one: StateLaunch) -> Badge:
    today = now().astimezone(viewer_zone()).date()
    if one.begins_on is None:
        return Badge(_("Prepared"), Tone.NOTE)
    if one.ends_on is not None and one.ends_on <= today:
        return Badge(_("Closed"))
    return Badge(_("Open"), Tone.GOOD) if one.begins_on <= today else Badge(_("To come"), Tone.NOTE)


def _days(one: StateLaunch) -> str:
    today = now().astimezone(viewer_zone()).date()
    if one.begins_on is None:
        return ""
    begins = _("from %(day)s") % {"day": calendar_day(one.begins_on, today=today)}
    if one.ends_on is None:
        return begins
    return f"{begins}, {_('until')} {calendar_day(one.ends_on - timedelta(days=1), today=today)}"
