"""Metrics, reference ranges, report and originality of a solo. Imports `models` and below."""
