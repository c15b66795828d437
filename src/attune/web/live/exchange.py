"""Where a visit's two connections meet: what one side says goes to the other, and is kept nowhere."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from attune.web.live.bus import Bus, Note

SIDES = ("provider", "patient")


class Member(Protocol):
    """One side's connection."""

    name: str

    async def told(self, message: dict[str, Any]) -> None:
        """Pass something on to the browser."""

    async def superseded(self) -> None:
        """Make room for a newer connection of the same side."""


@dataclass(frozen=True, slots=True)
class Chair:
    """One side's place in a room; it holds one connection."""

    room_id: UUID
    side: str

    @property
    def opposite(self) -> "Chair":
        """The other side's place."""
        return Chair(self.room_id, SIDES[1 - SIDES.index(self.side)])


class Exchange:
    """Knows who sits where in this process; what concerns other processes goes over the bus, sealed."""

    def __init__(self, bus: Bus) -> None:
        self._members: dict[Chair, Member] = {}
        self._bus = bus
        bus.deliver_to(self._delivered)

    async def enter(self, chair: Chair, member: Member) -> None:
        """Let a connection take its side's place; the one that had it makes room, and both sides hear of each other."""
        await self._take_place(chair, member)
        other = self._members.get(chair.opposite)
        if other is not None:
            await member.told({"peer": "here", "name": other.name})
        await self._say(chair, member.name, {"peer": "here", "name": member.name}, always=True)

    async def leave(self, chair: Chair, member: Member, *, for_good: bool) -> None:
        """Take a connection out; the other side hears whether it left, or is only gone."""
        if self._members.get(chair) is member:
            del self._members[chair]
            await self._say(chair, member.name, {"peer": "left" if for_good else "gone", "name": member.name})

    async def relay(self, chair: Chair, member: Member, *, to: str, message: dict[str, Any]) -> None:
        """Pass a message to the other side, if it is the connection it is meant for."""
        if self._members.get(chair) is member:
            await self._say(chair, member.name, {**message, "from": member.name}, to=to)

    async def _say(
        self, chair: Chair, sender: str, message: dict[str, Any], *, to: str = "", always: bool = False
    ) -> None:
        other = self._members.get(chair.opposite)
        if other is not None and to in ("", other.name):
            await other.told(message)
        if other is None or always:
            await self._bus.publish(Note(chair.opposite.room_id, chair.opposite.side, sender, to, message))

    async def _delivered(self, note: Note) -> None:
        """Take what another process said to a side of a room."""
        chair = Chair(note.room_id, note.side)
        if note.message.get("peer") == "here":
            # A connection somewhere else took the opposite place: one that is still here makes room.
            stale = self._members.pop(chair.opposite, None)
            if stale is not None and stale.name != note.sender:
                await stale.superseded()
        member = self._members.get(chair)
        if member is None or note.to not in ("", member.name):
            return
        if note.message.get("peer") == "here":
            answer = {"peer": "there", "name": member.name}
            await self._bus.publish(Note(chair.room_id, chair.opposite.side, member.name, note.sender, answer))
        told = {**note.message, "peer": "here"} if note.message.get("peer") == "there" else note.message
        await member.told(told)

    async def _take_place(self, chair: Chair, member: Member) -> None:
        before = self._members.get(chair)
        self._members[chair] = member
        if before is not None and before is not member:
            await before.superseded()


exchange = Exchange(Bus())
