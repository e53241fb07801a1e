"""Makes docs/checks.md from the list of rules: ``python docs/make_checks.py``."""

from pathlib import Path

from xlscorecard.core.checks.all_rules import RULES
from xlscorecard.core.domain.finding import Severity

PAGE = Path(__file__).with_name("checks.md")

_HEAD = """\
# What is checked

```text
$ xlscorecard check Scorecard.xlsm
Scorecard.xlsm, sheet Scorecard, reporting period Aug-19: 9 indicators checked.
18 findings: 4 wrong, 10 doubtful, 4 note
  wrong     AA16     FM011 12 month average was printed as 122, the values give 126;
                     likely cause: typed over
  wrong     H12:N12  EH14b is a part of EH1c and is larger than it in Jul-18, …
  doubtful  AJ17     the commentary of FM012 says 765 of 2,230 (32%); that is 34%
  …
```

<!-- Made from the list of rules by docs/make_checks.py. -->

Nothing in the file is changed. `--json`, `--html`, `--csv`, `--sarif` and `--junit` tell the same
in other shapes, into a file with `-o`; `--strict` exits with 1 on any finding that is not
accepted. In Excel *Check data* does it, and a refresh does it too: both list the findings on the
sheet **Checks**.

- **Worst first**: *wrong* is a figure that cannot stand, *doubtful* one that somebody should look
  at, *note* something to know or to complete.
- **Each with its cell**, what was found, and what to do. Of a published figure that does not
  follow from the values the likely cause is told where it can be: numbers stored as text, another
  window, another base, rounded too far or cut off, an arrow without the tolerance, a percentage
  without its % sign, typed over.
- **A false finding costs more trust than a missed one.** A row is held against its own history: its
  kind (counts, shares, rates), its usual changes, the same month a year before, and what its
  commentary says of it. A sentence is held against the row only where it speaks of the row in the
  row's own words. Figures that were right before the newest values came are one finding, which a
  refresh puts right without a word.
- **How sure that is** is measured, on scorecards and commentaries that were written without
  knowledge of the rules ([tests/data/cards](../tests/data/cards/README.md)): in 68 clean scorecards
  nothing is called wrong and two things are doubtful, of 838 true commentaries none is called
  false, and of 363 false ones nearly four in five are noticed.
- A rule that fails on some sheet is a finding itself and stops no other.

## Accepting a finding

Beside each finding on the sheet Checks there are two yellow cells. With a name and a reason in
both, the finding is *accepted* from the next refresh or check on: it stands at the end of the
list and is counted no more, until one of its cells changes. Rows and columns may move and the
list may be sorted. What a refresh has put right stays at the end of the list as long as the month
is reported.

The sheet is our own, and nothing else is ever written but the computed cells. A sheet named
Checks of another kind is left alone; the list is then on *Scorecard checks*. `xlscorecard refresh
--no-checks-sheet` leaves it out.

## The rules
"""


def page() -> str:
    """The whole page."""
    lines = [_HEAD, "| rule | severity | what it finds |", "|---|---|---|"]
    for severity in Severity:
        lines += [
            f"| `{rule.name}` | {severity.word} | {rule.finds} |"
            for rule in RULES
            if rule.severity is severity
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
