"""Psychotherapy notes on a page of their own: their author's alone."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.care_records.actions.psychotherapy import save_psychotherapy_note
from attune.care_records.errors import NoteRefused, StaleDraft
from attune.care_records.queries.encounters import EncounterFacts, own_session
from attune.care_records.queries.psychotherapy import PrivateNote, psychotherapy_note
from attune.care_records.rules.note import SECTION_CHARS_MAX
from attune.foundation.clock import now
from attune.patients.queries.charts import chart
from attune.web.access import PersonRequest
from attune.web.components.formatting import when_span
from attune.web.components.notices import Alert, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.greetings import viewer_zone
from attune.web.notes.editor import Keeping, Section, keeping
from attune.web.notes.saved import saved_answer
from attune.web.notes.views import posted
from attune.web.notes.wording import refusal_in_words
from attune.web.shells import shell_for


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """The one field, and whose session it is about."""

    person: PersonLine
    revision: int
    sections: tuple[Section, ...]
    keeping: Keeping
    save_url: str
    back_url: str
    alert: Alert | None = None
    theirs: tuple[Section, ...] = ()
    chars_max: int = SECTION_CHARS_MAX


@require_http_methods(["GET", "POST"])
def private_note(request: PersonRequest, encounter_id: UUID) -> HttpResponseBase:
    """Show the actor's own psychotherapy note about a session, and keep it."""
    about = own_session(request.actor, encounter_id)
    here = reverse("provider_private_note", kwargs={"encounter_id": encounter_id})
    if request.method == "GET":
        return _shown(request, _page(request, about, here))
    told = posted(request, here)
    text = told.sections.get("text", "")
    try:
        revision = save_psychotherapy_note(
            request.actor, encounter_id, text=text, revision=told.revision, writer=told.writer
        )
    except NoteRefused as refusal:
        is_stale = isinstance(refusal, StaleDraft)
        page = _page(request, about, here, typed=text, refusal=refusal)
        if not told.is_partial:
            return _shown(request, page, status=409 if is_stale else 422)
        answer = TemplateResponse(request, "notes/problem.html", {"editor": page}, status=409 if is_stale else 422)
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#note-problem", "innerHTML"
        return answer
    if told.is_partial:
        return saved_answer(revision)
    messages.success(request, _("Saved."))
    return redirect(here)


def _page(
    request: PersonRequest,
    about: EncounterFacts,
    here: str,
    *,
    typed: str | None = None,
    refusal: NoteRefused | None = None,
) -> PrivatePage:
    patient = chart(request.actor, about.chart_id)
    found: PrivateNote | None = psychotherapy_note(request.actor, about.encounter_id)
    saved = (_field(found.text if found else ""),)
    alert, is_stale = None, isinstance(refusal, StaleDraft)
    if is_stale:
        text = _("Nothing is lost: what you typed is still here, what is saved stands below. Saving replaces it.")
        alert = Alert(_("Not saved: this note was changed in another tab."), text, Tone.CAUTION, is_urgent=True)
    elif refusal is not None:
        alert = Alert(_("Not saved."), refusal_in_words(refusal), Tone.CAUTION, is_urgent=True)
    told = when_span(about.starts_at, about.ends_at, now=now(), zone=viewer_zone())
    return PrivatePage(
        person=PersonLine(Portrait(patient.chart_id, patient.name), told, is_phi=True),
        revision=found.revision if found else 0,
        sections=saved if typed is None else (_field(typed),),
        keeping=keeping(request.person.person_id, about.encounter_id, last_writer=found.writer if found else ""),
        save_url=here,
        back_url=reverse("provider_note_about", kwargs={"seat_id": about.seat_id}),
        alert=alert,
        theirs=saved if is_stale else (),
    )


def _field(text: str) -> Section:
    return Section("text", _("Only for yourself"), _("What you think about it, apart from the record"), text, 14)


def _shown(request: PersonRequest, page: PrivatePage, *, status: int = 200) -> HttpResponseBase:
    words = {"shell": shell_for(request), "page": page}
    return TemplateResponse(request, "notes/private.html", words, status=status)
