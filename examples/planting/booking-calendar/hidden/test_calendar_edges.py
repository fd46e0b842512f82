import pytest
from booking_calendar import Calendar, Taken


def test_one_may_begin_when_another_ends():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    calendar.book("bob", 660, 60)
    calendar.book("cid", 540, 60)
    assert [one.name for one in calendar.bookings()] == ["cid", "ann", "bob"]


def test_the_whole_day_and_the_longest():
    assert Calendar().book("ann", 480, 480).end == 960
    assert Calendar().book("ann", 720, 480).end == 1200
    with pytest.raises(ValueError):
        Calendar().book("ann", 480, 481)
    with pytest.raises(ValueError):
        Calendar().book("ann", 480, 0)


def test_the_same_booking_twice_is_one():
    calendar = Calendar()
    assert calendar.book("ann", 600, 60) is calendar.book("ann", 600, 60)
    with pytest.raises(Taken):
        calendar.book("bob", 600, 60)


def test_a_list_that_is_changed_changes_nothing():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    calendar.bookings().clear()
    assert len(calendar.bookings()) == 1


def test_cancel_looks_at_all():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    calendar.book("bob", 700, 60)
    assert calendar.cancel("bob", 700)
    assert not calendar.cancel("bob", 600)


def test_gaps_that_just_fit():
    calendar = Calendar()
    calendar.book("ann", 510, 480)
    calendar.book("bob", 990, 150)
    assert calendar.free(30) == [480, 1140]
    assert calendar.free(60) == [1140]
    assert calendar.free(61) == []


def test_share_of_what_reaches_beyond():
    calendar = Calendar()
    calendar.book("ann", 600, 60)
    assert calendar.used(630, 690) == 0.5
    assert calendar.used(630, 650) == 1.0
