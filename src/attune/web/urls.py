"""The addresses both editions have."""

from django.urls import URLPattern, URLResolver, include, path

from attune.audit.permissions import READ_TRAIL
from attune.credentialing.permissions import CHANGE_OWN_CREDENTIALS
from attune.foundation.background.permissions import READ_DEAD_JOBS, RETRY_DEAD_JOBS
from attune.identity.token_permissions import CREATE_OWN_TOKEN, REVOKE_OWN_TOKEN
from attune.notifications.permissions import READ_DELIVERIES
from attune.patients.permissions import FOLLOW_UP, KEEP_DEPENDENTS
from attune.scheduling.booking_permissions import REASSIGN, SEE_CALENDARS, SEE_OWN_CALENDAR
from attune.web import health
from attune.web.access import Area, patient_flow, patient_page, public_page, staff_page
from attune.web.access_log.views import access_log
from attune.web.agreements.urls import agreement_urls
from attune.web.calendar.reassign import reassign_sessions
from attune.web.calendar.urls import calendar_urls
from attune.web.chart.urls import CHARTS
from attune.web.credentials.urls import PRACTICE_CREDENTIALS, PROVIDER_CREDENTIALS
from attune.web.deliveries.views import sent_messages
from attune.web.hours.urls import EVERYBODYS_HOURS, OWN_HOURS
from attune.web.measures.urls import OWN_MEASURES, PATIENTS_MEASURES
from attune.web.members.urls import member_urls
from attune.web.notes.urls import NOTES
from attune.web.numbers.urls import PRACTICE_NUMBERS
from attune.web.offerings.urls import OWN_OFFERINGS, PRACTICE_OFFERINGS
from attune.web.operator_console import edition, jobs
from attune.web.operator_console import home as operator_home
from attune.web.patient_portal import details
from attune.web.patient_portal import home as patient_home
from attune.web.patient_portal.record.urls import RECORD
from attune.web.patient_portal.sessions.urls import session_urls
from attune.web.paying.urls import PAYING, PRACTICE_PAYMENTS
from attune.web.permissions import (
    ENTER_OPERATOR_CONSOLE,
    ENTER_PATIENT_PORTAL,
    ENTER_PRACTICE_CONSOLE,
    ENTER_PROVIDER_PORTAL,
    SEE_DECISION,
)
from attune.web.policies.urls import PRACTICE_POLICIES
from attune.web.practice_console import home as practice_home
from attune.web.practice_console import switch, tokens
from attune.web.provider_portal import follow_up
from attune.web.provider_portal import home as provider_home
from attune.web.provider_portal import profile as provider_profile
from attune.web.public import pages
from attune.web.public.recommendations.views import recommendations
from attune.web.public.tour import tour
from attune.web.session_page.urls import session_page_urls
from attune.web.style_page import style_page
from attune.web.todo import task_region
from attune.web.webhooks.payments import payment_events

PUBLIC: list[URLPattern | URLResolver] = [
    path("", include("attune.web.booking.urls")),
    path("", pages.home, name="home"),
    path("tour", tour, name="tour"),
    path("help-now", pages.help_now, name="help_now"),
    path("still-here", pages.still_here, name="still_here"),
    path("start/matches", recommendations, name="recommendations"),
    path("style", public_page(style_page), name="style"),
    path("", include("attune.web.sign_in.urls")),
    path("", include("attune.web.invitations.urls")),
    path("", include("attune.web.onboarding.urls")),
]
SYSTEM = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("webhooks/payments", payment_events, name="payment_events"),
]
PATIENT = [
    path("me/details", patient_page(KEEP_DEPENDENTS)(details.details), name="patient_details"),
    path("me/details/child/<uuid:dependent_id>", patient_page(KEEP_DEPENDENTS)(details.change), name="patient_child"),
    path("me", patient_flow(ENTER_PATIENT_PORTAL)(patient_home.home), name="patient_home"),
    path("me/tasks", patient_page(ENTER_PATIENT_PORTAL)(task_region), name="patient_tasks"),
    path("me/tokens", patient_page(CREATE_OWN_TOKEN)(tokens.tokens), name="patient_api_tokens"),
    path(
        "me/tokens/<uuid:token_id>/revoke",
        patient_page(REVOKE_OWN_TOKEN)(tokens.revoke),
        name="patient_revoke_api_token",
    ),
    *session_urls,
    *OWN_MEASURES,
    *PAYING,
    *RECORD,
]
PROVIDER = [
    path(
        "provider/follow-ups/<uuid:follow_up_id>",
        staff_page(Area.PROVIDER, FOLLOW_UP)(follow_up.follow_up),
        name="follow_up",
    ),
    path("provider", staff_page(Area.PROVIDER, ENTER_PROVIDER_PORTAL)(provider_home.home), name="provider_home"),
    path(
        "provider/profile",
        staff_page(Area.PROVIDER, CHANGE_OWN_CREDENTIALS)(provider_profile.profile),
        name="provider_profile",
    ),
    path("provider/tasks", staff_page(Area.PROVIDER, ENTER_PROVIDER_PORTAL)(task_region), name="provider_tasks"),
    *PATIENTS_MEASURES,
    *PROVIDER_CREDENTIALS,
    *OWN_HOURS,
    *OWN_OFFERINGS,
    *calendar_urls(Area.PROVIDER, SEE_OWN_CALENDAR),
    *session_page_urls,
    *CHARTS,
    *NOTES,
]
PRACTICE = [
    path("practice", staff_page(Area.PRACTICE, ENTER_PRACTICE_CONSOLE)(practice_home.home), name="practice_home"),
    path("practice/tasks", staff_page(Area.PRACTICE, ENTER_PRACTICE_CONSOLE)(task_region), name="practice_tasks"),
    *PRACTICE_CREDENTIALS,
    *calendar_urls(Area.PRACTICE, SEE_CALENDARS),
    path(
        "practice/sessions-to-settle/<uuid:provider_id>",
        staff_page(Area.PRACTICE, REASSIGN)(reassign_sessions),
        name="reassign_sessions",
    ),
    *PRACTICE_NUMBERS,
    path("practice/switch", switch.switch, name="switch_practice"),
    *member_urls(Area.PRACTICE, at="practice/members"),
    *EVERYBODYS_HOURS,
    *PRACTICE_OFFERINGS,
    *PRACTICE_POLICIES,
    *agreement_urls(Area.PRACTICE, at="practice/agreements", prefix="practice_"),
    *PRACTICE_PAYMENTS,
    path("practice/access-log", staff_page(Area.PRACTICE, READ_TRAIL)(access_log), name="access_log"),
    path("practice/messages-sent", staff_page(Area.PRACTICE, READ_DELIVERIES)(sent_messages), name="deliveries"),
    path("practice/tokens", staff_page(Area.PRACTICE, CREATE_OWN_TOKEN)(tokens.tokens), name="api_tokens"),
    path(
        "practice/tokens/<uuid:token_id>/revoke",
        staff_page(Area.PRACTICE, REVOKE_OWN_TOKEN)(tokens.revoke),
        name="revoke_api_token",
    ),
]
OPERATOR = [
    path("operate", staff_page(Area.OPERATOR, ENTER_OPERATOR_CONSOLE)(operator_home.home), name="operator_home"),
    path("operate/tasks", staff_page(Area.OPERATOR, ENTER_OPERATOR_CONSOLE)(task_region), name="operator_tasks"),
    *member_urls(Area.OPERATOR, at="operate/team", prefix="operator_"),
    path("operate/jobs", staff_page(Area.OPERATOR, READ_DEAD_JOBS)(jobs.jobs), name="operator_jobs"),
    path("operate/jobs/<int:job_id>/retry", staff_page(Area.OPERATOR, RETRY_DEAD_JOBS)(jobs.retry), name="retry_job"),
    path(
        "operate/jobs/<int:job_id>/discard",
        staff_page(Area.OPERATOR, RETRY_DEAD_JOBS)(jobs.discard),
        name="discard_job",
    ),
    path("operate/audit", staff_page(Area.OPERATOR, READ_TRAIL)(access_log), name="operator_audit"),
    path(
        "operate/messages-sent", staff_page(Area.OPERATOR, READ_DELIVERIES)(sent_messages), name="operator_deliveries"
    ),
    path("operate/edition", staff_page(Area.OPERATOR, SEE_DECISION)(edition.edition), name="operator_edition"),
    path("operate/tokens", staff_page(Area.OPERATOR, CREATE_OWN_TOKEN)(tokens.tokens), name="operator_api_tokens"),
    path(
        "operate/tokens/<uuid:token_id>/revoke",
        staff_page(Area.OPERATOR, REVOKE_OWN_TOKEN)(tokens.revoke),
        name="operator_revoke_api_token",
    ),
]

SHARED: list[URLPattern | URLResolver] = [*PUBLIC, *SYSTEM, *PATIENT, *PROVIDER, *PRACTICE, *OPERATOR]
