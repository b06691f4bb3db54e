"""The page: one folder a tab. Views import only `shared` and `components` of the page."""
