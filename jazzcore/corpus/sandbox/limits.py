"""What the child processes that parse uploads share. It imports next to nothing, so they start quickly."""

from contextlib import suppress

UNREADABLE = 3
"""A child's exit code for bytes that its parser cannot read."""

REFUSED = 4
"""A child's exit code for a file that it refuses; the sentence that says why stands on its stdout, in UTF-8."""


def limit_resources(memory_bytes: int, cpu_sec: int) -> None:
    """Limit the memory and processor time of this process, where the system has such limits.

    Parameters
    ----------
    memory_bytes : int
        The most memory.
    cpu_sec : int
        The most processor time.
    """
    try:
        import resource  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, cpu_sec), (resource.RLIMIT_CORE, 0))
    for kind, wanted in limits:
        with suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(kind, (wanted, resource.getrlimit(kind)[1]))
