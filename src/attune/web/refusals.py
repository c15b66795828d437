"""The one table from what contexts refuse to what a page answers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from attune.agreements.errors import NoSuchAgreement
from attune.audit.actions.record import record
from attune.billing.errors import NoSuchPayment
from attune.care_records.errors import NoSuchEncounter, NoSuchNote, NoSuchRecord
from attune.credentialing.errors import NoSuchLicense, NoSuchMatch, NoSuchProvider
from attune.foundation.authorization import Actor, NotPermitted
from attune.foundation.background import JobGone
from attune.foundation.tenancy import scope
from attune.identity.errors import NoSuchInvitation, NoSuchMember, NoSuchPlace, NoSuchToken
from attune.matching.errors import NoSuchAssignment
from attune.measures.errors import NoSuchAssessment, NoSuchFlag
from attune.patients.errors import NoSuchChart, NoSuchDependent, NoSuchFollowUp
from attune.payouts.errors import NoSuchPayout, NoSuchStatement
from attune.practices.errors import NoApplication, NoSuchEmployment, NoSuchPractice
from attune.scheduling.booking_errors import NoSuchAppointment, NoSuchSeat
from attune.scheduling.errors import NoSuchOffering, NoSuchRoom, NoSuchTimeOff
from attune.telehealth.door_errors import NoSuchVisit

NOT_FOUND: tuple[type[Exception], ...] = (
    Http404,
    JobGone,
    NoSuchAppointment,
    NoSuchAssessment,
    NoSuchChart,
    NoSuchEncounter,
    NoSuchNote,
    NoSuchRecord,
    NoSuchDependent,
    NoSuchFlag,
    NoSuchFollowUp,
    NoSuchAssignment,
    NoApplication,
    NoSuchAgreement,
    NoSuchEmployment,
    NoSuchInvitation,
    NoSuchLicense,
    NoSuchMatch,
    NoSuchMember,
    NoSuchOffering,
    NoSuchPayout,
    NoSuchStatement,
    NoSuchPayment,
    NoSuchPlace,
    NoSuchPractice,
    NoSuchProvider,
    NoSuchRoom,
    NoSuchTimeOff,
    NoSuchSeat,
    NoSuchToken,
    NoSuchVisit,
)
NOT_ALLOWED: tuple[type[Exception], ...] = (NotPermitted, PermissionDenied)


def refused(request: HttpRequest, actor: Actor, area: str, error: Exception) -> HttpResponseBase:
    """Return the page for a refusal; what is none is raised again.

    A refused permission is written to the trail in a transaction of its own,
    as the one it happened in is rolled back.
    """
    if isinstance(error, NOT_FOUND):
        return render(request, "errors/404.html", status=404)
    if isinstance(error, NOT_ALLOWED):
        record_refusal(request, actor, area, error)
        return render(request, "errors/403.html", status=403)
    raise error


def record_refusal(request: HttpRequest, actor: Actor, area: str, error: Exception) -> None:
    """Write into the trail of where the actor works, else into their own, what they were refused."""
    wanted = error.permission_name if isinstance(error, NotPermitted) else f"web.{area}.open"
    page = request.resolver_match.view_name if request.resolver_match else ""
    with scope(actor.practice_id, person_id=actor.person_id, plane=actor.plane):
        record(actor, wanted, object_kind="page", object_id=page[:64], outcome="refused")
