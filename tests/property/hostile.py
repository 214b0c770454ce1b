"""Texts made to cost: short units that a careless pattern tries anew at every place, repeated up to a limit."""

import sys
import time
from collections.abc import Callable

from hypothesis import strategies as st

UNITS = [
    *("(", "[[", "{{", "<", "()", "[[a|", "'''", "$1", "{{PLURAL:$1|"),
    *("/", "//", "/a", "/notice", "/notice@", "@", "@a", "a@", "a@a.", "@our_bot/"),
    *("http://", "https://a.", "://", "a://", "User:/", "en.wikipedia.org/wiki/", "?oldid=1&", "%00", "t.me/a?start="),
    *("a", "0", "-", "_", "=", "A_-", " ", " \n", "\t", "\x00", "\r\n", ",", ".", "a.", "\\", '"', "'"),
    *("\u202e", "\u2066", "\u2069\u2068", "\u200d", "\u200b", "\ufeff", "\ud800", "\udfff\ud800"),
    *("\u0301", "\u0301\u0323", "\u0315\u0301\u0323\u0327", "a\u0301", "\u05b0\u05b1\u0591", "\u3099\u0301"),
    *("\U0001f468\u200d\U0001f469\u200d", "\U0001f1ee", "\U0001f3fb", "\u1100\u1161", "\ufdfa", "\u05d0/a", "\u0130"),
]
OPENINGS = ["", "/notice ", "/notice@Our_Bot ", "/start ", "/language\n", "/withdraw@other_bot ", "/noticee", "/", "a"]
ENDINGS = ["", "!", "]]", "@", ")", "a", "\n", "\ud800", "\u0301"]


def shape(unit: str, length: int, opening: str = "", ending: str = "") -> str:
    """Return a text of this length that repeats a unit between an opening and an ending."""
    room = max(length - len(opening) - len(ending), 0)
    return (opening + (unit * (room // len(unit) + 1))[:room] + ending)[:length]


def texts(length: int) -> st.SearchStrategy[str]:
    """Draw texts of exactly this many code points, of one unit or of several put together."""
    units = st.sampled_from(UNITS) | st.lists(st.sampled_from(UNITS), min_size=2, max_size=4).map("".join)
    return st.builds(shape, units, st.just(length), st.sampled_from(OPENINGS), st.sampled_from(ENDINGS))


def bar_ms() -> float:
    """Return what a message may cost; the measuring of coverage makes each line several times as dear."""
    return 10 if sys.gettrace() is None else 50


def least(work: Callable[[], object], tries: int = 3) -> float:
    """Return the least processor time of some tries, in milliseconds, of all threads; nobody else's work counts."""
    took = []
    for _ in range(tries):
        before = time.process_time()
        work()
        took.append(time.process_time() - before)
    return 1000 * min(took)


def grows_straight(work: Callable[[str], object], unit: str, length: int) -> bool:
    """Tell whether twice the length costs about twice as much, a quarter and two milliseconds left to chance."""
    once, twice = (shape(unit, size) for size in (length, 2 * length))
    return least(lambda: work(twice)) <= 2.5 * least(lambda: work(once)) + 2
