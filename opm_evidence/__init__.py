"""Evidence registers in, open and reproducible evidence packs out.

The public names: `read_register`, `read_policy_usage`, `assess`, `Thresholds` and the module
`display`; for analysts' notebooks `suppose`, `read_health`, `read_portfolio` and the module `desk`;
for whoever explores a usage file, `examine_usage_file` and the module `exploring`. They are loaded
when they are first used, so that commands which need none of them start at once.
"""

from importlib import import_module
from typing import Any

__all__ = [
    "Thresholds",
    "assess",
    "desk",
    "display",
    "examine_usage_file",
    "exploring",
    "read_health",
    "read_policy_usage",
    "read_portfolio",
    "read_register",
    "suppose",
]
__version__ = "0.1.0"
_HOMES = {
    "read_register": "opm_evidence.registers.reading",
    "read_policy_usage": "opm_evidence.usage.of_policy",
    "examine_usage_file": "opm_evidence.usage.examining",
    "assess": "opm_evidence.synthesis.assessment",
    "read_health": "opm_evidence.packs.notebooks.examining",
    "read_portfolio": "opm_evidence.packs.notebooks.examining",
    "suppose": "opm_evidence.synthesis.supposing",
    "Thresholds": "opm_evidence.records.thresholds",
}
_MODULES = {
    "desk": "opm_evidence.display.desk",
    "display": "opm_evidence.display",
    "exploring": "opm_evidence.usage.exploring",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _MODULES:
        return import_module(_MODULES[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
