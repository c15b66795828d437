"""The websocket of a visit: its own two people come in, in order, and nobody else; what they say reaches each other."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator

from attune.foundation.authorization import Role
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import Session
from attune.kernel.identifiers import new_id
from attune.telehealth.actions.admit import admit
from attune.telehealth.actions.check_in import check_in
from attune.telehealth.actions.tell import tell_visit
from attune.telehealth.models import Presence
from attune.web.live.signals import MESSAGE_CHARACTERS_MAX
from attune.web.live.visit import VisitConsumer
from attune.web.live.visit_door import Code
from tests.scheduling.booking import at
from tests.support.world import CastMember, World, cast
from tests.tenancy.test_live_attacks import HOST, PATIENCE, key_of
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = pytest.mark.usefixtures("committed_database")

OFFER = {"type": "offer", "sdp": "v=0"}


@pytest.fixture
def world() -> World:
    return cast()


@pytest.fixture
def mira() -> CastMember:
    return seeker()


@pytest.fixture
def visit(world: World, mira: CastMember) -> Seen:
    """Give the test a booked visit whose door is open."""
    seen = booked_by(mira, open_practice(world.a), at(11, days=6))
    go_to(seen.starts_at - timedelta(minutes=10))
    return seen


class Socket:
    """A browser's end of a visit's connection."""

    def __init__(self, key: str, *, origin: str = f"https://{HOST}", **named: UUID) -> None:
        headers = {"host": HOST, "origin": origin, "cookie": f"attune_session={key}"}
        self._end = ApplicationCommunicator(
            VisitConsumer.as_asgi(),
            {
                "type": "websocket",
                "path": "/ws/visits/",
                "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
                "url_route": {"kwargs": named},
            },
        )

    async def connect(self) -> dict[str, Any]:
        """Connect; return what the server says first, or how it closes."""
        await self._end.send_input({"type": "websocket.connect"})
        first = await self.raw()
        return await self.told() if first["type"] == "websocket.accept" else first

    async def raw(self) -> dict[str, Any]:
        given: dict[str, Any] = await self._end.receive_output(10)
        return given

    async def told(self) -> dict[str, Any]:
        """Return the next message, or the close with its code."""
        given = await self.raw()
        told: dict[str, Any] = json.loads(given["text"]) if "text" in given else given
        return told

    async def say(self, message: object) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        await self._end.send_input({"type": "websocket.receive", "text": text})

    async def is_silent(self) -> bool:
        return bool(await self._end.receive_nothing(timeout=0.4))

    async def leave(self) -> None:
        await self._end.send_input({"type": "websocket.disconnect", "code": 1006})
        await self._end.wait(10)


def played(scene: Callable[[], Awaitable[Any]]) -> Any:
    return async_to_sync(scene)()


def let_in(visit: Seen) -> None:
    """Let the patient check in, and be let in."""
    person_id, provider = visit.actor.person_id, visit.where.provider
    with scope(visit.practice_id, person_id=person_id, plane=Plane.SELF):
        check_in(visit.actor, seat_id=visit.seat_id, state="TX")
    with scope(visit.practice_id, person_id=provider.person_id):
        admit(provider, appointment_id=visit.appointment_id)


async def is_told(waiting: Socket, visit: Seen) -> None:
    """Repeat the news of an admission until a waiting connection hears it: the hub begins to listen with the first."""

    def tell() -> None:
        with scope(visit.practice_id):
            tell_visit(visit.appointment_id, person_id=visit.actor.person_id)

    for _ in range(PATIENCE * 5):
        if not await waiting.is_silent():
            return
        await sync_to_async(tell)()


async def both_inside(visit: Seen, hers: str, desk: str) -> tuple[Socket, Socket, str, str]:
    """Connect both sides; return their ends and the names they have for the other."""
    mine, theirs = Socket(desk, appointment_id=visit.appointment_id), Socket(hers, seat_id=visit.seat_id)
    own, other = await mine.connect(), await theirs.connect()
    assert (await mine.told()) == {"peer": "here", "name": other["name"]}
    assert (await theirs.told()) == {"peer": "here", "name": own["name"]}
    return mine, theirs, own["name"], other["name"]


def test_the_two_of_a_visit_hear_each_other_and_nobody_hears_them(visit, world, mira):
    uma = seeker("uma@example.org", "Uma Lind")
    hers, desk, umas = key_of(mira), key_of(world.a[Role.PROVIDER]), key_of(uma)
    let_in(visit)

    async def scene() -> tuple[Any, ...]:
        stranger = Socket(umas, seat_id=visit.seat_id)
        refused = await stranger.connect()
        mine, theirs, own, other = await both_inside(visit, hers, desk)
        await mine.say({"to": other, "description": OFFER})
        heard = await theirs.told()
        await mine.say({"to": "somebody-else", "description": OFFER})
        await mine.say({"to": own, "description": OFFER})
        silent = await theirs.is_silent() and await mine.is_silent()
        await theirs.leave()
        gone = await mine.told()
        await mine.leave()
        return (
            refused["code"],
            heard == {"description": OFFER, "from": own},
            silent,
            gone == {"peer": "gone", "name": other},
        )

    assert played(scene) == (Code.NOT_THERE, True, True, True)


def test_who_waits_hears_nothing_until_they_are_let_in(visit, world, mira):
    hers, desk = key_of(mira), key_of(world.a[Role.PROVIDER])
    with scope(visit.practice_id, person_id=mira.person_id, plane=Plane.SELF):
        check_in(visit.actor, seat_id=visit.seat_id, state="TX")

    async def scene() -> tuple[Any, ...]:
        theirs, mine = Socket(hers, seat_id=visit.seat_id), Socket(desk, appointment_id=visit.appointment_id)
        waiting, inside = await theirs.connect(), await mine.connect()
        await theirs.say({"to": inside["name"], "description": OFFER})
        await mine.say({"to": waiting["name"], "description": OFFER})
        silent = await theirs.is_silent() and await mine.is_silent()
        await sync_to_async(let_in)(visit)
        await is_told(theirs, visit)
        met = [(await theirs.told())["welcome"], (await theirs.told())["peer"], (await mine.told())["peer"]]
        await theirs.leave()
        await mine.leave()
        return waiting["welcome"], inside["welcome"], silent, met

    assert played(scene) == ("waiting", "inside", True, ["inside", "here", "here"])


def test_only_the_two_of_a_visit_come_to_it(visit, world, mira):
    uma = seeker("uma@example.org", "Uma Lind")
    let_in(visit)
    strangers = [
        uma,
        *(world.a[role] for role in (Role.OWNER, Role.SCHEDULER, Role.SUPERVISOR, Role.BILLER)),
        *(world.elsewhere.people.values()),
        world.without_factor,
    ]
    keys = [key_of(one) for one in strangers]
    own = key_of(mira)

    async def code(key: str, **named: UUID) -> int:
        end = Socket(key, origin=f"https://{HOST}", **named)
        told = await end.connect()
        return int(told["code"])

    async def scene() -> set[int]:
        found = {await code(key, seat_id=visit.seat_id) for key in keys}
        found |= {await code(key, appointment_id=visit.appointment_id) for key in [*keys, own]}
        return found | {await code(own, seat_id=new_id()), await code(own, appointment_id=new_id())}

    assert played(scene) == {Code.NOT_THERE}
    with scope(visit.practice_id):
        assert not Presence.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 43])
def test_who_is_not_signed_in_comes_to_no_visit(visit, key):
    async def scene() -> int:
        return int((await Socket(key, seat_id=visit.seat_id).connect())["code"])

    assert played(scene) == Code.SIGNED_OUT


def test_a_page_of_another_origin_comes_to_no_visit(visit, mira):
    key = key_of(mira)
    let_in(visit)

    async def scene() -> str:
        return str((await Socket(key, origin="https://elsewhere.test", seat_id=visit.seat_id).connect())["type"])

    assert played(scene) == "websocket.close"


def test_who_has_not_said_where_they_are_is_told_so_and_left(visit, mira):
    key = key_of(mira)

    async def scene() -> tuple[Any, int]:
        end = Socket(key, seat_id=visit.seat_id)
        return await end.connect(), int((await end.told())["code"])

    assert played(scene) == ({"shut": "check_in"}, Code.SHUT)


def test_a_second_window_takes_the_place_of_the_first(visit, world, mira):
    hers, desk = key_of(mira), key_of(world.a[Role.PROVIDER])
    let_in(visit)

    async def scene() -> tuple[Any, ...]:
        mine, theirs, _, _ = await both_inside(visit, hers, desk)
        second = Socket(hers, seat_id=visit.seat_id)
        name = (await second.connect())["name"]
        closed, here = await theirs.told(), await mine.told()
        await theirs.leave()
        silent = await mine.is_silent()
        await second.say({"say": "leave"})
        await second.told()
        await second.leave()
        left = await mine.told()
        await mine.leave()
        return closed["code"], here == {"peer": "here", "name": name}, silent, left == {"peer": "left", "name": name}

    assert played(scene) == (Code.ELSEWHERE, True, True, True)


@pytest.mark.parametrize(
    ("said", "times", "expected"),
    [
        ("nothing of ours", 1, Code.MALFORMED),
        ("x" * (MESSAGE_CHARACTERS_MAX + 1), 1, Code.MALFORMED),
        ({"to": "a", "chat": "hello"}, 1, Code.MALFORMED),
        ({"to": "a", "description": OFFER}, 400, Code.TOO_MUCH),
    ],
)
def test_what_is_no_signal_or_too_much_ends_the_connection(visit, world, said, times, expected):
    desk = key_of(world.a[Role.PROVIDER])

    async def scene() -> int:
        end = Socket(desk, appointment_id=visit.appointment_id)
        await end.connect()
        for _ in range(times):
            await end.say(said)
        return int((await end.told())["code"])

    assert played(scene) == expected


def test_credentials_for_the_relay_are_renewed_before_they_end(visit, world, settings, monkeypatch):
    settings.TURN_URLS, settings.TURN_SECRET, settings.TURN_SECONDS = ["turn:relay.test"], "north", 3
    monkeypatch.setattr("attune.web.live.visit.SEEN_EVERY", timedelta(seconds=1))
    desk = key_of(world.a[Role.PROVIDER])

    async def scene() -> tuple[Any, Any]:
        end = Socket(desk, appointment_id=visit.appointment_id)
        welcome, renewed = await end.connect(), await end.told()
        await end.leave()
        return welcome, renewed

    welcome, renewed = played(scene)

    (before,), (after,) = welcome["servers"], renewed.pop("servers")
    assert renewed == {}
    (ended, name), (ends, same_name) = (one["username"].split(":") for one in (before, after))
    assert int(ended) < int(ends) < int(ended) + 10 * PATIENCE
    assert (before["urls"], name) == (after["urls"], same_name)
    assert before["credential"] != after["credential"]


def test_whose_session_ends_is_out_of_the_visit(visit, world, mira):
    hers, desk = key_of(mira), key_of(world.a[Role.PROVIDER])
    let_in(visit)

    def sign_out() -> None:
        Session.objects.filter(user_id=mira.person_id).delete()

    async def scene() -> int:
        mine, theirs, _, _ = await both_inside(visit, hers, desk)
        await sync_to_async(sign_out)()
        await theirs.say({"say": "connected"})
        closed = await theirs.told()
        await mine.leave()
        return int(closed["code"])

    assert played(scene) == Code.SIGNED_OUT


def test_the_evidence_of_a_call_is_who_came_how_and_that_they_left(visit, world, mira):
    hers, desk = key_of(mira), key_of(world.a[Role.PROVIDER])
    let_in(visit)

    async def scene() -> None:
        mine, theirs, _, _ = await both_inside(visit, hers, desk)
        await theirs.say({"say": "connected"})
        await theirs.say({"say": "ping"})
        assert await theirs.told() == {"say": "pong"}
        await theirs.leave()
        await mine.leave()

    played(scene)

    with scope(visit.practice_id):
        rows = Presence.objects.order_by("side")
        told = [(one.side, one.person_id, one.spot, bool(one.connected_at), bool(one.left_at)) for one in rows]
    provider = world.a[Role.PROVIDER].person_id
    assert told == [
        ("patient", mira.person_id, "inside", True, True),
        ("provider", provider, "inside", False, True),
    ]
