"""From a bundle to a solo: values chosen, laid into bars, and realised as notes."""
