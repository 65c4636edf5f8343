"""How long a notebook may take, unless a caller says otherwise."""

CELL_SECONDS = 600
"""A cell that takes longer than this has hung."""

POLICY_SECONDS = 3600
"""A policy that takes longer than this is given up."""
