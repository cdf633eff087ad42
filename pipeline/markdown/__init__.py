"""Markdown in, trees out: the only package that runs pandoc."""

from pipeline.markdown.parse import MarkdownText, parse_markdown

__all__ = ["MarkdownText", "parse_markdown"]
