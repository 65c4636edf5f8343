"""The input that would settle something, by the names that its table and column have."""

from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES, table_schema


def input_words(need: str) -> str:
    """`evidence.access` as `Access (evidence.csv)`; a table alone as `Claims (claims.csv)`."""
    table, _, column = need.partition(".")
    if table == "policy":
        return f"{column.replace('_', ' ').capitalize()} (policy.yaml)"
    if table not in POLICY_TABLES + SHARED_TABLES:
        return f"GOV.UK usage data ({need.replace('_', ' ')})" if table == "usage" else need
    schema = table_schema(table)
    if not column:
        return f"{schema.title} ({table}.csv)"
    return f"{schema.field(column).title} ({table}.csv)"
