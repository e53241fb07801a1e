"""Commentary against figures: what is a finding, and what must not be one."""

import pytest

from tests.checks.drafts import Draft, DraftRow
from xlscorecard.core.domain.finding import Finding, Severity
from xlscorecard.core.sheet.content import CellContent

# The values of EH1a in the scorecard document, May-18 to Aug-19.
EH1A: list[CellContent] = [
    float(value) for value in (37, 19, 42, 18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126)
]
# Percentages of the same months.
NEET: list[CellContent] = [0.06 + 0.001 * index for index in range(16)]


def found(commentary: str, *, percentage: bool = False) -> list[Finding]:
    """The findings about one row's commentary."""
    values = list(NEET if percentage else EH1A)
    row = DraftRow(
        reference="A1",
        title="Families",
        values=values,
        percentage=percentage,
        commentary=commentary,
    )
    return [own for own in Draft(rows=[row]).checked().findings if "commentary" in own.rule]


@pytest.mark.parametrize(
    ("commentary", "rule", "message"),
    [
        # measures.md, 'The scorecard document, read closely'
        ("A total of 765 claims out of a target of 2,230 families (32% conversion rate).",
         "commentary-share", "says 765 of 2,230 (32%); that is 34%"),
        ("2,108 families plus a further 144 makes 2,374.",
         "commentary-sum", "says 2,108 and 144 make 2,374; they make 2,252"),
        ("An additional 144 families brings our total above the target of 2,230 to 2,374, as "
         "2,108 were attached by the end of 2018/19.",
         "commentary-sum", "says 2,108 and 144 make 2,374; they make 2,252"),
        ("45 (70%) of the 60 visits were in time.",
         "commentary-share", "says 45 of 60 (70%); that is 75%"),
        ("£1,200 and a further £300 gives £1,600.",
         "commentary-sum", "says £1,200 and £300 make £1,600; they make 1,500"),
        ("It has increased from 7.0% in quarter 4 (2018/19) to 6.8%.",
         "commentary-movement", 'says "increased from 7.0% to 6.8%"; that is a fall'),
        ("The number fell from 36 in 2017 to 75 in 2018.",
         "commentary-movement", 'says "fell from 36 to 75"; that is a rise'),
        ("EHAs rose from 96 in July to 162 in August.",
         "commentary-value", "says 162 for Aug-19; the row has 126 in Aug-19"),
        ("EHAs rose from 69 in July 2019 to 126 in August 2019.",
         "commentary-value", "says 69 for Jul-19; the row has 96 in Jul-19"),
        ("The figure for Aug-19 was 216.",
         "commentary-value", "says 216 for Aug-19; the row has 126 in Aug-19"),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_hold_is_a_finding_that_says_what_was_compared(
    commentary: str, rule: str, message: str
) -> None:
    (finding,) = found(commentary)

    assert finding == Finding(
        rule=rule,
        severity=Severity.DOUBTFUL,
        cells=("Scorecard!AJ4",),
        reference="A1",
        message=f"the commentary of A1 {message}",
        remedy="correct the figure in the commentary, or accept this finding if it was misread",
        about=finding.about,
    )
    assert finding.about in finding.message


@pytest.mark.parametrize(
    "commentary",
    [
        # true ones, rounded or cut off
        "So far 765 claims out of a target of 2,230 (34% conversion rate).",
        "765 of 2,230 (34.3%) and >1,115 (50% conversion rate of 2,230).",
        "2 of 3 (66%) or 2 of 3 (67%).",
        "85 claims submitted 10/07/19 with a further 68 audited by 30/08/19 giving a cumulative "
        "153 families.",
        "The % decreased from 7.0% in quarter 4 (2018/19) to 6.8%, still above the target.",
        "This has risen from 36 in 2017 to 75 in 2018.",
        "EHAs rose from 96 in July to 126 in August.",
        "EHAs rose from 57 in May 2019 to 144 in June 2019.",
        # nothing that can be compared
        "A 337% increase on the previous 12 month average of 35 per quarter.",
        "The rate has not increased from 7.0% to 6.8%.",
        "12 (80%) of assessments within 45 days.",
        "Southampton is 8th of 11 against its statistical neighbours (20% of all).",
        "16-17 year olds: 5 of 10/07/19 (30%).",
        "We aim for a rise from 10 to 5 days.",
        "Plans rose from 20 in July to 30 in August.",
        "Our target is >350 by 31 March 2020; 747 families need an additional 131 at 40%.",
        "Performance fell in 2018/19 from quarter 1 to quarter 3.",
        "The figure for Aug-17 was 999.",
        "In May, we saw 3 of 4.",
        "",
        "122 of the 144 are eligible, as 2,108 were attached by the end of 2018/19 (£122,000).",
    ],
)
def test_what_holds_or_cannot_be_compared_is_no_finding(commentary: str) -> None:
    assert [own.rule for own in found(commentary)] in ([], ["missing-commentary"])
    assert bool(commentary) == (found(commentary) == [])


def test_percentages_are_compared_with_the_row_as_they_are_written() -> None:
    # Jul-19 is 7.4%, Aug-19 is 7.5%
    assert found("It rose from 7.4% in July to 7.5% in August.", percentage=True) == []
    (finding,) = found("It rose from 7.4% in July to 7.8% in August.", percentage=True)
    assert finding.message.endswith("says 7.8% for Aug-19; the row has 7.5% in Aug-19")


def test_two_claims_of_one_commentary_are_told_apart() -> None:
    first, second = found("2 of 4 (60%) were late, and 3 of 4 (60%) were seen.")
    assert first.cells == second.cells
    assert first.about != second.about
