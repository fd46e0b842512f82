"""Bookings of one room. Times are minutes since midnight; a booking holds its start and not its end."""

from dataclasses import dataclass

LONGEST = 480


class Taken(Exception):
    """The room is not free then."""


@dataclass(frozen=True)
class Booking:
    """Somebody's time in the room."""

    name: str
    start: int
    end: int


class Calendar:
    """Never holds two bookings that overlap."""

    def __init__(self, opens: int = 480, closes: int = 1200) -> None:
        self.opens = opens
        self.closes = closes
        self._bookings: list[Booking] = []

    def book(self, name: str, start: int, minutes: int) -> Booking:
        """A new booking; Taken if it overlaps another, ValueError if it makes no sense."""
        if minutes <= 0 or minutes > LONGEST:
            raise ValueError("a booking has from 1 to 480 minutes")
        end = start + minutes
        if start < self.opens or end > self.closes:
            raise ValueError("the room is closed then")
        for other in self._bookings:
            if other.name == name and other.start == start and other.end == end:
                return other
            if start < other.end and other.start < end:
                raise Taken(other.name)
        booking = Booking(name, start, end)
        self._bookings.append(booking)
        self._bookings.sort(key=lambda one: (one.start, one.name))
        return booking

    def cancel(self, name: str, start: int) -> bool:
        """Whether there was such a booking."""
        for booking in self._bookings:
            if booking.start != start:
                continue
            if booking.name == name:
                self._bookings.remove(booking)
                return True
        return False

    def bookings(self) -> list[Booking]:
        """All of them, in order."""
        return list(self._bookings)

    def free(self, minutes: int) -> list[int]:
        """Where a booking of so many minutes may start: the beginnings of all gaps that are long enough."""
        starts = []
        reached = self.opens
        for booking in self._bookings:
            if booking.start - reached >= minutes:
                starts.append(reached)
            reached = booking.end
        if self.closes - reached >= minutes:
            starts.append(reached)
        return starts

    def used(self, day_start: int, day_end: int) -> float:
        """The share of this time that is booked; 0 if there is no time."""
        if day_end <= day_start:
            return 0.0
        booked = 0
        for booking in self._bookings:
            first = max(booking.start, day_start)
            last = min(booking.end, day_end)
            if last > first:
                booked += last - first
        return booked / (day_end - day_start)
