"""The Train tab: choose a corpus, train, watch and hear the model learn."""
