"""What an action found, shown to a person in the terminal or to a machine as JSON."""
