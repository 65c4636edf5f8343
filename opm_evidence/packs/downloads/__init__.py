"""What a pack offers beside its page: tables, schemas, references, and one zip."""
