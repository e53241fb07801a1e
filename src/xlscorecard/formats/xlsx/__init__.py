"""Packages of workbooks, read, edited and compared without loss.

``Package`` opens one and says where everything is; ``WorkbookDraft`` takes what is to be changed
in it and writes a copy; ``replace`` sets the copy in the place of the original, once
``differences`` finds nothing in it beyond what an ``Allowance`` allows.
"""
