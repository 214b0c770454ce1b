"""What goes wrong on demand, between a bot and Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.standin.telegram.refusal import Refusal

Drop = Literal["before", "after"]


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong, for the next `times` calls that match method and chat ("" and None: any)."""

    method: str = ""
    chat: int | None = None
    times: int = 1
    refusal: Refusal | None = None
    drop: Drop | None = None
    delay: float = 0.0

    def matches(self, method: str, values: Mapping[str, Any]) -> bool:
        """Return whether a call is meant; polling only when it is named."""
        if self.method == "" and method == "getUpdates":
            return False
        chat = values.get("chat_id")
        return self.method in ("", method) and (self.chat is None or str(chat) == str(self.chat))


@dataclass(slots=True)
class Faults:
    """The faults still to come."""

    waiting: list[Fault] = field(default_factory=list)
    refusing: bool = False

    def add(self, fault: Fault) -> Fault:
        """Let something go wrong."""
        self.waiting.append(fault)
        return fault

    def too_many(self, method: str = "", *, chat: int | None = None, after: int = 1, times: int = 1) -> Fault:
        """Answer 429 with `retry_after` in seconds."""
        refusal = Refusal(429, f"Too Many Requests: retry after {after}", {"retry_after": after})
        return self.add(Fault(method, chat, times, refusal))

    def refuse(
        self, code: int, description: str, method: str = "", *, chat: int | None = None, times: int = 1
    ) -> Fault:
        """Answer with any code and description, such as 500 "Internal Server Error"."""
        return self.add(Fault(method, chat, times, Refusal(code, description)))

    def drop(self, when: Drop, method: str = "", *, chat: int | None = None, times: int = 1) -> Fault:
        """Cut the connection before the call is performed, or after it, so that the bot cannot know."""
        return self.add(Fault(method, chat, times, drop=when))

    def slow(self, seconds: float, method: str = "", *, chat: int | None = None, times: int = 1) -> Fault:
        """Let real seconds pass before the call is performed."""
        return self.add(Fault(method, chat, times, delay=seconds))

    def next(self, method: str, values: Mapping[str, Any]) -> Fault | None:
        """Take the first fault meant for this call, and count it."""
        for fault in self.waiting:
            if fault.matches(method, values):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
