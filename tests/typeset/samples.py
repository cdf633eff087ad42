"""Small synthetic sections for tests: their own sheet, the project's typefaces."""

from __future__ import annotations

from pathlib import Path

STYLES = Path(__file__).parents[2] / "styles"
BASE = STYLES.as_uri() + "/"
CSS = """
@font-face { font-family: Serif; src: url(fonts/SourceSerif4SmText-Regular.ttf) }
@font-face { font-family: Serif; font-weight: bold; src: url(fonts/SourceSerif4SmText-Bold.ttf) }
@font-face { font-family: Sans; src: url(fonts/SourceSans3-Regular.ttf) }
@page { size: 300pt 400pt; margin: 40pt 30pt 50pt 40pt; @left-top { content: element(aside) } }
@page :left { margin-left: 30pt; margin-right: 40pt }
html { font: 10pt/13pt Serif; hyphens: auto }
body, p { margin: 0; orphans: 2; widows: 2 }
aside { position: running(aside); font-size: 6pt; line-height: 7pt }
table { width: 100%; font-family: Sans }
.columns { columns: 2; column-gap: 10pt }
.note { float: footnote; font-size: 7pt; line-height: 9pt }
"""
TEXT = (
    "Les métropoles soutiennent l’économie sociale et solidaire par l’accompagnement, le "
    "financement, la commande publique et l’animation du territoire. "
)


def page(body: str, css: str = "", title: str = "Essai") -> str:
    """A whole document."""
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{CSS}{css}</style></head><body>{body}</body></html>"
    )


def reference(target: str, words: str = "voir") -> str:
    """A link with the page of its target, across sections."""
    return (
        f'<a href="pub:{target}">{words} <b>plus loin</b></a> '
        f'<span data-target="{target}">→ p. <b>00</b></span>'
    )


def paragraphs(section: str, count: int, note: bool = False) -> str:
    """Paragraphs with ids `section-p0`…, and places in a source file."""
    call = '<span class="note">Une note.</span>' if note else ""
    return "".join(
        f'<p id="{section}-p{i}" data-src="{section}.md:{i + 1}">{TEXT}{call}</p>'
        for i in range(count)
    )


def chapter(section: str, count: int = 6, refer_to: tuple[str, ...] = ()) -> str:
    """A section with a bit of everything: columns, notes, lists with blocks, a long table."""
    references = "".join(f"<p>{reference(target)}</p>" for target in refer_to)
    rows = "".join(f'<tr><th scope="row">{i}</th><td>{i * i}</td></tr>' for i in range(40))
    return page(
        f'<h1 id="{section}">Section {section}</h1>'
        f'<aside>En marge, <a href="pub:{section}">un lien</a></aside>{references}'
        f'<div class="columns">{paragraphs(section, count, note=True)}</div>'
        "<ul><li><p>Un bloc.</p><p>Un autre bloc.</p></li>"
        "<li>Un point<ul><li>un point dessous</li></ul></li></ul>"
        "<ol><li>Premier<span class=note>Note d’un point.</span></li><li>Second</li></ol>"
        f'<table id="{section}-table"><caption>Des carrés</caption><thead><tr>'
        '<th scope="col">Nombre</th><th scope="col">Carré</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>",
        title=section,
    )


def layer(count: int) -> str:
    """A layer with the folio at the outer edge of each page's foot."""
    css = (
        "@page { size: 300pt 400pt; margin: 40pt 30pt 30pt 40pt; @left-top { content: none } }"
        "@page :right { @bottom-right { content: counter(page); font: 8pt Sans } }"
        "@page :left { @bottom-left { content: counter(page); font: 8pt Sans } }"
        "div { break-after: page } div:last-child { break-after: auto }"
    )
    return page("<div>&#8203;</div>" * count, css)
