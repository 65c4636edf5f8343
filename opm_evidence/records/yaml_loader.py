"""The parser of every YAML file that is read often."""

from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where PyYAML was built with it: ten times as fast, and the same positions.

Both make plain values only. Neither minds how deep a file is, which ends the process of the one in
C: whoever reads a file of others looks at that first.
"""
