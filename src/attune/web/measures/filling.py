"""Filling in a questionnaire, one question a screen: each answer is kept as it is given."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from attune.foundation.clock import now
from attune.measures.actions.answer_item import answer_item
from attune.measures.actions.submit import submit
from attune.measures.errors import AnswerOutOfRange, ItemsMissing, NotOpen
from attune.measures.queries.flags import RaisedFlag
from attune.measures.rules.instrument import Instrument
from attune.measures.rules.schedule import State
from attune.measures.rules.scoring import may_leave_out, missing_items
from attune.web.access import PersonRequest, own_care
from attune.web.components.formatting import when_within
from attune.web.components.notices import Alert, Tone
from attune.web.greetings import viewer_zone
from attune.web.measures.help_panel import help_panel
from attune.web.measures.wording import PLAIN_RESULTS, about, seconds_in_words
from attune.web.shells import shell_for
from attune.workflows.own_measures import Questionnaire, own_questionnaire


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given."""

    value: int
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question of a questionnaire."""

    title: str
    recall: str
    question: str
    number: int
    total: int
    answered: int
    left: str
    choices: tuple[Choice, ...]
    url: str
    back_url: str
    skip_url: str
    is_fix: bool
    name: str
    practice_name: str
    for_whom: str
    alert: Alert | None


@dataclass(frozen=True, slots=True)
class MissingItem:
    """A question without an answer, and where it is asked."""

    question: str
    url: str


@dataclass(frozen=True, slots=True)
class SendPage:
    """What is missing before a questionnaire can be sent; nothing, if all is answered."""

    title: str
    missing: tuple[MissingItem, ...]
    may_be_left_out: bool
    back_url: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What the answers came to, in plain words."""

    title: str
    told: str
    score: str
    practice_name: str
    was_prorated: bool


@require_GET
def check_in(request: PersonRequest, assessment_id: UUID) -> HttpResponseBase:
    """Go on where one stopped, or show what the answers came to."""
    found = own_questionnaire(request.actor, assessment_id)
    if found.asked.state is State.SUBMITTED:
        return _result(request, found)
    if not found.asked.is_open:
        return _over(request, found)
    missing = missing_items(found.asked.instrument, found.asked.answers)
    if not missing:
        return redirect("check_in_send", assessment_id=assessment_id)
    return redirect(_url(assessment_id, found.asked.instrument.item_codes.index(missing[0]) + 1))


@require_http_methods(["GET", "POST"])
def question(request: PersonRequest, assessment_id: UUID) -> HttpResponseBase:
    """Ask one question; its answer is kept at once, and help is shown at once if it asks for it."""
    found = own_questionnaire(request.actor, assessment_id)
    asked, number = found.asked.instrument, _whole(request.POST.get("number") or request.GET.get("number"))
    if not found.asked.is_open or number is None or not 1 <= number <= len(asked.items):
        return redirect("check_in", assessment_id=assessment_id)
    if request.method == "GET":
        return _question(request, found, number)
    value = _whole(request.POST.get("value"))
    if value is None:
        return _question(request, found, number, alert=_nothing_chosen(), status=422)
    try:
        with own_care(request, found.practice_id) as actor:
            flag = answer_item(actor, assessment_id=assessment_id, item=asked.items[number - 1].code, value=value)
    except AnswerOutOfRange:
        return _question(request, found, number, alert=_nothing_chosen(), status=422)
    except NotOpen:
        return redirect("check_in", assessment_id=assessment_id)
    is_last = number == len(asked.items) or "fix" in request.POST
    if is_last and not missing_items(asked, {**found.asked.answers, asked.items[number - 1].code: value}):
        return _sent(request, found, flag)
    on_url = reverse("check_in_send", args=[assessment_id]) if is_last else _url(assessment_id, number + 1)
    return _crisis(request, found, flag, on_url) if flag else redirect(on_url)


@require_http_methods(["GET", "POST"])
def send(request: PersonRequest, assessment_id: UUID) -> HttpResponseBase:
    """Name what is missing, and send what is answered."""
    found = own_questionnaire(request.actor, assessment_id)
    if not found.asked.is_open:
        return redirect("check_in", assessment_id=assessment_id)
    if request.method == "GET":
        return _send_page(request, found)
    try:
        with own_care(request, found.practice_id) as actor:
            submit(actor, assessment_id=assessment_id, may_be_incomplete="leave_out" in request.POST)
    except ItemsMissing:
        return _send_page(request, found, status=422)
    except NotOpen:
        pass
    return redirect("check_in", assessment_id=assessment_id)


def _sent(request: PersonRequest, found: Questionnaire, flag: RaisedFlag | None) -> HttpResponseBase:
    """Send what is complete, and show help first where it is needed."""
    assessment_id = found.asked.assessment_id
    try:
        with own_care(request, found.practice_id) as actor:
            submit(actor, assessment_id=assessment_id)
    except NotOpen:
        flag = None
    result_url = reverse("check_in", args=[assessment_id])
    return _crisis(request, found, flag, result_url) if flag else redirect(result_url)


def _question(
    request: PersonRequest, found: Questionnaire, number: int, *, alert: Alert | None = None, status: int = 200
) -> HttpResponseBase:
    asked, told = found.asked.instrument, found.asked
    item, is_fix = asked.items[number - 1], "fix" in request.GET or "fix" in request.POST
    send_url = reverse("check_in_send", args=[told.assessment_id])
    page = QuestionPage(
        title=about(asked.code, asked.name),
        recall=asked.recall,
        question=item.text,
        number=number,
        total=len(asked.items),
        answered=len(told.answers),
        left=seconds_in_words(told.seconds_left),
        choices=tuple(
            Choice(option.value, option.label, told.answers.get(item.code) == option.value) for option in asked.options
        ),
        url=reverse("check_in_question", args=[told.assessment_id]),
        back_url=_url(told.assessment_id, number - 1) if number > 1 else "",
        skip_url=send_url if is_fix or number == len(asked.items) else _url(told.assessment_id, number + 1),
        is_fix=is_fix,
        name=asked.name,
        practice_name=found.practice_name,
        for_whom=told.patient_name,
        alert=alert,
    )
    return TemplateResponse(
        request, "measures/question.html", {"page": page, "shell": shell_for(request)}, status=status
    )


def _send_page(request: PersonRequest, found: Questionnaire, *, status: int = 200) -> HttpResponseBase:
    asked, told = found.asked.instrument, found.asked
    missing = missing_items(asked, told.answers)
    page = SendPage(
        title=about(asked.code, asked.name),
        missing=tuple(_missing(told.assessment_id, asked, code) for code in missing),
        may_be_left_out=may_leave_out(asked, missing),
        back_url=_url(told.assessment_id, len(asked.items)),
    )
    return TemplateResponse(request, "measures/send.html", {"page": page, "shell": shell_for(request)}, status=status)


def _missing(assessment_id: UUID, asked: Instrument, code: str) -> MissingItem:
    return MissingItem(asked.item(code).text, f"{_url(assessment_id, asked.item_codes.index(code) + 1)}&fix=1")


def _result(request: PersonRequest, found: Questionnaire) -> HttpResponseBase:
    told = found.asked
    assert told.result is not None, "a constraint: what is submitted has a score"
    page = ResultPage(
        title=about(told.instrument.code, told.instrument.name),
        told=str(PLAIN_RESULTS[told.result.band]),
        score=_("%(score)d of %(max)d") % {"score": told.result.score, "max": told.instrument.score_max},
        practice_name=found.practice_name,
        was_prorated=told.result.is_prorated,
    )
    panel = help_panel(found, told.flag) if told.flag else None
    words = {"page": page, "crisis": panel, "shell": shell_for(request)}
    return TemplateResponse(request, "measures/result.html", words)


def _crisis(request: PersonRequest, found: Questionnaire, flag: RaisedFlag, on_url: str) -> HttpResponseBase:
    words = {"crisis": help_panel(found, flag), "on_url": on_url, "shell": shell_for(request)}
    return TemplateResponse(request, "measures/help.html", words)


def _over(request: PersonRequest, found: Questionnaire) -> HttpResponseBase:
    closed = when_within(found.asked.closes_at, now=now(), zone=viewer_zone())
    messages.info(request, _("These questions could be answered until %(when)s.") % {"when": closed})
    return redirect("patient_measures")


def _whole(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 4 else None


def _nothing_chosen() -> Alert:
    return Alert(
        _("Nothing is chosen yet."), _("Choose one, or skip the question for now."), Tone.CAUTION, is_urgent=True
    )


def _url(assessment_id: UUID, number: int) -> str:
    return f"{reverse('check_in_question', args=[assessment_id])}?number={number}"
