"""The only input and output: a protocol, and the adapters that fulfil it. No rule lives here."""
