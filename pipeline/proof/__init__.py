"""Step 7, proof: finished files read by other tools than those that made them."""
