"""How packs are made: one from one register, or many at a time."""
