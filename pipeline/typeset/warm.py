"""What every worker would do once, done before workers part: imported by their fork server.

The engine learns on its way: types of the libraries it calls, patterns, the hyphens of a language,
its own style sheet; and the sheets of most publications are the project's. Setting a page of a bit
of everything beforehand makes the first section of each worker as quick as the next. The page is
thrown away.
"""

from __future__ import annotations

import gc
from pathlib import Path

from pipeline.typeset.job import SectionJob, SectionResult
from pipeline.typeset.section import typeset_section
from pipeline.typeset.sheets import keep_sheets_for_children

_SHEET = Path(__file__).resolve().parents[2] / "styles" / "print.css"
_DRAWING = (
    '<svg width="40" height="20" viewBox="0 0 40 20"><title>Essai</title>'
    '<path d="M1 1l3 4 5 6z" fill="#000"/><circle cx="9" cy="9" r="3" fill="#000" opacity=".5"/>'
    '<text x="9" y="9" font-size="9" text-anchor="middle" fill="#000">Essai</text></svg>'
)
_PAGE = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>
<link rel="stylesheet" href="{_SHEET.as_uri()}"><style>
html {{ line-height: 13pt; hyphens: auto; text-align: justify }} div {{ columns: 2 }}
.essai {{ float: footnote }} aside {{ position: absolute; right: 0 }}</style></head><body>
<h1 id="sec-essai">Essai</h1><aside>En marge</aside><div><p>L’accompagnement des entreprises de
l’économie sociale et solidaire<span class="essai">Une note.</span>, <a href="#sec-essai">premier
<b>essai</b></a> par <i>les métropoles</i>.</p><ul><li>un</li><li>deux</li></ul></div>
<p>{_DRAWING}</p><table><thead><tr><th scope="col">Un</th></tr></thead><tbody><tr><td>1</td></tr>
</tbody></table></body></html>"""


def warm_up() -> SectionResult:
    """Set a page, and keep what children may share; gives what comes of the page."""
    try:
        return typeset_section(SectionJob("sec-essai", _PAGE, _SHEET.as_uri()))
    finally:
        keep_sheets_for_children()
        # What is here now stays: workers need not look through it for garbage.
        gc.collect()
        gc.freeze()


if _SHEET.exists():
    try:
        warm_up()
    except Exception as error:
        # A fork server passes over what cannot be imported; any other error would end it, and the
        # build. A section that meets what is wrong says so in words that help.
        raise ImportError("no page could be set beforehand") from error
