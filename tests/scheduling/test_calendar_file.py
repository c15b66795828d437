"""An appointment as a calendar file, read back by the libraries that others read it with."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events  # type: ignore[import-untyped]  # it has no types
from icalendar import Calendar, Event, Timezone

from attune.kernel.interval import Interval
from attune.scheduling.rules.calendar_file import CalendarEntry, Correspondents, calendar_file
from attune.scheduling.rules.zone_transitions import transitions

ZONES = [
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "UTC",
]
BETWEEN = Correspondents("mail@attune.test", "solveig@example.org")
START = datetime(2027, 3, 17, 23, 30, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid=UUID("01890000-0000-7000-8000-000000000001"),
    sequence=0,
    during=Interval(START, START + timedelta(minutes=50)),
    zone="America/Denver",
    written_at=datetime(2027, 3, 1, 12, 0, 0, 5, tzinfo=UTC),
    domain="attune.test",
    link="https://attune.test/me/sessions",
)


def event_of(text: str) -> Event:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def at(start: datetime, zone: str) -> CalendarEntry:
    return replace(ENTRY, during=Interval(start, start + timedelta(minutes=50)), zone=zone)


def test_a_file_for_a_mail_asks_to_be_written_down():
    text = calendar_file(ENTRY, between=BETWEEN)

    event = event_of(text)
    assert Calendar.from_ical(text)["METHOD"] == "REQUEST"
    assert {name: str(event[name]) for name in ("UID", "SEQUENCE", "STATUS", "ORGANIZER", "ATTENDEE")} == {
        "UID": "01890000-0000-7000-8000-000000000001@attune.test",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "ORGANIZER": "mailto:mail@attune.test",
        "ATTENDEE": "mailto:solveig@example.org",
    }


def test_a_canceled_appointment_asks_to_be_taken_out_under_the_same_name():
    text = calendar_file(replace(ENTRY, sequence=2, is_canceled=True), between=BETWEEN)

    event = event_of(text)
    assert (Calendar.from_ical(text)["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert event["UID"] == event_of(calendar_file(ENTRY, between=BETWEEN))["UID"]


def test_a_file_to_download_names_nobody():
    text = calendar_file(ENTRY)

    assert Calendar.from_ical(text)["METHOD"] == "PUBLISH"
    assert ("ATTENDEE" in text, "ORGANIZER" in text) == (False, False)


def test_a_title_tells_neither_who_nor_what():
    text = calendar_file(ENTRY)

    event = event_of(text)
    assert (str(event["SUMMARY"]), str(event["CLASS"])) == ("Appointment", "PRIVATE")
    assert sorted(event.keys()) == [
        "CLASS", "DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID", "URL",
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "start",
    [
        datetime(2027, 3, 14, 8, 59, tzinfo=UTC),
        datetime(2027, 3, 14, 9, 0, tzinfo=UTC),
        datetime(2027, 11, 7, 7, 30, tzinfo=UTC),
        datetime(2027, 11, 7, 8, 30, tzinfo=UTC),
        START,
    ],
)
def test_both_libraries_read_back_the_instant_it_was_written_with(zone, start):
    text = calendar_file(at(start, zone), between=BETWEEN)

    event = event_of(text)
    assert (event.start, event.end) == (start, start + timedelta(minutes=50))
    (found,) = recurring_ical_events.of(Calendar.from_ical(text)).between(
        start - timedelta(days=2), start + timedelta(days=2)
    )
    assert found.start == start


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "UTC"])
def test_the_zone_a_file_describes_tells_the_same_time_as_the_zone_itself(zone):
    (described,) = Calendar.from_ical(calendar_file(at(START, zone))).walk("VTIMEZONE")

    assert isinstance(described, Timezone)
    for hours in range(-24 * 300, 24 * 300, 7):
        moment = START + timedelta(hours=hours)
        assert (moment, _offset_told(described, moment)) == (moment, moment.astimezone(ZoneInfo(zone)).utcoffset())


def _offset_told(described: Timezone, moment: datetime) -> object:
    """Read a VTIMEZONE as RFC 5545 says: an onset is local time by the offset that held before it."""
    onsets = sorted(
        (part.DTSTART.replace(tzinfo=UTC) - part.TZOFFSETFROM, part.TZOFFSETTO) for part in described.subcomponents
    )
    return [offset for onset, offset in onsets if onset <= moment][-1]


def test_a_time_that_the_clock_shows_twice_is_written_in_utc():
    second = datetime(2027, 11, 7, 8, 30, tzinfo=UTC)

    text = calendar_file(at(second, "America/Denver"))

    assert "DTSTART:20271107T083000Z\r\n" in text


def test_clocks_that_go_forward_do_so_at_two_by_the_old_time():
    text = calendar_file(ENTRY)

    assert "BEGIN:DAYLIGHT\r\nDTSTART:20270314T020000\r\n" in text


def test_a_zones_changes_are_found_to_the_minute():
    year = Interval(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))

    found = [(change.at, change.name) for change in transitions(ZoneInfo("America/New_York"), year)]

    assert found == [
        (datetime(2027, 3, 14, 7, tzinfo=UTC), "EDT"),
        (datetime(2027, 11, 7, 6, tzinfo=UTC), "EST"),
    ]
    assert list(transitions(ZoneInfo("America/Phoenix"), year)) == []


def test_a_change_lies_in_what_begins_before_it_and_ends_at_it_or_later():
    change, zone = datetime(2027, 11, 7, 6, tzinfo=UTC), ZoneInfo("America/New_York")

    def found(start: datetime, end: datetime) -> list[datetime]:
        return [one.at for one in transitions(zone, Interval(start, end))]

    assert found(datetime(2027, 12, 31, tzinfo=UTC), datetime(2028, 3, 12, tzinfo=UTC)) == []
    assert found(change - timedelta(days=400), change)[-1] == change
    assert found(change, change + timedelta(days=120)) == []
