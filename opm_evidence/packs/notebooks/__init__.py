"""A notebook as it is declared, run, and cleaned of what a machine leaves in it."""
