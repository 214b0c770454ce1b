"""A request that passed the door: what rules and routes look at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcord.backend.state import Backend
from simcord.http import router

from tests.standin.discord.body import Upload
from tests.standin.discord.record import Call

if TYPE_CHECKING:
    from tests.standin.discord.world import World


@dataclass(slots=True)
class Act:
    """A request with its files; `parts` is the path between slashes."""

    world: "World"
    call: Call
    files: list[Upload]
    reason: str | None = None

    @property
    def backend(self) -> Backend:
        """Return the world as simcord keeps it."""
        return self.world.backend

    @property
    def parts(self) -> list[str]:
        """Return the path's parts."""
        return self.call.path.strip("/").split("/")

    @property
    def body(self) -> dict[str, Any]:
        """Return the body where it is an object."""
        return self.call.body if isinstance(self.call.body, dict) else {}

    def at(self, method: str, pattern: str) -> bool:
        """Return whether this is a method on a path; `*` is any one part."""
        wanted = pattern.strip("/").split("/")
        fits = all(one in ("*", part) for one, part in zip(wanted, self.parts, strict=False))
        return self.call.method == method and len(wanted) == len(self.parts) and fits

    def simcord(self) -> Any:
        """Let simcord perform it; raise its BackendError, RouteNotImplemented or UnsupportedField."""
        return router.dispatch(
            self.backend,
            self.call.method,
            self.call.path,
            json=self.call.body,
            params=self.call.query,
            files=self.files,
            reason=self.reason,
            message_content_access=self.world.portal.message_content,
        )
