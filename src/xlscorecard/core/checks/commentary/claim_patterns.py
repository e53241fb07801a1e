"""How people write shares, sums, movements and values of a month."""

from xlscorecard.core.checks.late_pattern import LatePattern

# Numbers that count nothing: dates, years, quarters, ages, ranges, ordinals, spans of time.
NO_AMOUNT = LatePattern(
    r"""(?xi)
    \b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b            # 10/07/19
    | \b(?:19|20)\d\d\s?[-/–]\s?\d{2,4}\b         # 2018/19
    | \b(?:0\d/(?:0\d|10)|1\d/(?:1\d|20)|2\d/(?:2\d|30))\b(?!\s*\()  # 18/19
    | \b\d+\s?[-–]\s?\d+\b                        # 16-17
    | \b\d+(?:st|nd|rd|th)\b                      # 8th
    | \b(?:q|quarter|year|section|aged?|phase|day|week|stage|category|cat|grade|level|tier|step|type
        |band|ward|room|unit|group|class|part|item|page|version|key)\s?\d+\b
    | \b\d+\s?(?:st|nd|rd|th)?\s(?:january|february|march|april|may|june|july|august|september
        |october|november|december)\b             # 31 March
    | \b(?:19|20)\d\d\b(?![,.]\d|%)               # 2019
    | \b\d+[-\s](?:months?|mths?|weeks?|days?|hours?|years?|yr)\b   # 12 month average
    | \d+\+                                       # 21+
    """
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
DATED = LatePattern(rf"(?i)\b{_MONTH}[\s\-’']*(?:20)?\d\d\b")
# Digits of what is no amount are masked by these, so that they read as letters.
DIGITS, MASKS = "0123456789", "⓪①②③④⑤⑥⑦⑧⑨"
_MONTH_NAME = rf"{_MONTH}(?![a-z])(?:[\s_]*[{MASKS}]{{2,4}})?"
_NUMBER = r"[£]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?%)?(?![\w£]|[.,/\-–]\d)"
_BEFORE = r"(?<![\w£.,/\-–])"
_GAP = r"[^\d.;()%£]"
_ARTICLES = r"(?:(?:the|a|an|all|our|its|their|these|those|total|possible)\s+)*"
_SPOKEN = r"(?:or|i\.?e\.?|=|about|around)?\s*"
SHARES = (
    # 41/54 (67%)
    LatePattern(
        rf"(?i){_BEFORE}(?P<part>\d[\d,]*)/(?P<whole>\d[\d,]*)\s*\({_SPOKEN}(?P<share>{_NUMBER})"
    ),
    # 765 claims out of a target of 2,230 families (32%
    LatePattern(
        rf"(?i){_BEFORE}(?P<part>{_NUMBER}){_GAP}{{0,60}}?\bof\s+{_ARTICLES}"
        rf"(?P<whole>{_NUMBER}){_GAP}{{0,60}}?\({_SPOKEN}(?P<share>{_NUMBER})"
    ),
    # Of the 254 children, 61 (24%)
    LatePattern(
        rf"(?i)\bof\s+the\s+(?P<whole>{_NUMBER})[^\d.;()%£]{{1,80}}?,\s*(?P<part>{_NUMBER})"
        rf"[^\d.;()%£]{{0,40}}?\({_SPOKEN}(?P<share>{_NUMBER})\)"
    ),
    # 45 (75%) of the 60
    LatePattern(
        rf"(?i){_BEFORE}(?P<part>{_NUMBER})\s*\({_SPOKEN}(?P<share>{_NUMBER})\)\s*(?:out\s+)?of\s+"
        rf"{_ARTICLES}(?P<whole>{_NUMBER})"
    ),
    # 1,115 (50% conversion rate of 2,230)
    LatePattern(
        rf"(?i){_BEFORE}(?P<part>{_NUMBER})\s*\((?P<share>{_NUMBER}){_GAP}{{0,30}}?\bof\s+"
        rf"{_ARTICLES}(?P<whole>{_NUMBER})\)"
    ),
)
_PLUS = r"(?:\bplus\b|\+|\b(?:and|with)\s+(?:a\s+)?(?:further|another|an\s+additional)\b)"
_MAKES = r"(?:=|\bequals?\b|\btotal(?:ling)?\b|\bcumulative\b|\b(?:gives?|giving|makes?|making)\b)"
_ADDED = (
    rf"(?i){_BEFORE}(?P<first>{_NUMBER}){_GAP}{{0,60}}?{_PLUS}{_GAP}{{0,20}}?(?P<second>{_NUMBER})"
)
_TERM = rf"{_NUMBER}(?:\s*\([^()\d]{{0,40}}\))?{_GAP}{{0,30}}?"
# 12 + 15 + 9 = 36
CHAIN = LatePattern(rf"{_BEFORE}(?P<parts>{_TERM}(?:\+\s*{_TERM})+)=\s*(?P<total>{_NUMBER})")
ANY_NUMBER = LatePattern(_NUMBER)
SUMS = (
    # 85 claims and a further 68, a cumulative 153
    LatePattern(rf"{_ADDED}{_GAP}{{0,80}}?{_MAKES}{_GAP}{{0,30}}?(?P<total>{_NUMBER})"),
    # 85 claims plus 68, 153 in total
    LatePattern(
        rf"{_ADDED}{_GAP}{{0,40}}?(?P<total>{_NUMBER}){_GAP}{{0,30}}?\b(?:in\s+total|altogether)"
    ),
)
# The 9,583 attendances were made up of 5,214 walk-ins, 3,102 arrivals and 1,367 others
MADE_UP = LatePattern(
    rf"(?i){_BEFORE}(?P<total>{_NUMBER})[^\d.;()%£]{{0,60}}?(?:\b(?:(?:is|are|was|were)\s+)?"
    r"(?:made\s+up\s+of|split\s+(?:into|between)|compris\w+|consist\w*\s+of)|(?P<open>[(:]))"
    r"(?P<parts>[^.;()%£]+(?:\.\d+[^.;()%£]*)*)"
)
REST = LatePattern(r"(?i)\b(?:all\s+)?(?:others?|the\s+rest|remaind\w+)\b")
OF_A_MONTH = LatePattern(rf"(?i)^\s*(?:and\s+)?{_MONTH}\w*\s+{_NUMBER}\s*$")
# Waste 31, Housing 27, Planning 8 - total 66; 7, 6 and 4, giving a total of 17
IN_ALL = LatePattern(
    rf"(?i)(?P<parts>{_NUMBER}[^.;%£]{{0,200}}?)[,–-]?\s*(?:"
    rf"\b(?:giving\s+)?(?:a\s+)?total(?:ling|s)?\s+(?:of\s+)?(?P<after>{_NUMBER})"
    rf"|\b(?:together\s+)?(?:make|makes|making|give)\s+(?:up\s+)?(?:the\s+)?(?:total\s+of\s+)?"
    rf"(?P<made>{_NUMBER})"
    rf"|,\s*(?P<before>{_NUMBER})(?:\s+[a-z]+){{0,3}}?\s+(?:in\s+(?:all|total)|altogether))"
)
TWO_PARTS = LatePattern(rf"^{_NUMBER}\D*\band\s+{_NUMBER}\D*$")
# In three places of a text: what there was, what came on top, and what that brings the total to.
WAS = LatePattern(
    rf"(?i){_BEFORE}(?P<amount>{_NUMBER})(?:\s+[a-z]+){{0,5}}?\s+(?:by|at|before)\s+the\s+"
    r"(?:end|start|beginning)\s+of\b"
)
ON_TOP = LatePattern(rf"(?i)\b(?:additional|further|extra|another)\s+(?P<amount>{_NUMBER})")
NEW_TOTAL = LatePattern(
    rf"(?i)\b(?:brings?|bringing|takes?|taking)\s+(?:our|the|this|its)\s+total\b[^.;]{{0,100}}?"
    rf"\bto\s+(?P<amount>{_NUMBER})"
)
_UP = r"(?:increas(?:e|ed|es|ing)|ris(?:e|en|es|ing)|rose|grew|grown|risen|up)"
_DOWN = (
    r"(?:decreas(?:e|ed|es|ing)|fall(?:en|s|ing)?|fell|drop(?:ped|s|ping)?|declin(?:e|ed|es|ing)"
    r"|reduc(?:ed|es|ing|tion)|down)"
)
MOVEMENT = LatePattern(
    rf"(?i)\b(?P<word>(?P<up>{_UP})|{_DOWN})\b{_GAP}{{0,25}}?\bfrom\s+(?P<earlier>{_NUMBER})"
    rf"(?:\s+(?:[a-z]+\s+){{0,2}}?(?:in|at|for|during)\s+(?P<earlier_month>{_MONTH_NAME}))?"
    rf"[^\d.;%£]{{0,40}}?\bto\s+(?P<later>{_NUMBER})"
    rf"(?:\s+(?:[a-z]+\s+){{0,2}}?(?:in|at|for|during)\s+(?P<later_month>{_MONTH_NAME}))?"
)
_BY = (
    rf"(?i)\b(?:{_UP}|{_DOWN})\b(?:\s+by)?\s+(?P<by>\d+(?:\.\d+)?\s?%?)"
    rf"(?P<points>\s?(?:percentage\s+)?points?)?(?<=[%s])"
)
MOVED_BY = (
    LatePattern(
        rf"{_BY},?\s+from\s+(?P<earlier>{_NUMBER})[^\d.;%£]{{0,20}}?\bto\s+(?P<later>{_NUMBER})"
    ),
    # rose 17% compared with May (226 to 287)
    LatePattern(rf"{_BY}[^.;()]{{0,60}}?\((?P<earlier>{_NUMBER})\s+to\s+(?P<later>{_NUMBER})\)"),
)
DENIED = LatePattern(r"(?i)\b(?:not|never|rather\s+than|instead\s+of|could|would|should|may)\b|n't")
SUBJECTS = (
    "figure", "rate", "value", "performance", "percentage", "measure", "indicator", "result",
    "outturn", "proportion",
)  # fmt: skip
_SUBJECT = f"(?:{'|'.join(SUBJECTS)})"
MONTH_VALUE = LatePattern(
    rf"(?i)\b(?:the|this|our)\s+(?:\w+\s+)?{_SUBJECT}\s+(?:in|for|at|of)\s+(?P<month>{_MONTH_NAME})"
    rf"\s+(?:is|was|stands\s+at|stood\s+at|of)\s+(?P<amount>{_NUMBER})"
)
MONTH_SAID = LatePattern(rf"(?i)\b{_MONTH}\b(?:[\s\-’']*(?:20)?\d\d\b)?")
