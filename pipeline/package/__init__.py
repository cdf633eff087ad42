"""Step 5b, package: the book as an EPUB 3.3."""

from pipeline.package.book import package_epub
from pipeline.package.cover import picture_of_page
from pipeline.package.model import PageBreak
from pipeline.package.print_pages import print_pages

__all__ = ["PageBreak", "package_epub", "picture_of_page", "print_pages"]
