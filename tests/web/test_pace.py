"""How often an address may do something, whatever the clock on the wall does."""

from hypothesis import given
from hypothesis import strategies as st

from snaglist.web.pace import WINDOW, Pace


class Clock:
    """A clock that stands where the test sets it."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_is_what_counts() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    assert [pace.hit("a", 2) for _ in range(3)] == [True, True, False]
    assert pace.spent("a", 2)
    assert not pace.spent("b", 2)
    assert pace.wait("a") == WINDOW
    clock.now += WINDOW - 1
    assert not pace.hit("a", 2)
    assert pace.wait("a") == 1
    clock.now += 1
    assert not pace.spent("a", 2)
    assert pace.hit("a", 2)
    assert pace.wait("b") == 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 40)), max_size=40))
def test_no_minute_has_more_than_is_allowed(steps: list[tuple[str, float]]) -> None:
    clock = Clock()
    pace, done = Pace(clock=clock), dict[str, list[float]](a=[], b=[], c=[])
    for who, later in steps:
        clock.now += later
        if pace.hit(who, 3):
            done[who].append(clock.now)
        else:
            assert len([at for at in done[who] if at > clock.now - WINDOW]) == 3
        assert pace.counted == sum(len(times) for times in pace._times.values())
    for times in done.values():
        assert all(last - first >= WINDOW for first, last in zip(times, times[3:], strict=False))


def test_what_is_remembered_is_bounded() -> None:
    clock = Clock()
    pace = Pace(most=100, clock=clock)
    for number in range(10_000):
        pace.hit(str(number % 500), 5)
        pace.spent(f"only asked {number}", 5)
        assert pace.counted <= 100
        assert len(pace) <= 100
    clock.now += 2 * WINDOW
    for number in range(500):
        pace.spent(str(number), 5)
    assert (len(pace), pace.counted) == (0, 0)
