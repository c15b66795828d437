"""For each job: how to make something of a practice's that it would change."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from attune.agreements.models import ContractTerms
from attune.billing.actions.note_event import note_event
from attune.billing.gateways import ProcessorEvent
from attune.billing.models import ProcessorEvent as InboxEvent
from attune.billing.models import Refund
from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.models import ExclusionMatch, License
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Role, system_actor
from attune.foundation.background.call import Call
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import Plane, scope
from attune.identity.message_kinds import MEMBERSHIP_ENDED
from attune.identity.models import User
from attune.kernel.business_days import add_business_days
from attune.kernel.identifiers import new_id
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.patients.actions.answer_safety import look_out_for
from attune.patients.models import Chart
from attune.payouts.jobs import look_at_account, open_account
from attune.payouts.models import ConnectedAccount, Payout, PayoutLine
from attune.practices.models import Application
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
from attune.worklist.actions.escalate import escalate_due_tasks
from attune.worklist.actions.open_task import open_task
from attune.worklist.task_kinds import EXTEND_ROLE
from tests.credentialing.people import added, licensed
from tests.directory.listings import provider, publish
from tests.payouts.earning import Earner
from tests.payouts.processor import ProcessorInMemory
from tests.support.world import CastPractice
from tests.tenancy.own_seats import own_payment, own_seat
from tests.tenancy.rows import key_of, make_row

BANKER = ProcessorInMemory()
"""Who pays out in the place of the processor."""


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
    # In the afternoon, when it is the same day for the bank and for UTC.
    move_clock(datetime.combine(add_business_days(now().date(), 1), time(18), tzinfo=UTC) - now())
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
