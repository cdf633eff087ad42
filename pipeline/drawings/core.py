"""The list of drawings, and `draw`: the one way to have one made, through a cache on disk.

A drawing depends on its name, its parameters, the palette and the code and data of this
package; the cache is keyed by all of them. A file of the cache that does not hold what it
should is drawn again and replaced.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import cache as remember
from pathlib import Path
from typing import Any

from pipeline.drawings.areas import circle_in_circle, squares
from pipeline.drawings.atlas_map import atlas_map, map_scale
from pipeline.drawings.bars import bars, split
from pipeline.drawings.carton import carton
from pipeline.drawings.dotplot import dotplot
from pipeline.drawings.dots import dot_rows, dots_share, thousands
from pipeline.drawings.flow import flow
from pipeline.drawings.isolines import back, cover, isolines
from pipeline.drawings.locator import locator
from pipeline.drawings.neatline import zebra
from pipeline.drawings.network import network
from pipeline.drawings.periods import periods
from pipeline.drawings.rose import rose
from pipeline.drawings.scatter import scatter
from pipeline.drawings.seal import medal, seal
from pipeline.drawings.seals import seals
from pipeline.drawings.strips import strips
from pipeline.drawings.svg import Drawing, NoDrawing, Palette
from pipeline.drawings.timeline import timeline
from pipeline.errors import PipelineError, nearest

__all__ = ["GENERATORS", "Drawing", "Generator", "NoDrawing", "Palette", "draw"]

Generator = Callable[..., Drawing]
"""`(palette, *, named parameters) -> Drawing`; parameters are plain values (JSON)."""

GENERATORS: dict[str, Generator] = {
    "cover": cover,
    "back": back,
    "isolines": isolines,
    "rose": rose,
    "seal": seal,
    "medal": medal,
    "locator": locator,
    "carton": carton,
    "network": network,
    "map": atlas_map,
    "map-scale": map_scale,
    "zebra": zebra,
    "seals": seals,
    "dots": dots_share,
    "dot-rows": dot_rows,
    "thousands": thousands,
    "circle-in-circle": circle_in_circle,
    "squares": squares,
    "bars": bars,
    "split": split,
    "timeline": timeline,
    "periods": periods,
    "dotplot": dotplot,
    "strips": strips,
    "scatter": scatter,
    "flow": flow,
}


def draw(name: str, palette: Palette, params: Mapping[str, Any], cache: Path) -> Drawing:
    """The drawing of that name, from the cache folder where it is there.

    Raises NoDrawing where the data give none, PipelineError for an unknown name or parameter
    or a missing colour. Dataclasses (Site, Territory) may stand among the parameters.
    """
    generator = _generator(name, params)
    plain = canonical(params)
    digest = hashlib.sha256(
        "\0".join((name, plain, canonical(palette), package_digest())).encode()
    ).hexdigest()
    file = cache / f"{name}-{digest[:32]}.json"
    found = _read(file)
    if found is None:
        found = generator(palette, **json.loads(plain))
        _write(file, found)
    return found


def canonical(value: Any) -> str:
    """JSON of a value, the same for equal values: sorted keys, no spaces."""
    return json.dumps(
        value, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise PipelineError(f"a drawing takes plain values, not {type(value).__name__}")


@remember
def package_digest() -> str:
    """A digest of the sources and data that make drawings: new code draws anew."""
    package, digest = Path(__file__).parent.parent, hashlib.sha256()
    for folder in ("drawings", "french"):
        for file in sorted((package / folder).rglob("*")):
            if file.suffix in (".py", ".json"):
                digest.update(file.relative_to(package).as_posix().encode() + b"\0")
                digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _generator(name: str, params: Mapping[str, Any]) -> Generator:
    if name not in GENERATORS:
        raise PipelineError(f"no drawing named {name!r}{_hint(name, GENERATORS)}")
    generator = GENERATORS[name]
    known = {
        key: parameter
        for key, parameter in inspect.signature(generator).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    for key in params:
        if key not in known:
            raise PipelineError(f"drawing {name!r} takes no {key!r}{_hint(key, known)}")
    missing = [k for k, p in known.items() if p.default is p.empty and k not in params]
    if missing:
        raise PipelineError(f"drawing {name!r} needs {', '.join(missing)}")
    return generator


def _hint(wrong: str, known: Mapping[str, Any]) -> str:
    guess = nearest(wrong, known)
    return f"; did you mean {guess!r}?" if guess else ""


def _read(file: Path) -> Drawing | None:
    """The drawing in a file of the cache; None where it is not there or not whole."""
    try:
        stored = json.loads(file.read_text(encoding="utf8"))
        body = stored["drawing"]
        if hashlib.sha256(canonical(body).encode()).hexdigest() != stored["sha256"]:
            return None
        return Drawing(**body)
    except (OSError, ValueError, KeyError, TypeError):
        # Not there, cut short or overwritten by something else: the caller draws it again.
        return None


def _write(file: Path, drawing: Drawing) -> None:
    """Write whole or not at all: a second build at the same time sees no half file."""
    body = asdict(drawing)
    digest = hashlib.sha256(canonical(body).encode()).hexdigest()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".drawing-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf8") as stream:
            stream.write(canonical({"drawing": body, "sha256": digest}))
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
