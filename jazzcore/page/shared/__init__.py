"""What every view uses: state, cache, words, colours."""
