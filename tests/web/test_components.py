"""Each component draws its states, closes its elements and escapes what people wrote."""

import json
from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from django.test import RequestFactory
from django.utils import timezone

from attune.web.components.actions import Action, Weight
from attune.web.components.charts import Bar, Series, bar_drawing, column_drawing, line_drawing
from attune.web.components.icons import NoSuchIcon
from attune.web.components.money import Payout, PayoutState
from attune.web.components.notices import Alert, Badge, EmptyState, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.steps import Stepper
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.components.week import Day, Entry, Week, length_class, start_class
from attune.web.numbers.charts import round_money
from attune.web.style_page import style_page
from tests.web.drawing import Elements, drawn

NOW = datetime(2027, 3, 16, 16, 52, tzinfo=UTC)


def test_the_style_page_draws_every_component_and_closes_every_element(rf: RequestFactory) -> None:
    answer = style_page(rf.get("/style"))

    page = Elements(answer.content.decode())

    assert answer.status_code == 200
    assert page.open == []
    assert len(page.all("h1")) == 1
    ids = [attrs["id"] or "" for _, attrs in page.found if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))


def test_a_link_is_a_link_and_an_action_that_posts_carries_the_token() -> None:
    link = Elements(drawn("{% action a %}", a=Action("Move session", "/move"), csrf_token="t0ken"))
    form = Elements(
        drawn(
            "{% action a %}",
            a=Action("Confirm", "/yes", posts=True, fields=(("id", "7"),)),
            csrf_token="t0ken",
        )
    )

    assert link.one("a") == {"class": "button button-secondary", "href": "/move"}
    assert form.one("form") == {"class": "action-form", "method": "post", "action": "/yes"}
    assert [(field["name"], field["value"]) for field in form.all("input")] == [
        ("csrfmiddlewaretoken", "t0ken"),
        ("id", "7"),
    ]


def test_a_busy_button_says_so_and_a_disabled_one_cannot_be_pressed() -> None:
    busy = Elements(drawn('{% button "Booking…" busy=True %}')).one("button")
    disabled = Elements(drawn('{% button "Not possible" disabled=True %}')).one("button")

    assert busy == {"class": "button button-primary", "type": "submit", "aria-busy": "true"}
    assert disabled == {"class": "button button-primary", "type": "submit", "disabled": None}


def test_what_people_wrote_is_escaped() -> None:
    html = drawn("{% alert a %}", a=Alert("<b>Bold</b>", "<script>", Tone.CAUTION))

    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("tone", "css_class"),
    [(Tone.PLAIN, "badge"), (Tone.GOOD, "badge badge-good"), (Tone.DANGER, "badge badge-danger")],
)
def test_a_badge_has_the_class_of_its_tone(tone: Tone, css_class: str) -> None:
    assert drawn("{% badge b %}", b=Badge("Good", tone)) == f'<span class="{css_class}">Good</span>'


def test_an_unknown_icon_is_refused() -> None:
    assert 'class="icon"' in drawn('{% icon "key" %}')
    with pytest.raises(NoSuchIcon) as refusal:
        drawn('{% icon "unicorn" %}')

    assert refusal.value.name == "unicorn"


def test_a_portrait_has_initials_on_a_tint_that_never_changes() -> None:
    tints = [Portrait(UUID(int=number), "Mina Achterberg").tint for number in (0, 1, 2, 3, 4)]
    html = drawn('{% portrait p "small" %}', p=Portrait(UUID(int=1), "Mina Achterberg"))

    assert tints == [1, 2, 3, 4, 1]
    assert html == '<span class="door door-2 door-small" aria-hidden="true">MA</span>'


def test_a_portrait_with_a_photo_shows_it() -> None:
    html = drawn("{% portrait p %}", p=Portrait(UUID(int=0), "Mina", photo_url="/photos/7"))

    assert Elements(html).one("img") == {"src": "/photos/7", "alt": ""}


def test_a_name_that_is_phi_can_be_blurred() -> None:
    line = PersonLine(Portrait(UUID(int=0), "Mina"), is_phi=True)

    assert 'class="person-name phi"' in drawn("{% person_line p %}", p=line)


def test_a_task_says_what_why_when_and_the_one_action() -> None:
    tasks = TaskList(
        "For you to do",
        (
            TaskRow(
                "Sign the note",
                "Payout waits.",
                Action("Sign", "/sign", Weight.PRIMARY),
                "today",
                urgency=Urgency.URGENT,
            ),
        ),
        refresh_url="/tasks",
    )

    html = drawn("{% task_list tasks %}", tasks=tasks)

    page = Elements(html)
    assert page.one("li") == {"class": "task is-urgent"}
    assert page.one("a") == {"class": "button button-primary button-small", "href": "/sign"}
    assert page.one("section")["hx-trigger"] == "refresh-tasks from:body"
    assert '<span class="task-due">today</span>' in html


def test_a_list_without_tasks_says_so() -> None:
    tasks = TaskList("For you to do", (), empty=EmptyState("Nothing needs you", "Sessions run by themselves."))

    html = drawn("{% task_list tasks %}", tasks=tasks)

    assert "Nothing needs you" in html
    assert Elements(html).all("li") == []


def test_a_tables_first_cell_heads_its_row_and_the_others_carry_their_label() -> None:
    table = Table(
        "Sessions",
        (Column("Session"), Column("Price", is_number=True), Column("Action", label_hidden=True)),
        (Row((Cell("Mar 16"), Cell("$165.00"), Cell(action=Action("Open", "/7")))),),
    )

    page = Elements(drawn("{% table t %}", t=table))

    assert page.all("th")[-1] == {"scope": "row"}
    assert page.all("td") == [{"class": "num", "data-label": "Price"}, {"data-label": ""}]
    assert page.all("div")[0] == {
        "class": "table-box",
        "tabindex": "0",
        "role": "group",
        "aria-label": "Sessions",
    }


def test_a_cell_with_a_badge_alone_is_opened_by_the_line_under_it() -> None:
    cell = Cell(badge=Badge("On its way"), under="Mon, November 23", url="/9")

    html = drawn("{% table t %}", t=Table("Sessions", (Column("State"),), (Row((cell,)),)))

    assert '<a class="table-sub" href="/9">Mon, November 23</a>' in html
    assert html.count("href") == 1


def test_a_table_without_rows_says_so() -> None:
    html = drawn("{% table t %}", t=Table("Entries", (Column("When"), Column("What")), ()))

    assert '<td class="quiet" colspan="2">Nothing yet.</td>' in html


def test_a_row_with_a_missing_cell_is_refused() -> None:
    table = Table("Sessions", (Column("Session"), Column("Price")), (Row((Cell("Mar 16"),)),))

    with pytest.raises(ValueError, match="shorter"):
        drawn("{% table t %}", t=table)


def test_a_stepper_marks_what_is_done_and_where_one_is() -> None:
    stepper = Stepper(3, 4, "where you are")

    html = drawn("{% stepper s %}", s=stepper)

    assert stepper.marks == ("done", "done", "current", "ahead")
    assert "Step 3 of 4: where you are" in html


def test_a_payout_has_its_state_and_its_day() -> None:
    html = drawn("{% payout p %}", p=Payout(PayoutState.WAITS, "Sign it"))

    assert "Waits" in html
    assert "<span>Sign it</span>" in html


@pytest.mark.parametrize(
    ("at", "css_class"),
    [(time(8), "at-0800"), (time(13, 33), "at-1330"), (time(7, 15), "at-0800"), (time(18, 55), "at-1855")],
)
def test_a_start_stands_on_the_grids_five_minutes(at: time, css_class: str) -> None:
    assert start_class(at) == css_class


@pytest.mark.parametrize(
    ("minutes", "css_class"),
    [(50, "for-50"), (53, "for-55"), (5, "for-15"), (240, "for-240"), (245, "for-270"), (480, "for-480")],
)
def test_a_length_is_rounded_up_to_what_the_grid_draws(minutes: int, css_class: str) -> None:
    assert length_class(minutes) == css_class


def test_a_week_lights_the_lamp_over_today_only() -> None:
    days = (
        Day("Mon", 15, "Monday, March 15"),
        Day("Tue", 16, "Tuesday, March 16", entries=(Entry("Mina", "10:00", time(10), 50),), now=time(10, 5)),
    )

    html = drawn('{% week_grid w label="Week" %}', w=Week("PDT", days))

    assert html.count("week-day is-today") == 1
    assert 'class="booking at-1000 for-50"' in html
    assert 'class="week-now at-1005 is-instant"' in html


def test_the_line_of_now_is_drawn_only_within_the_grids_hours() -> None:
    nows = [Day("Tue", 16, "Tuesday", now=now).now_place for now in (time(7, 59), time(8), time(18, 59), time(19))]

    assert nows == ["", "at-0800", "at-1855", ""]


def test_a_line_runs_from_the_first_label_to_the_last_on_its_scale() -> None:
    drawing = line_drawing(("Jan", "Feb"), (Series("Score", (0, 27)),), low=0, high=27, ticks=(0, 27))

    assert drawing.lines[0].path == "M36 190L424 14"
    assert [text.words for text in drawing.scale] == ["0", "27"]


def test_a_scale_says_what_it_counts() -> None:
    percent = column_drawing(("Jan",), Series("", (40,)), high=100, ticks=(0, 50, 100), in_words=lambda one: f"{one}%")

    assert [text.words for text in percent.scale] == ["0%", "50%", "100%"]
    assert json.loads(percent.plot)["scale"] == ["0%", "50%", "100%"]
    assert [round_money(one) for one in (0, 750, 12_500, 2_000_000)] == ["$0", "$750", "$12.5k", "$2M"]


def test_bars_start_at_zero_and_the_longest_takes_the_whole_width() -> None:
    drawing = bar_drawing((Bar("All", 200, "200"), Bar("Half", 100, "100"), Bar("None", 0, "0")))

    assert [(bar.x, bar.width) for bar in drawing.bars] == [("0", "400"), ("0", "200"), ("0", "0")]


def test_times_carry_the_instant_and_follow_the_pages_clock() -> None:
    with timezone.override("America/Denver"):
        html = drawn("{% when at %}", at=datetime(2027, 3, 16, 23, 30, tzinfo=UTC), now=lambda: NOW)

    assert html == (
        '<time datetime="2027-03-16T23:30:00+00:00" title="Tuesday, March 16, 2027, 5:30 PM MDT">Today, 5:30 PM</time>'
    )
