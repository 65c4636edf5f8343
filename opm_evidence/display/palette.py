"""Colours and patterns of charts. No series is told apart by colour alone.

The categorical colours are those of the government's Analysis Function, in its order, and at most
four at a time (analysisfunction.civilservice.gov.uk, Data visualisation: colours in charts, 2025).
"""

CATEGORICAL = ("#12436D", "#28A197", "#801650", "#F46A25")
PATTERNS = ("", "/", "-", "x")
"""One a colour, in the same order, as plotly names the patterns of bars. Lines only: matplotlib
writes a pattern of dots as thousands of curves."""
DASHES = ("solid", "dash", "dot", "dashdot")
"""One a colour, in the same order, as plotly names the dashes of lines."""
INK = "#1D1D1D"
PAPER = "#FFFFFF"
GRID = "#D9D9D9"
