"""From played time to written time: beats read, onsets quantised. Imports only `music`."""
