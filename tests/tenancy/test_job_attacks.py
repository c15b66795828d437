"""Every job × another practice's rows: deferred for one practice, it changes nothing of another."""

from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps

from attune.audit.gateways.exports import ExportFolder
from attune.audit.gateways.signing import make_signing_key
from attune.audit.models import AuditEvent
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.foundation.background import CannotSucceed
from attune.foundation.background.call import Call
from attune.foundation.background.register import every_job
from attune.foundation.tenancy import scope
from attune.foundation.tenancy.fields import wall_key_or_none
from attune.kernel.identifiers import new_id
from tests.audit.acts import act, seal_now
from tests.support.fake_email import FakeEmailGateway
from tests.support.fake_processor import FakeProcessor, installed
from tests.support.world import CastPractice, World, cast
from tests.tenancy.job_probes import BANKER, PROBES

pytestmark = pytest.mark.usefixtures("committed_database")

JOBS = {one.name: one for one in every_job() if one.work.__module__.startswith("attune.")}


@pytest.fixture(autouse=True)
def mailbox(monkeypatch) -> FakeEmailGateway:
    fake = FakeEmailGateway()
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", lambda: fake)
    return fake


@pytest.fixture(autouse=True)
def registry(monkeypatch) -> None:
    class Nobody:
        def look_up(self, npi: str) -> RegistryAnswer:
            return RegistryAnswer(None, b"{}")

    monkeypatch.setattr("attune.credentialing.jobs.npi_registry", Nobody)


@pytest.fixture(autouse=True)
def processor(monkeypatch) -> FakeProcessor:
    return installed(monkeypatch)


@pytest.fixture(autouse=True)
def banker(monkeypatch) -> None:
    monkeypatch.setattr("attune.payouts.jobs.payout_processor", lambda: BANKER)


@pytest.fixture
def world() -> World:
    return cast()


def rows_of(practice: CastPractice) -> dict[str, list[Any]]:
    """Return every row behind the practice's walls."""
    with scope(practice.practice_id, person_id=new_id()):
        return {
            model._meta.label: sorted(model._default_manager.values_list(*_columns(model)), key=str)
            for model in apps.get_models()
            if (key := wall_key_or_none(model)) is not None and key.column_name != "person_id"
        }


def _columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def test_every_job_has_a_probe():
    assert PROBES.keys() == JOBS.keys()


@pytest.mark.parametrize("name", JOBS)
def test_a_job_of_one_practice_changes_nothing_of_another(name, world, mailbox):
    assert world.b is not None
    theirs, job = PROBES[name](world.a), JOBS[name]
    before, told = rows_of(world.a), rows_of(world.platform)

    with suppress(CannotSucceed):
        job.run(Call(practice_id=world.b.practice_id, reference=theirs))
    after_foreign, mails = (rows_of(world.a), rows_of(world.platform)), list(mailbox.offered)
    job.run(Call(practice_id=world.a.practice_id, reference=theirs))

    assert (after_foreign, mails) == ((before, told), [])
    assert (rows_of(world.a), rows_of(world.platform)) != (before, told)


@pytest.mark.parametrize("name", JOBS)
def test_a_job_for_nobody_fails_and_changes_nothing(name, world, mailbox):
    theirs = PROBES[name](world.a)
    before = rows_of(world.a)

    with pytest.raises((ValueError, CannotSucceed)):
        JOBS[name].run(Call(reference=theirs))

    assert (rows_of(world.a), mailbox.offered) == (before, [])


def test_an_exported_trail_holds_one_holder_alone(tmp_path, settings):
    settings.KEYS_FOLDER = tmp_path / "keys"
    make_signing_key(tmp_path / "keys")
    folder, a, b = ExportFolder(tmp_path / "exports"), new_id(), new_id()
    act(a, 3)
    act(b, 3)
    with scope(b):
        theirs = list(AuditEvent.objects.values_list("id", flat=True))

    seal_now(folder)

    told = {holder: "".join(path.read_text() for path in (folder.root / str(holder)).iterdir()) for holder in (a, b)}
    assert len(theirs) == 3
    assert [str(one) in told[b] for one in (b, *theirs)] == [True] * 4
    assert [str(one) in told[a] for one in (b, *theirs)] == [False] * 4
    assert {path.stat().st_mode & 0o777 for path in folder.root.iterdir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in folder.root.glob("*/*")} == {0o600}
