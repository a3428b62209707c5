"""Words that every drawer shares: names, reasons, proofs, tiers, counts, sources, comparisons."""
