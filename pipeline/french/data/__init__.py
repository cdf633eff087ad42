"""Data of the spelling: see PROVENANCE.md."""
