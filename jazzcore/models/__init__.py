"""Settings, networks, training, bundles and samplers. TensorFlow in networks and training only."""
