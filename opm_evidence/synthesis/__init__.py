"""What a register says: pure functions from a register to cells, answers, gaps and voices."""
