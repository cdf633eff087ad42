"""Sources from outside: a new publication, and manuscripts written elsewhere."""
