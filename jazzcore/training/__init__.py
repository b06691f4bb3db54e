"""Training runs: jobs, worker process, protocol and checkpoints. Imports `library` and below."""
