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


def account_to_open(practice: CastPractice) -> UUID:
    with scope(practice.practice_id):
        return ConnectedAccount.objects.create(asked_at=now()).id


def account_to_look_at(practice: CastPractice) -> UUID:
    made = Earner(practice.practice_id)
    open_account.work(Call(practice_id=practice.practice_id, reference=account_to_open(practice)))
    BANKER.let_charge(made.account)
    return new_id()


def earning_to_pay_out(practice: CastPractice) -> UUID:
    account_to_look_at(practice)
    look_at_account.work(Call(practice_id=practice.practice_id))
    move_clock(add_business_days(now().date(), 1) - now().date())
    return Earner(practice.practice_id).earn(10_000, 1_500, due_on=now().date())


def payout_to_send(practice: CastPractice) -> UUID:
    payment_id = earning_to_pay_out(practice)
    amount = {"amount_minor": 8_500, "currency": "USD"}
    days = {"promised_on": now().date(), "expected_on": now().date(), "prepared_at": now()}
    net = {"gross_minor": 10_000, "commission_minor": 1_500, "net_minor": 8_500}
    with scope(practice.practice_id):
        payout = Payout.objects.create(**amount, **days)
        PayoutLine.objects.create(payout=payout, payment_id=payment_id, promised_on=now().date(), **net)
    return payout.id


def queued_message(practice: CastPractice) -> UUID:
    with scope(practice.practice_id) as opened:
        return notify(
            MEMBERSHIP_ENDED,
            recipient=Recipient("sam@example.org"),
            facts={"ended_at": opened.now},
            practice_name=practice.name,
        )


def overdue_task(practice: CastPractice) -> UUID:
    membership_id = practice[Role.BILLER].membership_id
    assert membership_id is not None
    with scope(practice.practice_id):
        return open_task(
            system_actor(practice.practice_id),
            kind=EXTEND_ROLE,
            subject_id=membership_id,
            due_at=now() - timedelta(days=1),
            owner_role=Role.ADMINISTRATOR,
        )


def escalated_task(practice: CastPractice) -> UUID:
    task_id = overdue_task(practice)
    with scope(practice.practice_id):
        escalate_due_tasks(system_actor(practice.practice_id))
    return task_id


def answer_to_look_out_for(practice: CastPractice) -> UUID:
    return new_id()


def answer_looked_out_for(practice: CastPractice) -> UUID:
    answer_id = new_id()
    with scope(practice.practice_id):
        look_out_for(answer_id)
    return answer_id


def unchecked_provider(practice: CastPractice) -> UUID:
    with scope(practice.practice_id):
        return added(practice[Role.OWNER].actor)


def license_that_ends(practice: CastPractice) -> UUID:
    owner = practice[Role.OWNER].actor
    with scope(practice.practice_id):
        return licensed(owner, added(owner), days=20)


def license_that_ended(practice: CastPractice) -> UUID:
    license_id = license_that_ends(practice)
    with scope(practice.practice_id):
        License.objects.filter(id=license_id).update(ends_at=now() - timedelta(days=1))
    return license_id


def match_with_a_list(practice: CastPractice) -> UUID:
    provider_id = unchecked_provider(practice)
    with scope(practice.practice_id):
        return ExclusionMatch.objects.create(
            provider_id=provider_id, exclusion_id=new_id(), strength="npi", state="open", found_at=now()
        ).id


def listing_of_nobody_who_practises(practice: CastPractice) -> UUID:
    """Publish somebody who may not be booked: the job takes it back."""
    with scope(practice.practice_id):
        provider_id = add_provider(
            system_actor(practice.practice_id),
            person_id=practice[Role.PROVIDER].person_id,
            name="Dana Reyes",
            profession=Profession.PSYCHOLOGIST,
            npi="",
            zone="America/Denver",
        )
    publish(provider(provider_id=provider_id), practice_id=practice.practice_id)
    return provider_id


def seat_nobody_spoke_about(practice: CastPractice) -> UUID:
    return own_seat(practice.practice_id, practice[Role.OWNER].person_id, starts_at=now() - timedelta(days=1))


def seat_to_remind_of(practice: CastPractice) -> UUID:
    """Book a session for tomorrow, for somebody whose clock shows noon: nobody is reminded at night."""
    member = practice[Role.BILLER]
    User.objects.filter(id=member.person_id).update(zone=f"Etc/GMT{now().hour - 12:+d}")
    return own_seat(practice.practice_id, member.person_id, starts_at=now() + timedelta(hours=23))


def payment_to_ask_for(practice: CastPractice) -> UUID:
    return own_payment(practice.practice_id, practice[Role.BILLER].person_id, is_held=True)


def event_about_a_payment(practice: CastPractice) -> UUID:
    payment_id = payment_to_ask_for(practice)
    told = ProcessorEvent("evt_1", "payment_intent.created", None, "pi_1", now(), practice.practice_id, payment_id)
    note_event(told)
    return InboxEvent.objects.get(event_id="evt_1").id


def refund_to_make(practice: CastPractice) -> UUID:
    """Return a refund of a payment the processor does not know: it refuses, and that is written down."""
    with scope(practice.practice_id, plane=Plane.BUSINESS):
        return key_of(make_row(Refund))


def grown_up_before_a_session(practice: CastPractice) -> UUID:
    """The questionnaires that go out by themselves are meant for people from twelve years on."""
    seat_id = seat_to_remind_of(practice)
    with scope(practice.practice_id):
        Chart.objects.update(birth_date=now().date() - timedelta(days=40 * 365))
    return seat_id


def hold_that_is_over(practice: CastPractice) -> UUID:
    with scope(practice.practice_id):
        seat = make_row(Seat)
        Seat.objects.filter(id=seat.pk).update(hold_expires_at=now() - timedelta(minutes=1))
        return key_of(seat)


def organization_with_an_npi(practice: CastPractice) -> UUID:
    with scope(practice.practice_id):
        row = make_row(Application)
        Application.objects.update(organization_npi="1456000011", structure="group")
        return key_of(row)


def contract_that_ends(practice: CastPractice) -> UUID:
    with scope(practice.practice_id):
        ended = make_row(ContractTerms)
        ContractTerms.objects.update(ends_at=now() + timedelta(hours=1))
        make_row(Appointment)
        Appointment.objects.update(state="confirmed")
        return key_of(ended)


def partner_who_did_not_answer(practice: CastPractice) -> UUID:
    with scope(practice.practice_id):
        row = make_row(PartnerInvitation)
        Appointment.objects.update(state="confirmed", format="couple")
        PartnerInvitation.objects.update(answer_by=now() - timedelta(minutes=1))
        return key_of(row)


PROBES: dict[str, Callable[[CastPractice], UUID]] = {
    "billing.give_back": refund_to_make,
    "credentialing.check_organization": organization_with_an_npi,
    "credentialing.check_npi": unchecked_provider,
    "credentialing.list_match_for_review": match_with_a_list,
    "credentialing.look_after_practice": license_that_ends,
    "credentialing.note_lapses": license_that_ended,
    "notifications.send_message": queued_message,
    "patients.look_out": answer_to_look_out_for,
    "patients.stop_looking_out": answer_looked_out_for,
    "scheduling.end_unanswered": partner_who_did_not_answer,
    "scheduling.expire_holds": hold_that_is_over,
    "payouts.look_after": earning_to_pay_out,
    "payouts.look_at_account": account_to_look_at,
    "payouts.mirror_fees": earning_to_pay_out,
    "payouts.open_account": account_to_open,
    "payouts.settle_payout": payout_to_send,
    "worklist.look_over": overdue_task,
    "workflows.apply_event": event_about_a_payment,
    "insights.count_days": seat_to_remind_of,
    "workflows.note_book": earning_to_pay_out,
    "workflows.refresh_listing": listing_of_nobody_who_practises,
    "workflows.refresh_listings": listing_of_nobody_who_practises,
    "workflows.remind_of_appointments": seat_to_remind_of,
    "workflows.settle_after_end": contract_that_ends,
    "workflows.settle_attendance": seat_nobody_spoke_about,
    "workflows.settle_payment": payment_to_ask_for,
    "workflows.send_measures": grown_up_before_a_session,
    "workflows.tell_of_escalated": escalated_task,
}
"""For each job: how to make something of a practice's that it would change."""


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
