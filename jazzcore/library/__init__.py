"""All that is saved, behind one facade: takes, models, corpora, charts, votes, settings. Imports `takes` and below."""
