"""The rules that make findings: each looks at a reading and its results, and changes nothing."""
