"""What people look for: GOV.UK usage, one reader per format, in one canonical table."""

from opm_evidence.usage.attention import attention_subjects
from opm_evidence.usage.examining import UsageFile, examine_usage_file
from opm_evidence.usage.keeping import write_kept
from opm_evidence.usage.of_policy import (
    examine_policy_usage,
    policy_usage,
    read_policy_usage,
    write_policy_usage,
)
from opm_evidence.usage.periods import by_month, figures_by_period
from opm_evidence.usage.publishable import publishable
from opm_evidence.usage.reading import Usage, read_usage

__all__ = [
    "Usage",
    "UsageFile",
    "attention_subjects",
    "by_month",
    "examine_policy_usage",
    "examine_usage_file",
    "figures_by_period",
    "policy_usage",
    "publishable",
    "read_policy_usage",
    "read_usage",
    "write_kept",
    "write_policy_usage",
]
