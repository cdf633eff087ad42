"""The marks of printed pages stand before the block that the page begins with."""

from __future__ import annotations

from pipeline.package.model import PageBreak
from pipeline.package.pagebreaks import END, drop_sources, mark_pages
from pipeline.package.xhtml import parse_xhtml, tag, write_xhtml

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><section data-src="a:1">'
    '<p data-src="a:3">Un.</p><ul data-src="a:5"><li data-src="a:5">Deux</li></ul>'
    '<p data-src="a:9">Trois.</p></section></body></html>'
)


def marked(*pages: tuple[str, str]) -> str:
    root = parse_xhtml(PAGE, "page")
    main = next(root.iter(tag("section")))
    mark_pages(main, [PageBreak(label, "sec-a", source) for label, source in pages])
    drop_sources(root)
    text = write_xhtml(main).decode()
    for label, _ in pages:
        span = (
            f'<span class="page-mark" epub:type="pagebreak" role="doc-pagebreak" '
            f'id="page-{label}" aria-label=" {label} "></span>'
        )
        assert text.count(span) == 1
        text = text.replace(span, f"|{label}|")
    return text[text.index("<section") :]


def test_page_is_marked_inside_its_first_block() -> None:
    assert "<p>|7|Un.</p>" in marked(("7", "a:3"))


def test_page_that_begins_with_a_list_is_marked_in_its_first_item() -> None:
    assert "<ul><li>|7|Deux</li></ul>" in marked(("7", "a:5"))


def test_two_pages_in_one_block_keep_their_order() -> None:
    assert "<p>|7||8|Trois.</p>" in marked(("7", "a:9"), ("8", "a:9"))


def test_first_page_and_page_without_block() -> None:
    text = marked(("7", ""), ("8", "a:3"), ("9", "nowhere:1"))
    assert "|7|<p>|8||9|Un.</p>" in text


def test_marks_never_go_back() -> None:
    assert "<p>|7||8|Trois.</p>" in marked(("7", "a:9"), ("8", "a:3"))


def test_page_after_a_block_is_marked_at_its_end() -> None:
    root = parse_xhtml(PAGE, "page")
    main = next(root.iter(tag("section")))
    mark_pages(main, [PageBreak("7", "sec-a", "a:3"), PageBreak("8", "sec-a", "a:5", after=True)])
    text = write_xhtml(main).decode()
    assert text.index('id="page-7"') < text.index("Un.") < text.index("Deux")
    assert text.index("Deux") < text.index('id="page-8"') < text.index("</li>")


def test_end_comes_after_everything() -> None:
    assert marked(("7", END)).strip().endswith("<p>Trois.</p>|7|</section>")
