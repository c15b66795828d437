"""Writing a note, looking it over, signing it, adding to it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attune.care_records.actions.add_addendum import add_addendum
from attune.care_records.actions.sign_note import sign_note
from attune.care_records.actions.write_note import change_kind, save_draft
from attune.care_records.errors import NoteEmpty, NoteRefused, NoteSigned, StaleDraft
from attune.care_records.queries.note_facts import NoteFacts
from attune.care_records.queries.notes import note
from attune.care_records.rules.note import SECTIONS, Body, NoteKind
from attune.foundation.clock import now
from attune.kernel.us_states import US_STATES
from attune.patients.queries.charts import ChartFacts, chart
from attune.scheduling.queries.appointments import seat
from attune.web.access import PersonRequest
from attune.web.components.figures import Fact
from attune.web.components.formatting import when_span, when_within
from attune.web.components.notices import Alert, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.greetings import viewer_zone
from attune.web.notes.editor import NoteEditor, editor_for, panel_of, with_words
from attune.web.notes.saved import saved_answer
from attune.web.notes.wording import ATTENDANCE, PLACES, refusal_in_words
from attune.web.shells import shell_for

NO_REVISION = -1


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form brought: the sections, what they go on from, and what is to happen then."""

    sections: dict[str, str]
    revision: int
    writer: str
    kind: NoteKind | None
    then_signs: bool
    here: str
    is_partial: bool

    def body(self, kind: NoteKind) -> Body:
        """Return what was typed as a body, whatever its length, to show it again."""
        return Body(kind, tuple((name, self.sections.get(name, "")) for name in SECTIONS[kind]))


@require_GET
def about(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Show the note of one participant's session: the editor for who gives it, what is signed for who may read."""
    found = seat(request.actor, seat_id)
    here = reverse("provider_note_about", kwargs={"seat_id": seat_id})
    editor = editor_for(request, found.appointment_id, chart_id=found.chart_id, here=here)
    if editor is None:
        raise Http404
    return _page(request, editor)


@require_GET
def one(request: PersonRequest, note_id: UUID) -> HttpResponseBase:
    """Show one note."""
    here = reverse("provider_note", kwargs={"note_id": note_id})
    return _page(request, panel_of(request, note(request.actor, note_id), here=here))


@require_POST
def save(request: PersonRequest, note_id: UUID) -> HttpResponseBase:
    """Keep a draft: by script every few seconds, by form where there is none."""
    told = posted(request, reverse("provider_note", kwargs={"note_id": note_id}))
    try:
        if not told.sections:
            note(request.actor, note_id)
            raise NoteEmpty
        revision = save_draft(request.actor, note_id, told.sections, told.revision, writer=told.writer)
        if told.kind is not None:
            change_kind(request.actor, note_id, told.kind, revision)
    except NoteSigned:
        return _signed_meanwhile(request, note_id, told)
    except NoteRefused as refusal:
        return _not_saved(request, note_id, told, refusal)
    if told.then_signs:
        return _onward(told, reverse("provider_note_sign", kwargs={"note_id": note_id}))
    if not told.is_partial:
        messages.success(request, _("Saved."))
        return redirect(told.here)
    if told.kind is not None:
        fresh = panel_of(request, note(request.actor, note_id), here=told.here)
        return _part(request, "panel", fresh, target="#note-panel", swap="outerHTML")
    return saved_answer(revision)


@require_http_methods(["GET", "POST"])
def sign(request: PersonRequest, note_id: UUID) -> HttpResponseBase:
    """Show the note once more as it will stay, and sign it."""
    found = note(request.actor, note_id)
    here = reverse("provider_note", kwargs={"note_id": note_id})
    if found.is_signed:
        messages.info(request, _("This note is signed already."))
        return redirect(here)
    alert = None
    if request.method == "POST":
        try:
            sign_note(request.actor, note_id, revision=_number(request.POST.get("revision", "")))
        except StaleDraft:
            text = _("What you see now is what was saved last. Look it over once more.")
            alert = Alert(_("The note was changed in another tab meanwhile."), text, Tone.CAUTION, is_urgent=True)
        except NoteRefused as refusal:
            alert = Alert(_("Not signed."), refusal_in_words(refusal), Tone.CAUTION, is_urgent=True)
        else:
            messages.success(request, _("Signed. From now on it stays as it is; you can add to it."))
            return redirect(here)
    words = _words(request, panel_of(request, found, here=here)) | {"alert": alert}
    return TemplateResponse(request, "notes/sign.html", words, status=409 if alert else 200)


@require_POST
def addendum(request: PersonRequest, note_id: UUID) -> HttpResponseBase:
    """Add to a signed note."""
    text, here = request.POST.get("text", ""), _here(request, reverse("provider_note", kwargs={"note_id": note_id}))
    try:
        add_addendum(request.actor, note_id, text=text)
    except NoteRefused as refusal:
        editor = panel_of(request, note(request.actor, note_id), here=here)
        alert = Alert(_("Not added."), refusal_in_words(refusal), Tone.CAUTION, is_urgent=True)
        return _page(request, editor, alert=alert, addendum=text, status=422)
    messages.success(request, _("Added."))
    return redirect(here)


def posted(request: PersonRequest, default_here: str) -> Posted:
    """Return what a note's form brought."""
    names = tuple(name for kind in SECTIONS.values() for name in kind)
    told = request.POST
    kind = told.get("kind", "")
    return Posted(
        sections={name: told[name] for name in names if name in told},
        revision=_number(told.get("revision", "")),
        writer=told.get("writer", "")[:32],
        kind=NoteKind(kind) if kind in set(NoteKind) else None,
        then_signs=told.get("then") == "sign",
        here=_here(request, default_here),
        is_partial=request.headers.get("HX-Request") == "true",
    )


def _not_saved(request: PersonRequest, note_id: UUID, told: Posted, refusal: NoteRefused) -> HttpResponseBase:
    is_stale = isinstance(refusal, StaleDraft)
    if is_stale:
        text = _("Nothing is lost: what you typed is still here, what is saved stands below. Saving replaces it.")
        alert = Alert(_("Not saved: this note was changed in another tab."), text, Tone.CAUTION, is_urgent=True)
    else:
        alert = Alert(_("Not saved."), refusal_in_words(refusal), Tone.CAUTION, is_urgent=True)
    stands = panel_of(request, note(request.actor, note_id), here=told.here)
    editor = with_words(stands, told.body(stands.note.kind), alert=alert, is_stale=is_stale)
    status = 409 if is_stale else 422
    if told.is_partial:
        return _part(request, "problem", editor, target="#note-problem", swap="innerHTML", status=status)
    return _page(request, editor, status=status)


def _signed_meanwhile(request: PersonRequest, note_id: UUID, told: Posted) -> HttpResponseBase:
    found = note(request.actor, note_id)
    editor = panel_of(request, found, here=told.here)
    assert found.signed_at is not None
    is_same = dict(found.body.sections) == told.sections
    written = "\n\n".join(text for text in told.sections.values() if text.strip())
    alert = Alert(
        _("This note was signed %(when)s.") % {"when": when_within(found.signed_at, now=now(), zone=viewer_zone())},
        _("It stays as it is. What you typed since can be added to it."),
        Tone.NOTE,
        is_urgent=True,
    )
    if told.is_partial:
        part = with_words(editor, told.body(found.kind), alert=alert)
        return _part(request, "problem", part, target="#note-problem", swap="innerHTML", status=409)
    return _page(request, editor, alert=alert, addendum="" if is_same else written, status=409)


def _page(
    request: PersonRequest,
    editor: NoteEditor,
    *,
    alert: Alert | None = None,
    addendum: str = "",
    status: int = 200,
) -> HttpResponseBase:
    words = _words(request, editor) | {"alert": alert, "addendum": addendum}
    return TemplateResponse(request, "notes/page.html", words, status=status)


def _words(request: PersonRequest, editor: NoteEditor) -> dict[str, object]:
    patient = chart(request.actor, editor.note.encounter.chart_id)
    return {
        "shell": shell_for(request),
        "editor": editor,
        "patient": patient,
        "person": person_line(editor.note, patient),
        "facts": session_facts(editor.note),
        "chart_url": reverse("provider_chart", kwargs={"chart_id": patient.chart_id}),
    }


def person_line(found: NoteFacts, patient: ChartFacts) -> PersonLine:
    """Return whose session it was, and when."""
    told = when_span(found.encounter.starts_at, found.encounter.ends_at, now=now(), zone=viewer_zone())
    return PersonLine(Portrait(patient.chart_id, patient.name), told, is_phi=True)


def session_facts(found: NoteFacts) -> tuple[Fact, ...]:
    """Return what the appointment filled in."""
    about = found.encounter
    minutes = _("%(count)d minutes") % {"count": about.minutes}
    facts = [
        Fact(_("Session"), f"{about.service}, {minutes}"),
        Fact(_("Where"), str(PLACES.get(about.place, about.place))),
        Fact(_("Patient was in"), US_STATES.get(about.patient_state, about.patient_state)),
        Fact(_("Attendance"), str(ATTENDANCE[about.attendance])),
    ]
    if about.participants > 1:
        facts.append(Fact(_("Participants"), str(about.participants)))
    return tuple(facts)


def _part(
    request: PersonRequest, name: str, editor: NoteEditor, *, target: str, swap: str, status: int = 200
) -> HttpResponseBase:
    answer = TemplateResponse(request, f"notes/{name}.html", {"editor": editor}, status=status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = target, swap
    return answer


def _onward(told: Posted, address: str) -> HttpResponseBase:
    return HttpResponse(status=204, headers={"HX-Redirect": address}) if told.is_partial else redirect(address)


def _here(request: PersonRequest, default: str) -> str:
    asked = request.POST.get("here", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if is_ours else default


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else NO_REVISION
