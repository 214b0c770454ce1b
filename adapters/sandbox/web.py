"""The sandbox's page: plain forms that POST and come back by 303, so that it works without any script."""

import sys
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from .acts import Act
from .clock import clock_words
from .guard import Guard
from .guide import TASKS
from .links import link_to
from .session import Session
from .view import PANES, look, pieces

HERE = Path(__file__).parent
Deed = Callable[[Session, FormData], Awaitable[None]]


@cache
def page_template() -> Template:
    """Return the compiled page, whatever session it is to show."""
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters["pieces"] = pieces
    templates.filters["moment"] = clock_words
    templates.globals.update(tasks=TASKS, panes=PANES, link_to=link_to)
    return templates.get_template("page.html")


def create_app(session: Session, hosts: frozenset[str]) -> Starlette:
    """Return the page of an open session, for requests to one of `hosts` ("127.0.0.1:8642") only."""
    page = page_template()

    async def show(request: Request) -> Response:
        query = request.query_params
        await session.settled()
        view = look(session, query.get("as", ""), query.get("pane", ""), query.get("step", ""))
        session.unread.discard(view.person.key)
        session.unseen.discard(view.pane)
        return HTMLResponse(page.render(view=view, session=session, world=session.world, step=view.step))

    async def file(request: Request) -> Response:
        post = session.world.message(request.path_params["message"])
        if post is None or post.file is None:
            return PlainTextResponse("That file is gone; go back and ask for it anew.\n", 404)
        disposition = f"attachment; filename*=UTF-8''{quote(post.file.filename, safe='')}"
        return Response(post.file.body, 200, {"Content-Disposition": disposition}, "application/octet-stream")

    def after(deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            async with request.form(max_fields=20, max_files=0) as form:
                await deed(session, form)
                await session.settled()
                view = look(session, _text(form, "as"), _text(form, "pane"), "")
                return RedirectResponse(view.link(), 303)

        return answer

    deeds = {"/act": act, "/clock": move_clock, "/policy": choose_policy, "/edit-policy": edit_policy, "/reset": reset}
    return Starlette(
        routes=[
            Route("/", show),
            Route("/file/{message}", file),
            *(Route(path, after(deed), methods=["POST"]) for path, deed in deeds.items()),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
    )


async def act(session: Session, form: FormData) -> None:
    """Let somebody do something."""
    fields = ("verb", "who", "text", "message", "token", "whom")
    await session.act(Act(*(_text(form, name) for name in fields)))


async def move_clock(session: Session, form: FormData) -> None:
    """Move the clock by the minutes, days and months of the form."""
    minutes, days, months = (_whole(_text(form, name)) for name in ("minutes", "days", "months"))
    await session.forward(minutes + days * 24 * 60, months)


async def choose_policy(session: Session, form: FormData) -> None:
    """Put a shipped policy in force."""
    chosen = _text(form, "name")
    path = next((path for path in session.product.policies if path.name == chosen), None)
    if path is None:
        session.notice = "There is no such policy: choose one of the list."
    else:
        await session.use_policy(path)


async def edit_policy(session: Session, form: FormData) -> None:
    """Rewrite the policy in force."""
    await session.edit_policy(_text(form, "text").replace("\r\n", "\n"))


async def reset(session: Session, form: FormData) -> None:
    """Begin anew."""
    await session.reset(new=bool(form.get("new")))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < len(str(sys.maxsize)) else 0
