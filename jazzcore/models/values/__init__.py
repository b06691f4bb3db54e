"""The network of values: LSTM layers and a softmax, its training and its numpy sampler."""
