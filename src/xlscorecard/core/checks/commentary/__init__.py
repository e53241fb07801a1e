"""Rules about commentary: what it says in words and numbers, held against its row."""
