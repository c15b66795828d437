"""What the rules of hours say to a person: what is wrong, then what to do."""

from datetime import UTC, date, datetime, time

from django.utils import dateformat
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attune.scheduling import errors


def hours_sentence(refusal: errors.HoursRefused) -> str:
    """Return a refusal in words."""
    match refusal:
        case errors.HoursOverlap(first=first, second=second, day=day):
            told = {"first": span(*first), "second": span(*second), "day": day_words(day)}
            return _("%(first)s and %(second)s overlap on %(day)s. Let one end where the other begins.") % told
        case errors.ClosesBeforeOpening(opens=opens, closes=closes):
            told = {"closes": at_words(closes), "opens": at_words(opens)}
            return (
                _(
                    "%(closes)s is not after %(opens)s. For hours past midnight, close at 12:00 AM and open "
                    "the next day at 12:00 AM."
                )
                % told
            )
        case errors.NotAQuarterHour(at=at):
            return _("%(at)s is no quarter hour. Open and close at :00, :15, :30 or :45.") % {"at": at_words(at)}
        case errors.LocalTimeMissing(on_date=on_date, at=at):
            told = {"at": at_words(at), "day": date_words(on_date)}
            return _("%(at)s does not exist on %(day)s: clocks are put forward over it. Choose a later time.") % told
        case errors.LocalTimeTwice(on_date=on_date, at=at):
            told = {"at": at_words(at), "day": date_words(on_date)}
            return _("%(at)s comes twice on %(day)s: clocks are put back. Choose an earlier or a later time.") % told
        case errors.EndsBeforeStart():
            return _("That would end before it starts. Choose a later last day or time.")
        case errors.IsOver():
            return _("That day is over. Choose today or a later day.")
        case errors.TooMuchToKeep(most=most):
            return _("More than %(most)s cannot be kept. Remove some first.") % {"most": most}
    return _("These hours cannot be kept. Change them.")


def at_words(at: time) -> str:
    """Return a time of day, as 5:30 PM."""
    return dateformat.format(datetime.combine(date(2001, 1, 1), at, tzinfo=UTC), pgettext("time format", "g:i A"))


def span(opens: time, closes: time) -> str:
    """Return a stretch of a day, as 9:00 AM to 12:00 PM."""
    return _("%(start)s to %(end)s") % {"start": at_words(opens), "end": at_words(closes)}


def day_words(day: int | date) -> str:
    """Return a weekday or a date in words."""
    return date_words(day) if isinstance(day, date) else str(WEEKDAYS[day - 1])


def date_words(day: date) -> str:
    """Return a date with its weekday and year: hours of other years are set too."""
    return dateformat.format(day, pgettext("date format", "D, F j, Y"))
