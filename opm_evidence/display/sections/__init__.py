"""The sections of a pack, one module each; every function takes the assessment alone."""
