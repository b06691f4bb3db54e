"""The Library tab: takes and models, two takes compared, the blind test."""
