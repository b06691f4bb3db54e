"""A field for a chord chart, checked while one types."""
