"""What people can set, and how the Settings sheet says it."""
