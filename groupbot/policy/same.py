"""A policy as the key of a memo: what is worked out of one is worked out once, for policies never change."""

from typing import Generic, TypeVar

Thing = TypeVar("Thing")
# Ten thousand groups live under a handful of policies; one of the others is worked out again.
REMEMBERED = 64


class Same(Generic[Thing]):
    """One object and no equal one; it is held, so that no other can take its identity."""

    __slots__ = ("it",)

    def __init__(self, it: Thing) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.it is self.it

    def __hash__(self) -> int:
        return id(self.it)
