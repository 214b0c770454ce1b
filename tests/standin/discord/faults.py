"""What goes wrong on demand, between a bot and Discord's HTTP."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

Drop = Literal["before", "after"]

NAMES = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    40001: (401, "Unauthorized"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
}


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong, for the next `times` requests that match; `*` in the path stands for anything."""

    method: str = "*"
    path: str = "*"
    times: int = 1
    status: int = 0
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: Drop | None = None

    def matches(self, method: str, path: str) -> bool:
        """Return whether a request is meant; what a client asks in order to connect only when it is named."""
        if self.path == "*" and path.startswith("/gateway"):
            return False
        return self.method in ("*", method) and fnmatchcase(path, self.path)


@dataclass(slots=True)
class Faults:
    """The faults still to come."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        """Let something go wrong."""
        self.waiting.append(fault)
        return fault

    def too_many(
        self, method: str = "*", path: str = "*", *, after: float = 0.1, everywhere: bool = False, times: int = 1
    ) -> Fault:
        """Answer 429 for `after` seconds, for this route or (`everywhere`) as the global limit."""
        body = {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
        scope = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"} if everywhere else {}
        headers = {
            "Retry-After": str(after),
            "X-RateLimit-Scope": "user",
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": str(after),
            **scope,
        }
        return self.add(Fault(method, path, times, 429, body, headers))

    def refuse(self, error: int, method: str = "*", path: str = "*", *, times: int = 1) -> Fault:
        """Answer one of Discord's JSON error codes, such as 50013."""
        status, message = NAMES[error]
        return self.add(Fault(method, path, times, status, {"code": error, "message": message}))

    def fail(self, status: int, method: str = "*", path: str = "*", *, times: int = 1) -> Fault:
        """Answer a bare HTTP status, such as 500 or 503."""
        return self.add(Fault(method, path, times, status, {"code": 0, "message": f"{status}: Server Error"}))

    def slow(self, seconds: float, method: str = "*", path: str = "*", *, times: int = 1) -> Fault:
        """Let real seconds pass before a request is performed; a great number hangs it."""
        return self.add(Fault(method, path, times, delay=seconds))

    def drop(self, when: Drop, method: str = "*", path: str = "*", *, times: int = 1) -> Fault:
        """Cut the connection before a request is performed, or after it, so that the bot cannot know."""
        return self.add(Fault(method, path, times, drop=when))

    def next(self, method: str, path: str) -> Fault | None:
        """Take the first fault meant for this request, and count it."""
        for fault in self.waiting:
            if fault.matches(method, path):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
