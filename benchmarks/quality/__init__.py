"""How good the solos are: against real solos, and recipe against recipe."""
