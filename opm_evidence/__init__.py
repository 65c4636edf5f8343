"""Evidence registers in, open and reproducible evidence packs out.

The public names: `read_register`, `read_policy_usage`, `assess`, `Thresholds` and the module
`display`; for analysts' notebooks `suppose`, `examine_register`, `health_of`, `read_all_registers`,
`portfolio_of` and the module `desk`; for whoever explores a usage file, `examine_usage_file` and
the module `exploring`. They are loaded when they are first used, so that commands which need none
of them start at once.
"""

from importlib import import_module
from typing import Any

__all__ = [
    "Thresholds",
    "assess",
    "desk",
    "display",
    "examine_register",
    "examine_usage_file",
    "exploring",
    "health_of",
    "portfolio_of",
    "read_all_registers",
    "read_policy_usage",
    "read_register",
    "suppose",
]
__version__ = "0.1.0"
_HOMES = {
    "read_register": "opm_evidence.registers.reading",
    "read_policy_usage": "opm_evidence.usage.of_policy",
    "examine_usage_file": "opm_evidence.usage.examining",
    "assess": "opm_evidence.synthesis.assessment",
    "examine_register": "opm_evidence.registers.reading",
    "health_of": "opm_evidence.synthesis.mending",
    "portfolio_of": "opm_evidence.synthesis.portfolio",
    "read_all_registers": "opm_evidence.registers.all_registers",
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
