"""The live preview as a recipe: set, show, wait for a change, set again."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from pipeline.build.folders import Folders
from pipeline.build.live import Live
from pipeline.build.machine import require_engine, require_folder
from pipeline.build.screen import Say
from pipeline.errors import UsageError
from pipeline.preview.board import Board
from pipeline.preview.server import serve
from pipeline.preview.watch import watched
from pipeline.typeset.workers import Workers


def show_live(root: Path, jobs: int, say: Say) -> NoReturn:
    """Show the publication at `root` until a KeyboardInterrupt.

    Raises UsageError where there is no publication, MissingToolError where the machine lacks
    what setting needs.
    """
    if not (root / "sources").is_dir():
        raise UsageError(f"no sources/ in {root}: give the publication's folder with --root")
    require_engine()
    require_folder(Folders(root).cache)
    board = Board()
    with Workers(jobs) as workers:
        live = Live(root, workers)
        with watched(live.watched()) as changes, serve(board) as address:
            say(f"Aperçu : {address} (Ctrl-C pour arrêter)")
            board.publish(live.make())
            live.warm()
            while True:
                changed = changes.take()
                board.tell_busy()
                board.publish(live.make(changed))
