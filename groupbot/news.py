"""What each group's admins were told last, in memory alone: it only serves to tell nothing twice."""


class News:
    """Remembers of each group what was lacking when its admins heard of it."""

    def __init__(self) -> None:
        self._told: dict[int, frozenset[str]] = {}

    def differs(self, number: int, lacking: frozenset[str]) -> bool:
        """Tell whether something is lacking that was not, or back again, and remember it; at first all is there."""
        before = self._told.pop(number, frozenset())
        if lacking:
            self._told[number] = lacking
        return before != lacking

    def forget(self, number: int) -> None:
        """Forget a group that goes live, whose admins were told nothing while it rehearsed, or that ends."""
        self._told.pop(number, None)
