"""How long the studio takes: training, generating, reading, the page, the library."""
