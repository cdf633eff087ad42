"""The server of the preview, for this machine alone: a page, its pictures, a socket for states."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from pipeline.errors import PipelineError
from pipeline.preview.board import Board
from pipeline.preview.words import page_as_data
from pipeline.render.environment import PROJECT

HOST = "127.0.0.1"
# The first of these that is free is taken, so that a bookmark leads to the preview again.
PORTS = range(8420, 8430)
_NAMES = (HOST, "localhost")
_PAGE = Path(__file__).parent / "page"
_FONTS = PROJECT / "styles" / "fonts"
_TYPES = {"preview.css": "text/css", "preview.js": "text/javascript"}
# A picture's address holds its digest: it never changes.
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
_NEVER = {"Cache-Control": "no-store"}
_PATIENCE = 10.0


def make_app(board: Board) -> Starlette:
    """The application."""

    async def index(request: Request) -> Response:
        return FileResponse(_PAGE / "preview.html", media_type="text/html", headers=_NEVER)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _TYPES:
            return Response(status_code=404)
        return FileResponse(_PAGE / name, media_type=_TYPES[name], headers=_NEVER)

    async def font(request: Request) -> Response:
        path = _FONTS / Path(request.path_params["name"]).name
        if path.suffix != ".ttf" or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, media_type="font/ttf")

    async def picture(request: Request) -> Response:
        digest, width = request.path_params["digest"], request.path_params["width"]
        data = await run_in_threadpool(board.pictures.draw, digest, width)
        if data is None:
            return Response(status_code=404, headers=_NEVER)
        return Response(data, media_type="image/png", headers=_FOR_EVER)

    async def text(request: Request) -> Response:
        page = board.pictures.page(request.path_params["digest"])
        if page is None:
            return Response(status_code=404, headers=_NEVER)
        return JSONResponse(page_as_data(page), headers=_FOR_EVER)

    async def states(websocket: WebSocket) -> None:
        await _send_states(websocket, board)

    return Starlette(
        routes=[
            Route("/", index),
            Route("/assets/{name}", asset),
            Route("/fonts/{name}", font),
            Route("/pages/{digest}/{width:int}.png", picture),
            Route("/pages/{digest}/text.json", text),
            WebSocketRoute("/states", states),
        ],
        # A page of another site must not read the publication through a name of its own.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(_NAMES))],
    )


async def _send_states(websocket: WebSocket, board: Board) -> None:
    """Every state to one browser, until it goes or the preview ends."""
    origin = urlsplit(websocket.headers.get("origin", f"http://{HOST}")).hostname
    if origin not in _NAMES:
        await websocket.close(1008)
        return
    await websocket.accept()
    queue = board.listen()
    gone = asyncio.ensure_future(_wait_until_gone(websocket))
    try:
        while True:
            taking = asyncio.ensure_future(queue.get())
            await asyncio.wait((taking, gone), return_when=asyncio.FIRST_COMPLETED)
            if not taking.done():
                taking.cancel()
                return
            message = taking.result()
            if message is None:
                await websocket.close(1001)
                return
            await websocket.send_json(message)
    finally:
        gone.cancel()
        board.leave(queue)


async def _wait_until_gone(websocket: WebSocket) -> None:
    message = await websocket.receive()
    while message["type"] != "websocket.disconnect":
        message = await websocket.receive()


@contextmanager
def serve(board: Board) -> Iterator[str]:
    """Serve in a thread of its own; gives the address. Ends every connection at the end."""
    listening = _open_socket()
    config = uvicorn.Config(
        make_app(board), log_level="error", access_log=False,
        timeout_graceful_shutdown=1, lifespan="off", ws="websockets-sansio",
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="preview", daemon=True
    )
    thread.start()
    deadline = time.monotonic() + _PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise PipelineError("the server of the preview did not start")
        time.sleep(0.01)
    try:
        yield f"http://{HOST}:{listening.getsockname()[1]}/"
    finally:
        board.close()
        server.should_exit = True
        thread.join(_PATIENCE)
        listening.close()
        board.pictures.close()


def _open_socket() -> socket.socket:
    """A socket on this machine's own address: the first free port of ours, or else any."""
    for port in (*PORTS, 0):
        opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((HOST, port))
        except OSError:
            opened.close()
            continue
        return opened
    raise PipelineError("no port is free on this machine")
