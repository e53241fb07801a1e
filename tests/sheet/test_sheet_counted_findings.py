"""Many findings of one kind, and the longest list that a sheet holds."""

from tests.sheet.sheet_grids import Row as Cells
from tests.sheet.sheet_grids import grid
from xlscorecard.core.domain.finding import Finding, Severity, Status
from xlscorecard.core.domain.period import month_of
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.findings.counting import as_one, told_as_one
from xlscorecard.core.findings.identity import FindingKey
from xlscorecard.core.findings.line import Line
from xlscorecard.core.findings.listed_findings import ListedFindings, listed_findings
from xlscorecard.core.table.reader import read_sheet

AUGUST = month_of(2019, 8)


def found(rule: str, row: int, text: str = "something") -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.DOUBTFUL,
        cells=(f"Scorecard!C{row}",),
        reference=f"R{row}",
        message=f"{text} in row {row}",
        remedy="look",
    )


def listed(*findings: Finding, present: tuple[Line, ...] = ()) -> ListedFindings:
    rows = sorted({int(own.reference[1:]) for own in findings} | {2})
    cells: list[Cells] = [[f"R{row}", "Thing", row] for row in range(2, max(rows) + 1)]
    reading = read_sheet(grid(["Ref.", "Indicator", "Aug-19"], *cells), Settings())
    return listed_findings(findings, reading, AUGUST, present)


def test_up_to_fifty_rows_each_finding_stands_alone() -> None:
    findings = [found("a", row) for row in range(2, 52)]
    assert told_as_one(findings) == [(own,) for own in findings]


def test_from_fifty_one_rows_on_the_first_is_named_and_the_rest_counted() -> None:
    findings = [found("a", row) for row in range(2, 53)]
    (alike,) = told_as_one([*findings])
    assert alike == tuple(findings)
    assert as_one(alike).message == "something in row 2; and the same in 50 more rows"
    assert as_one(alike).cells == ("Scorecard!C2",)


def test_many_findings_in_few_rows_stand_alone() -> None:
    findings = [found("a", 2 + row % 10, f"thing {row}") for row in range(80)]
    assert told_as_one(findings) == [(own,) for own in findings]


def test_another_rule_is_not_counted_with_it_and_the_order_stays() -> None:
    findings = [found("b", 9), *(found("a", row) for row in range(2, 60)), found("b", 10)]
    first, alike, last = told_as_one(findings)
    assert (first, last) == ((findings[0],), (findings[-1],))
    assert alike == tuple(findings[1:-1])


def accepted(row: Line) -> Line:
    return row._replace(by="Ann Lee", reason="as agreed")


def test_an_accepted_count_holds_for_its_rows_and_never_for_a_later_one() -> None:
    findings = [found("a", row) for row in range(2, 62)]
    (line,) = listed(*findings).lines
    again = listed(*findings, present=(accepted(line),))
    assert [own.status for own in again.lines] == [Status.ACCEPTED]
    assert again.open == ()

    later = listed(*findings, found("a", 70), present=(accepted(line),))
    assert [own.message for own in later.open] == ["something in row 70"]
    assert [own.status for own in later.lines] == [Status.OPEN, Status.ACCEPTED]


def test_an_accepted_finding_stays_single_and_is_not_counted() -> None:
    single = listed(found("a", 2)).lines[0]
    result = listed(*(found("a", row) for row in range(2, 62)), present=(accepted(single),))
    assert [(own.finding.message, own.by) for own in result.accepted] == [
        ("something in row 2", "Ann Lee")
    ]
    assert [own.message for own in result.open] == [
        "something in row 3; and the same in 58 more rows"
    ]


def test_the_sheet_holds_a_thousand_open_lines_and_counts_the_rest() -> None:
    findings = [found(f"rule-{rule}", row) for rule in range(25) for row in range(2, 52)]
    result = listed(*findings)
    assert len(result.open) == 1_250
    assert len(result.lines) == 1_001
    assert result.lines[-1].found == "250 more findings not listed here"
    assert str(result.lines[-1].key) == ""


def test_accepted_lines_are_all_kept_beside_them() -> None:
    findings = [found(f"rule-{rule}", row) for rule in range(25) for row in range(2, 52)]
    present = tuple(accepted(own) for own in listed(*findings[:200]).lines)
    result = listed(*findings, present=present)
    assert len(result.accepted) == 200
    assert len(result.lines) == 1_001 + 200


def test_a_key_prints_and_parses_itself() -> None:
    for key in (
        FindingKey("0123456789ab", "ba9876543210"),
        FindingKey("0123456789ab", "201908"),
        FindingKey(
            "0123456789ab",
            members=frozenset({FindingKey("a", "b").member, FindingKey("c", "d").member}),
        ),
    ):
        assert FindingKey.parse(str(key)) == key
