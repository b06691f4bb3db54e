"""The page's own components: a Python half, and JavaScript, CSS and HTML beside it."""
