"""What a source states: facts, sources and dates of mixed precision."""
