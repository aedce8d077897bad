"""Danish press releases in, grounded records out."""
