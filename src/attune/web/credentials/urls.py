"""The addresses of the pages about credentials."""

from django.urls import URLPattern, path

from attune.credentialing.permissions import (
    ADD_PROVIDERS,
    CHANGE_CREDENTIALS,
    CHANGE_OWN_CREDENTIALS,
    REVIEW_MATCHES,
    SEE_CREDENTIALS,
    SEE_OWN_CREDENTIALS,
    STOP_PROVIDERS,
)
from attune.foundation.authorization import Permission
from attune.web.access import Area, PersonView, staff_page
from attune.web.credentials import everybody, own
from attune.web.credentials.match import practice_match

OWN, ALL = "provider/credentials", "practice/credentials"
ONE = f"{ALL}/<uuid:provider_id>"


def _own(at: str, permission: Permission, view: PersonView[...], name: str) -> URLPattern:
    return path(at, staff_page(Area.PROVIDER, permission)(view), name=name)


def _all(at: str, permission: Permission, view: PersonView[...], name: str) -> URLPattern:
    return path(at, staff_page(Area.PRACTICE, permission)(view), name=name)


PROVIDER_CREDENTIALS = [
    _own(OWN, SEE_OWN_CREDENTIALS, own.credentials, "provider_credentials"),
    _own(f"{OWN}/add", CHANGE_OWN_CREDENTIALS, own.add, "provider_add_license"),
    _own(f"{OWN}/identity", CHANGE_OWN_CREDENTIALS, own.identity, "provider_change_identity"),
    _own(f"{OWN}/<uuid:license_id>/renew", CHANGE_OWN_CREDENTIALS, own.renew, "provider_renew_license"),
]
PRACTICE_CREDENTIALS = [
    _all(ALL, SEE_CREDENTIALS, everybody.credentials, "practice_credentials"),
    _all(ONE, SEE_CREDENTIALS, everybody.one, "practice_provider_credentials"),
    _all(f"{ONE}/add", CHANGE_CREDENTIALS, everybody.add, "practice_add_license"),
    _all(f"{ONE}/identity", CHANGE_CREDENTIALS, everybody.identity, "practice_change_identity"),
    _all(f"{ALL}/licenses/<uuid:license_id>/renew", CHANGE_CREDENTIALS, everybody.renew, "practice_renew_license"),
    _all(f"{ONE}/activate", ADD_PROVIDERS, everybody.activate, "practice_activate_provider"),
    _all(f"{ONE}/suspend", STOP_PROVIDERS, everybody.suspend, "practice_suspend_provider"),
    _all(f"{ONE}/reinstate", STOP_PROVIDERS, everybody.reinstate, "practice_reinstate_provider"),
]
PRACTICE_REVIEW = [
    _all(f"{ALL}/matches/<uuid:match_id>", REVIEW_MATCHES, practice_match, "practice_match"),
]
"""Where the practice itself reviews matches with exclusion lists."""
