"""Pages for the browser and the printer: text from values, without any input or output.

Each stands by itself: nothing is fetched for it, and nothing runs in it.
"""
