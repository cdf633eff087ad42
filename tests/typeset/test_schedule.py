"""Rounds, sides, folios, reasons, workers."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.typeset import SectionJob, begin_layer, typeset_layer
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.memory import Memory
from pipeline.typeset.place import SectionSource, TargetError, blanks_for
from pipeline.typeset.queue import RoundQueue
from pipeline.typeset.schedule import TypesetBook, typeset_book
from pipeline.typeset.state import begin
from pipeline.typeset.workers import WorkerError, Workers
from typeset.samples import BASE, page, paragraphs, reference

# A plain fork would copy the threads' locks that other tests have left.
FORK_SERVER = multiprocessing.get_context("forkserver")


def source(name: str, count: int, refer_to: tuple[str, ...] = (), side: str = "any"):
    body = f'<h1 id="{name}">{name}</h1>' + "".join(
        f"<p>{reference(target)}</p>" for target in refer_to
    )
    return SectionSource(name, page(body + paragraphs(name, count)), BASE, side)  # type: ignore[arg-type]


def book(middle: int = 2) -> list[SectionSource]:
    return [
        source("contents", 0, ("one", "two", "three")),
        source("one", middle, ("one-p0", "three")),
        source("two", 2, (), "recto"),
        source("three", 1, ("two-p1",)),
    ]


def build(sources, cache=None, memory=None, jobs=1) -> TypesetBook:
    with Workers(jobs) as workers:
        return typeset_book(sources, workers, cache, memory)


def texts(built: TypesetBook) -> dict[str, str]:
    found = {}
    for section in built.sections:
        with pdfium.PdfDocument(section.result.pdf) as pdf:
            found[section.id] = " ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    return found


def pdfs(built: TypesetBook) -> list[bytes]:
    return [section.result.pdf for section in built.sections]


def reasons(built: TypesetBook) -> set[tuple[str, str]]:
    return {(item.section, item.reason) for item in built.rebuilds}


@pytest.mark.parametrize(
    ("wish", "page", "blanks"),
    [("any", 0, 0), ("any", 1, 0), ("recto", 1, 1), ("recto", 2, 0), ("verso", 2, 1)],
)
def test_blanks(wish, page, blanks):
    assert blanks_for(wish, page) == blanks


def test_folios_settle_and_are_printed():
    built = build(book())
    assert [(item.id, item.first_page, item.blanks_before) for item in built.sections] == [
        ("contents", 0, 0),
        ("one", 1, 0),
        ("two", 2, 0),
        ("three", 3, 0),
    ]
    assert [item.result.record.pages[0].side for item in built.sections] == [
        "recto",
        "verso",
        "recto",
        "verso",
    ]
    assert built.page_count == 4
    found = texts(built)
    for folio in ("→ p. 2", "→ p. 3", "→ p. 4"):
        assert folio in found["contents"]
    assert "→ p. 3" in found["three"]
    # The reference to a paragraph on the same page gave way; the other one is there.
    assert found["one"].count("→") == 1
    assert built.rounds <= 3


def test_recto_gets_its_blank_page():
    built = build([source("one", 1), source("two", 1, (), "recto"), source("three", 1, ("two",))])
    assert [(item.first_page, item.blanks_before) for item in built.sections] == [
        (0, 0),
        (2, 1),
        (3, 0),
    ]
    assert "→ p. 3" in texts(built)["three"]


def test_unknown_target_is_named_with_its_section():
    with pytest.raises(TargetError) as error:
        build([source("one", 1, ("nowhere",))])
    assert (error.value.target, error.value.section) == ("nowhere", "one")


def test_every_way_gives_the_same_bytes(tmp_path: Path):
    cold = build(book())
    cache = SectionCache(tmp_path)
    first = build(book(), cache, jobs=2)
    memory = Memory.from_json(first.memory.to_json())
    again = build(book(), SectionCache(tmp_path), memory)
    without_memory = build(book(), SectionCache(tmp_path))
    with Workers(2, lambda: ThreadPoolExecutor(1)) as workers:
        threads = typeset_book(book(), workers)
    assert pdfs(cold) == pdfs(first) == pdfs(again) == pdfs(without_memory) == pdfs(threads)
    assert again.rebuilds == ()
    assert again.rounds == 1


def test_changed_word_sets_its_section_only(tmp_path: Path):
    cache = SectionCache(tmp_path)
    memory = build(book(), cache).memory
    edited = book()
    html = edited[1].html.replace("financement", "financements")
    edited[1] = SectionSource("one", html, BASE)
    built = build(edited, cache, memory)
    assert reasons(built) == {("one", "text")}
    assert pdfs(built) == pdfs(build(edited))


def test_longer_chapter_sets_itself_only(tmp_path: Path):
    cache = SectionCache(tmp_path)
    memory = build(book(), cache).memory
    built = build(book(middle=8), cache, memory)
    assert reasons(built) == {("one", "text")}
    assert built.page_count == 6
    assert pdfs(built) == pdfs(build(book(middle=8)))
    assert "→ p. 5" in texts(built)["contents"]


def test_folios_with_another_number_of_figures_set_their_references_again(tmp_path: Path):
    cache = SectionCache(tmp_path)
    memory = build(book(), cache).memory
    built = build(book(middle=50), cache, memory)
    assert reasons(built) == {
        ("one", "text"),
        ("one", "references"),
        ("contents", "references"),
        ("three", "references"),
    }
    assert int(built.folios["two"]) > 9
    (contents,) = [item for item in built.rebuilds if item.section == "contents"]
    assert contents.detail == "three: 0 -> 00, two: 0 -> 00"
    assert pdfs(built) == pdfs(build(book(middle=50)))


def test_changed_sheet_is_named_as_the_reason(tmp_path: Path):
    sheet = tmp_path / "print.css"
    sheet.write_text("p { color: red }", encoding="utf-8")
    html = page('<link rel="stylesheet" href="print.css"><p>Un</p>')
    sources = [SectionSource("one", html, tmp_path.as_uri() + "/")]
    cache = SectionCache(tmp_path / "cache")
    memory = build(sources, cache).memory
    sheet.write_text("p { color: blue }", encoding="utf-8")
    (rebuild,) = build(sources, cache, memory).rebuilds
    assert rebuild.reason == "files"
    assert rebuild.detail == str(sheet)


@pytest.mark.parametrize("text", ["", "[]", '{"folios": {}}', '{"folios": {}, "sections": 3}'])
def test_memory_that_is_none_is_empty(text):
    assert Memory.from_json(text) == Memory()


def _die_once(mark: str) -> None:
    """Kill the worker's process the first time it starts."""
    path = Path(mark)
    if not path.exists():
        path.write_text("x", encoding="utf-8")
        os._exit(1)


def test_killed_worker_loses_nothing(tmp_path: Path):
    def pool() -> ProcessPoolExecutor:
        mark = str(tmp_path / "mark")
        return ProcessPoolExecutor(2, FORK_SERVER, initializer=_die_once, initargs=(mark,))

    with Workers(2, pool) as workers:
        built = typeset_book(book(), workers)
    assert (tmp_path / "mark").exists()
    assert pdfs(built) == pdfs(build(book()))


def test_warm_workers_set_even_one_section_beside():
    alone = [source("two", 2)]
    with Workers(2) as workers:
        workers.warm()
        built = typeset_book(alone, workers)
        assert multiprocessing.active_children()
    assert pdfs(built) == pdfs(build(alone))


class _Counting(ThreadPoolExecutor):
    """Counts what it was given."""

    count = 0

    def submit(self, *words, **named):
        self.count += 1
        return super().submit(*words, **named)


def test_first_sections_are_set_while_others_still_come():
    pool = _Counting(1)
    begun = []

    def come():
        for section in book():
            begun.append(pool.count)
            yield section

    with Workers(2, lambda: pool) as workers:
        built = typeset_book(come(), workers)
    assert begun[0] == 0 < begun[-1]
    assert pdfs(built) == pdfs(build(book()))


def test_unknown_target_of_sections_that_still_come_is_named():
    with Workers() as workers, pytest.raises(TargetError, match="nowhere"):
        typeset_book(iter([source("one", 1, ("nowhere",))]), workers)


def test_wrongly_guessed_side_is_mended_before_the_round_ends():
    # Two pages are guessed, one it is: the next one begins on a verso.
    hidden = f"<div hidden>{'mot ' * 1350}</div>"
    sources = [SectionSource("one", page(f"<p>1</p>{hidden}", "[hidden] { display: none }"), BASE)]
    sources.append(source("two", 1))
    with Workers(2, lambda: ThreadPoolExecutor(1)) as workers:
        built = typeset_book(sources, workers)
    assert built.rounds == 1
    assert [rebuild.reason for rebuild in built.rebuilds] == ["new", "new", "side"]
    assert pdfs(built) == pdfs(build(sources))


def test_layer_set_beside_is_the_same(tmp_path: Path):
    mark = str(tmp_path / "died")
    alone = typeset_layer(page("<p>1</p>"), BASE)
    pool = partial(ProcessPoolExecutor, 1, FORK_SERVER, _die_once, (mark,))
    with Workers(2, pool) as workers:
        cache = SectionCache(tmp_path / "sections")
        beside = begin_layer(page("<p>1</p>"), BASE, workers, cache)()
    assert Path(mark).exists()
    assert beside.pdf == alone.pdf
    assert begin_layer(page("<p>1</p>"), BASE, Workers(), cache)().pdf == alone.pdf


def _die_elsewhere(home: int) -> str:
    if os.getpid() != home:
        os._exit(1)
    return "done"


def test_other_work_is_done_elsewhere_and_here_where_that_fails():
    here = os.getpid()
    assert Workers(2).apart(os.getpid)() == here
    with Workers(2) as workers:
        workers.warm()
        assert workers.apart(os.getpid)() != here
        assert workers.apart(_die_elsewhere, here)() == "done"
        assert workers.apart(os.getpid)() != here


def test_worker_that_always_dies_is_an_error():
    class Queue:
        def __init__(self) -> None:
            self.left = [SectionJob("a", "<p>", BASE)]

        def __len__(self) -> int:
            return len(self.left)

        def advance(self) -> bool:
            return False

        def take(self) -> SectionJob | None:
            return self.left.pop() if self.left else None

    with (
        Workers(2, lambda: ProcessPoolExecutor(1, FORK_SERVER, os._exit, (1,))) as workers,
        pytest.raises(WorkerError, match="section a"),
    ):
        list(workers.run(Queue()))


def test_sections_whose_length_is_in_doubt_go_first():
    def text(name: str, pages: float) -> SectionSource:
        return SectionSource(name, page(f"<p>{'mot ' * int(2700 * pages / 4)}</p>"), BASE)

    state = begin(Memory())
    for section in (text("one", 2), text("two", 1.5), text("three", 2), text("four", 1.5)):
        state.add(section)
    queue = RoundQueue(state, None, list(state.sources), iter(()))
    # The others rest on a doubt: they wait as long as there is another, the shortest first.
    taken = [job.id for job in iter(queue.take, None)]
    assert taken == ["two", "one", "four", "three"]


def test_contents_are_set_last_with_their_folios():
    names = [f"s{number}" for number in range(24)]
    contents = SectionSource("contents", page("".join(reference(name) for name in names)), BASE)
    # Some of it is on other pages than its length lets guess.
    sections = [source(name, 1 + 40 * (number == 2)) for number, name in enumerate(names)]
    built = build([contents, *sections])
    assert (built.rounds, built.rebuilds[-1].section) == (1, "contents")
    assert len(built.rebuilds) == len(names) + 1
