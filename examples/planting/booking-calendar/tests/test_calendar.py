import pytest
from booking_calendar import Calendar, Taken


def test_a_booking_is_kept():
    calendar = Calendar()
    booking = calendar.book("ann", 600, 60)
    assert (booking.start, booking.end) == (600, 660)
    assert calendar.bookings() == [booking]


def test_what_overlaps_is_refused():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    with pytest.raises(Taken):
        calendar.book("bob", 630, 60)


def test_closed_hours():
    with pytest.raises(ValueError):
        Calendar().book("ann", 100, 60)


def test_nothing_lasts_no_time():
    with pytest.raises(ValueError):
        Calendar().book("ann", 600, -5)


def test_cancelled_time_is_free():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    assert calendar.cancel("ann", 600)
    assert not calendar.cancel("ann", 600)
    calendar.book("bob", 630, 60)


def test_gaps():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    assert calendar.free(30) == [480, 660]


def test_share():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    assert calendar.used(600, 720) == 0.5
    assert calendar.used(700, 700) == 0.0
