"""The network of events: an LSTM with heads for time and pitch, its training and its numpy sampler."""
