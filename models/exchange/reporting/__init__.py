"""Reports that people build, keep as they were, and have made in packs."""
