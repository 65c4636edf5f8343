"""What evidence is: table schemas as data, small frozen types, and the vocabulary."""
