"""From the action to the mailbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.background import CannotSucceed
from attune.foundation.background.call import Call
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.messages import Category
from attune.foundation.tenancy import NoScope, Plane, scope
from attune.identity.message_kinds import INVITATION, PASSWORD_RESET
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.notifications import gateways
from attune.notifications.actions.deliver import Holder, deliver
from attune.notifications.actions.notify import notify, send_security_mail
from attune.notifications.actions.record_bounce import record_bounce
from attune.notifications.actions.withdraw import withdraw
from attune.notifications.errors import DeliveryPostponed, NoSuchMessage, WrongFields
from attune.notifications.jobs import send_message
from attune.notifications.models import DeliveryAttempt, Message
from attune.notifications.queries.deliveries import deliveries
from attune.notifications.rules.attachment import Attachment
from attune.notifications.rules.message_ids import Origin, origin_of
from attune.notifications.rules.recipient import Recipient
from tests.support.fake_email import FakeEmailGateway

pytestmark = pytest.mark.usefixtures("committed_database")

A, B = new_id(), new_id()
SOLVEIG = Recipient("solveig@example.org", person_id=new_id(), zone="America/Denver")
CODE = "2718-2818"
FACTS: dict[str, str | datetime] = {"code": CODE, "expires_at": datetime(2027, 3, 8, 21, tzinfo=UTC)}
OWNER = Actor(new_id(), A, frozenset({Role.OWNER}))
PROVIDER = Actor(new_id(), A, frozenset({Role.PROVIDER}))


@pytest.fixture
def mailbox(monkeypatch) -> FakeEmailGateway:
    fake = FakeEmailGateway()
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", lambda: fake)
    return fake


def queue(recipient: Recipient = SOLVEIG, **options):
    with scope(A):
        return notify(PASSWORD_RESET, recipient=recipient, facts=FACTS, **options)


def state_of(message_id, practice=A) -> tuple[str, str, list[tuple[str, str]]]:
    with scope(practice):
        row = Message.objects.get(id=message_id)
        attempts = DeliveryAttempt.objects.filter(message_id=message_id).order_by("at", "id")
        facts = "" if row.facts is None else row.facts.reveal()  # type: ignore[redundant-expr]  # a sent message's facts are wiped
        return row.state, facts, list(attempts.values_list("outcome", "code"))


def deliver_once(message_id, gateway, *, is_last_try=False):
    deliver(Holder(A, None), message_id, gateway=gateway, is_last_try=is_last_try)


def test_a_message_is_delivered_by_a_worker_and_then_tells_nothing(mailbox):
    message_id = queue()

    work(WorkerOptions(until_empty=True))

    assert [mail.subject for mail in mailbox.received_by(SOLVEIG.address)] == ["Choose a new Attune password"]
    assert CODE in mailbox.taken[0].text
    assert state_of(message_id) == ("sent", "", [("accepted", "")])


def test_a_rolled_back_fact_sends_nothing(mailbox):
    def fail():
        with scope(A):
            notify(PASSWORD_RESET, recipient=SOLVEIG, facts=FACTS)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    work(WorkerOptions(until_empty=True))

    assert mailbox.offered == []


def test_a_message_that_runs_soon_is_sent_when_the_request_goes_on(mailbox):
    message_id = queue(run_soon=True)

    assert (len(mailbox.taken), state_of(message_id)[0]) == (1, "sent")


def test_a_repeated_job_sends_no_second_mail(mailbox):
    message_id = queue()

    deliver_once(message_id, mailbox)
    deliver_once(message_id, mailbox)

    assert len(mailbox.offered) == 1


def test_a_message_of_the_same_key_is_written_once(mailbox):
    first = queue(once_key="reset:1")
    second = queue(once_key="reset:1")
    with scope(B):
        elsewhere = notify(PASSWORD_RESET, recipient=SOLVEIG, facts=FACTS, once_key="reset:1")

    assert (first == second, first == elsewhere) == (True, False)
    with scope(A):
        assert Message.objects.count() == 1


def test_the_database_too_refuses_a_second_message_of_a_key():
    queue(once_key="reset:1")

    with scope(A), pytest.raises(IntegrityError, match="a_message_is_sent_once"), transaction.atomic():
        Message.objects.create(
            kind="x", address="a@b.test", zone="UTC", once_key="reset:1", queued_at=datetime.now(UTC)
        )


def test_a_busy_server_gets_the_same_mail_again_and_a_try_is_kept_for_each(mailbox):
    message_id = queue(Recipient("busy@example.org"))

    for _ in range(2):
        with pytest.raises(DeliveryPostponed, match="451"):
            deliver_once(message_id, mailbox)

    assert len({mail.message_id for mail in mailbox.offered}) == 1
    state, facts, attempts = state_of(message_id)
    assert (state, CODE in facts, attempts) == ("queued", True, [("postponed", "451 4.3.2")] * 2)


def test_after_the_last_try_a_message_has_failed_and_tells_nothing(mailbox):
    message_id = queue(Recipient("busy@example.org"))

    deliver_once(message_id, mailbox, is_last_try=True)

    assert state_of(message_id) == ("failed", "", [("postponed", "451 4.3.2")])


@pytest.mark.parametrize(
    ("name", "state", "code"), [("bounce", "bounced", "550 5.1.1"), ("blocked", "failed", "554 5.7.1")]
)
def test_a_refused_message_is_not_tried_again(mailbox, name, state, code):
    message_id = queue(Recipient(f"{name}@example.org"))

    deliver_once(message_id, mailbox)
    deliver_once(message_id, mailbox)

    assert state_of(message_id) == (state, "", [("refused", code)])
    assert len(mailbox.offered) == 1


def test_a_mail_that_came_back_is_found_by_its_message_id_once(mailbox):
    message_id = queue()
    deliver_once(message_id, mailbox)
    carrier_id = mailbox.taken[0].message_id

    found = [record_bounce(carrier_id, code="5.1.1"), record_bounce(carrier_id, code="5.1.1")]

    assert found == [True, False]
    assert state_of(message_id) == ("bounced", "", [("accepted", ""), ("refused", "5.1.1")])
    assert record_bounce("<spam@elsewhere.test>", code="5.1.1") is False


def test_a_message_id_leads_back_to_its_row(mailbox):
    message_id = queue()

    deliver_once(message_id, mailbox)

    assert origin_of(mailbox.taken[0].message_id) == Origin(message_id, A, is_person=False)


def test_a_message_of_another_practice_is_not_there(mailbox):
    message_id = queue()

    with pytest.raises(NoSuchMessage):
        deliver(Holder(B, None), message_id, gateway=mailbox, is_last_try=False)

    assert mailbox.offered == []


def test_a_job_without_its_message_does_not_try_again(mailbox):
    with pytest.raises(CannotSucceed):
        send_message.work(Call(practice_id=A, reference=new_id()))


def test_a_message_is_not_written_outside_a_scope():
    with pytest.raises(NoScope):
        notify(PASSWORD_RESET, recipient=SOLVEIG, facts=FACTS)


def test_a_message_with_other_facts_than_its_kind_is_refused():
    with pytest.raises(WrongFields), scope(A):
        notify(INVITATION, recipient=SOLVEIG, facts=FACTS)


def test_neither_address_nor_link_can_be_read_in_the_table(owner):
    message_id = queue()

    owner.execute("ALTER TABLE notifications_message NO FORCE ROW LEVEL SECURITY")
    (row,) = owner.execute("SELECT message::text, address, facts FROM notifications_message message").fetchall()

    assert str(message_id) in row[0]
    assert (b"example.org" in row[1], b"SECRET" in row[2]) == (False, False)


def test_the_queue_holds_no_address_and_no_link():
    queue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(job::text, '') FROM procrastinate_jobs job")
        (text,) = cursor.fetchone()
    assert ("notifications.send_message" in text, "example.org" in text, "SECRET" in text) == (True, False, False)


def test_security_mail_outside_of_everything_is_the_platforms(mailbox):
    send_security_mail(PASSWORD_RESET, recipient=SOLVEIG, facts=FACTS)

    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        assert list(Message.objects.values_list("state", flat=True)) == ["sent"]


def test_security_mail_in_a_transaction_waits_for_its_commit(mailbox):
    with transaction.atomic():
        send_security_mail(PASSWORD_RESET, recipient=SOLVEIG, facts=FACTS)
        before = len(mailbox.offered)

    assert (before, len(mailbox.offered)) == (0, 1)


def test_security_mail_in_a_persons_scope_is_the_persons(mailbox):
    with scope(person_id=SOLVEIG.person_id, plane=Plane.SELF):
        send_security_mail(PASSWORD_RESET, recipient=SOLVEIG, facts=FACTS)

    with scope(person_id=SOLVEIG.person_id, plane=Plane.SELF):
        assert list(Message.objects.values_list("state", flat=True)) == ["sent"]


def test_the_owner_sees_what_was_sent_and_whether_it_arrived(mailbox):
    message_id = queue()
    deliver_once(message_id, mailbox)

    with scope(A):
        (seen,) = deliveries(OWNER)

    assert (seen.id, seen.kind, seen.state, seen.tries, seen.address) == (
        message_id, "identity.password_reset", "sent", 1, SOLVEIG.address,
    )  # fmt: skip


def test_a_provider_does_not_see_what_was_sent():
    with scope(A), pytest.raises(NotPermitted):
        deliveries(PROVIDER)


FILE = Attachment("appointment.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "REQUEST")


def test_a_file_goes_with_its_mail_and_only_its_name_stays(mailbox):
    message_id = queue(attachment=FILE)

    deliver_once(message_id, mailbox)

    assert [mail.attachment for mail in mailbox.taken] == [FILE]
    with scope(A):
        row = Message.objects.get(id=message_id)
        (seen,) = deliveries(OWNER)
        is_kept = Message.objects.filter(attachment__isnull=False).exists()
    assert (row.attachment_name, seen.attachment_name, is_kept) == (FILE.name, FILE.name, False)


def test_a_file_cannot_be_read_in_the_table(owner):
    queue(attachment=FILE)

    owner.execute("ALTER TABLE notifications_message NO FORCE ROW LEVEL SECURITY")
    ((kept,),) = owner.execute("SELECT attachment FROM notifications_message").fetchall()

    assert b"VCALENDAR" not in kept


def test_a_message_is_not_delivered_once_it_is_of_no_use_any_more(mailbox):
    in_time = queue(useful_until=datetime.now(UTC) + timedelta(hours=1))
    late = queue(useful_until=datetime.now(UTC))

    deliver_once(in_time, mailbox)
    deliver_once(late, mailbox)

    assert len(mailbox.offered) == 1
    assert (state_of(in_time)[0], state_of(late)) == ("sent", ("too_late", "", []))


def test_what_waits_is_taken_back_and_what_was_sent_is_not(mailbox):
    sent, waiting = queue(once_key="seat:1"), queue(once_key="seat:2", attachment=FILE)
    other = queue(once_key="other:1")
    deliver_once(sent, mailbox)

    with scope(A):
        taken_back = withdraw("seat:")
    with scope(B):
        elsewhere = withdraw("other:")
    for message_id in (waiting, other):
        deliver_once(message_id, mailbox)

    assert (taken_back, elsewhere, len(mailbox.offered)) == (1, 0, 2)
    assert [state_of(one)[0] for one in (sent, waiting, other)] == ["sent", "too_late", "sent"]


def test_the_gateway_is_the_one_the_settings_name(settings):
    settings.EMAIL_GATEWAY = "tests.support.fake_email.FakeEmailGateway"
    gateways.email_gateway.cache_clear()

    assert isinstance(gateways.email_gateway(), FakeEmailGateway)
    gateways.email_gateway.cache_clear()


def test_categories_have_names_that_fit_their_column():
    assert max(len(category) for category in Category) <= 16
