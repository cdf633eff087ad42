"""Step 4, render: one HTML document per section."""
