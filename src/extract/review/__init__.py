"""The page on which two runs are compared and judged."""
