"""What goes on behind the page: background jobs, the worker process, the kept models and takes."""
