"""Step 2, resolve: numbering, references, facts and contents of the whole book."""

from pipeline.resolve.book import resolve_book

__all__ = ["resolve_book"]
