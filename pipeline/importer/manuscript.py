"""A manuscript (Word, OpenDocument, Markdown) to sources: chapters, tables, figures.

A heading of the first level begins a chapter. Nothing that is there is overwritten, and the
reading order is left to the editor.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.importer.inlines import Inlines, plain_words
from pipeline.importer.model import Gathered, Imported, Json
from pipeline.importer.pieces import write_picture, write_table, yaml_line
from pipeline.markdown.manuscript import read_manuscript, write_markdown

_DEEPEST = 4


@dataclass
class _Chapter:
    title: str
    blocks: list[Json] = field(default_factory=list)


def import_manuscript(root: Path, file: Path) -> Imported:
    """The files that a manuscript becomes; nothing is written.

    Raises UsageError where the manuscript or the publication is none.
    """
    if not (root / "sources").is_dir():
        raise UsageError(f"no sources/ in {root}: give the publication's folder with --root")
    gathered = Gathered(root)
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        media = Path(folder)
        document = read_manuscript(file, media)
        reader = _Reader(gathered, media if file.suffix != ".md" else file.parent)
        for chapter in _chapters(document, reader, file.stem):
            _write_chapter(chapter, document, gathered)
    return Imported(tuple(gathered.files), dict(gathered.counts), tuple(gathered.remarks))


def write_files(root: Path, imported: Imported) -> None:
    """Write what a manuscript became. Raises UsageError where a file is there by now."""
    there = [file.name for file in imported.files if (root / file.name).exists()]
    if there:
        raise UsageError(f"these files are there already: {', '.join(there)}")
    for file in imported.files:
        path = root / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


def _chapters(document: Json, reader: _Reader, stem: str) -> list[_Chapter]:
    """The chapters: one for each heading of the first level, one for what stands before."""
    given = document["meta"].get("title", {}).get("c", [])
    title = plain_words(reader.inlines.clean(given)) if isinstance(given, list) else ""
    chapters = [_Chapter(title or stem)]
    for block in document["blocks"]:
        if block["t"] == "Header" and block["c"][0] == 1:
            chapters.append(_Chapter(plain_words(reader.inlines.clean(block["c"][2]))))
        else:
            chapters[-1].blocks += reader.read(block)
    if not chapters[0].blocks and len(chapters) > 1:
        del chapters[0]
    elif len(chapters) > 1:
        reader.tell(f"« {chapters[0].title} » réunit ce qui précède le premier chapitre : à relire")
    return chapters


def _write_chapter(chapter: _Chapter, document: Json, gathered: Gathered) -> None:
    name = gathered.free_name("chapters", chapter.title, (".md",))
    head = f"---\nid: sec-{name}\nkind: text\n{yaml_line('title', chapter.title)}---\n"
    text = write_markdown(document, list(_with_levels(chapter.blocks, gathered)))
    gathered.add(f"sources/chapters/{name}.md", f"{head}\n{text}")
    gathered.counts["chapitres"] += 1
    gathered.remark(f"placer « - section: sec-{name} » dans l’ordre de lecture (publication.yaml)")


def _with_levels(blocks: Sequence[Json], gathered: Gathered) -> Iterator[Json]:
    """Blocks whose headings begin at the second level and skip none."""
    # Levels of the manuscript that are open above a heading, outermost first.
    above: list[int] = []
    for block in blocks:
        if block["t"] != "Header":
            yield block
            continue
        level, _, words = block["c"]
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        depth = len(above) + 1
        if depth > _DEEPEST:
            gathered.remark(f"intertitre trop profond, remonté : « {plain_words(words)} »")
        gathered.counts["intertitres"] += 1
        yield {"t": "Header", "c": [min(depth, _DEEPEST), ["", [], []], words]}


class _Reader:
    """Cleans the blocks of a manuscript, and keeps its tables and pictures."""

    def __init__(self, gathered: Gathered, media: Path) -> None:
        self._gathered = gathered
        self._media = media
        self.inlines = Inlines(gathered)

    def read(self, block: Json) -> list[Json]:
        """What a block becomes, then the pictures met in it: they stand between paragraphs."""
        return [*self.clean([block]), *self._pictures("")]

    def clean(self, blocks: Sequence[Json]) -> list[Json]:
        """The blocks that the sources can hold."""
        return [made for block in blocks for made in self._clean(block)]

    def _clean(self, block: Json) -> Iterator[Json]:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain") and isinstance(content, list):
            words = self.inlines.clean(content)
            if plain_words(words) or any(inline["t"] == "Note" for inline in words):
                yield {"t": kind, "c": words}
        elif kind == "Header" and isinstance(content, list):
            yield {"t": kind, "c": [content[0], content[1], self.inlines.clean(content[2])]}
        elif kind == "Table":
            yield write_table(block, self.inlines, self._gathered)
        elif kind in ("BulletList", "BlockQuote", "OrderedList") and isinstance(content, list):
            yield self._nested(kind, content)
        else:
            yield from self._special(kind, content)

    def _nested(self, kind: str, content: list[Json]) -> Json:
        if kind == "BlockQuote":
            return {"t": kind, "c": self.clean(content)}
        items = content if kind == "BulletList" else content[1]
        made = [self.clean(item) for item in items]  # type: ignore[arg-type]
        # Numbers alone: letters and roman figures are the layout's business.
        order = [1, {"t": "Decimal"}, {"t": "Period"}]
        return {"t": kind, "c": made if kind == "BulletList" else [order, made]}

    def _special(self, kind: str, content: object) -> Iterator[Json]:
        if kind == "Div" and isinstance(content, list):
            yield from self.clean(content[1])
        elif kind == "Figure" and isinstance(content, list):
            caption = content[1][1]
            words = [part for block in caption for part in self.inlines.clean(block["c"])]
            self.clean_pictures(content[2])
            yield from self._pictures(plain_words(words))
        elif kind == "LineBlock" and isinstance(content, list):
            for line in content:
                yield {"t": "Para", "c": self.inlines.clean(line)}
        elif kind == "CodeBlock" and isinstance(content, list):
            self._gathered.remark("passage de code mis en texte")
            yield {"t": "Para", "c": [{"t": "Str", "c": str(content[1])}]}
        elif kind == "DefinitionList" and isinstance(content, list):
            self._gathered.remark("liste de définitions mise en paragraphes")
            for term, meanings in content:
                yield {"t": "Para", "c": [{"t": "Strong", "c": self.inlines.clean(term)}]}
                for meaning in meanings:
                    yield from self.clean(meaning)
        else:
            self._gathered.remark(f"élément laissé de côté ({kind})")

    def tell(self, words: str) -> None:
        """Say what a hand must do."""
        self._gathered.remark(words)

    def clean_pictures(self, blocks: Sequence[Json]) -> None:
        """Note the pictures of a figure; its words are in its caption."""
        for block in blocks:
            if block["t"] in ("Para", "Plain"):
                self.inlines.clean(block["c"])

    def _pictures(self, caption: str) -> Iterator[Json]:
        """What stands for the pictures met since, in a paragraph of their own."""
        waiting, self.inlines.pictures = self.inlines.pictures, []
        for image in waiting:
            yield from write_picture(image, caption, self._media, self.inlines, self._gathered)
