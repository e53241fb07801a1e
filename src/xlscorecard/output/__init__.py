"""How answers look: in the terminal, as files for machines, as pages for the browser."""
