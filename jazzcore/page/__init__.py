"""The page's views: widgets and layout."""
