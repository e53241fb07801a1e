"""What a person can ask for: read, compute, plan, apply."""
