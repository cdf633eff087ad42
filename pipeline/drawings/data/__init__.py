"""Data of the drawings: see PROVENANCE.md."""
