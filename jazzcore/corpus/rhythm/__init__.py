"""Played time to written time: beats read, onsets quantised."""
