"""A request and a management command without a scope fail loudly; jobs: tests/background/test_worker.py."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from attune.foundation.tenancy import NoScope
from attune.web.access import public_page
from attune.worklist.models import Task

pytestmark = pytest.mark.usefixtures("committed_database")


def count_by_sql() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM worklist_task")
        return int(cursor.fetchone()[0])


@public_page
def by_manager(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Task.objects.count()))


@public_page
def by_sql(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(count_by_sql()))


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [path("manager", by_manager), path("sql", by_sql), path("undeclared", undeclared)]
HERE = override_settings(ROOT_URLCONF=__name__)


class Command(BaseCommand):
    """A command somebody wrote without thinking of whose rows it reads."""

    def handle(self, *args, **options):
        return str(count_by_sql())


@HERE
def test_a_request_without_a_scope_fails_at_the_manager():
    with pytest.raises(NoScope, match=r"worklist\.Task"):
        Client().get("/manager")


@HERE
def test_a_request_without_a_scope_fails_in_the_database_too():
    with pytest.raises(ProgrammingError, match="no scope is open"):
        Client().get("/sql")


@HERE
def test_a_person_sees_a_plain_page_and_not_the_reason():
    answer = Client(raise_request_exception=False).get("/sql")

    assert answer.status_code == 500
    assert "scope" not in answer.content.decode()


@HERE
def test_a_view_that_declares_no_access_is_refused():
    with pytest.raises(ImproperlyConfigured, match="does not declare who may open it"):
        Client().get("/undeclared")


def test_a_command_without_a_scope_fails():
    with pytest.raises(ProgrammingError, match="no scope is open"):
        call_command(Command())
