"""Polarity against the words of an indicator, and against its targets."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.likeness import figures_in
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import figure_text

POLARITY_AGAINST_NAME = Rule.doubtful(
    "polarity-against-name",
    "▲ beside an indicator whose name speaks of what should be low (complaints, delays, "
    "re-referrals), or ▼ beside one of what should be high (satisfaction, on time), where no "
    "other word says the opposite",
)
POLARITY_AGAINST_TARGET = Rule.doubtful(
    "polarity-against-target",
    "▼ beside targets that rise from year to year with all values below the newest of them, or "
    "beside a target of 80% or more with no value above it; ▲ beside targets that fall with all "
    "values above",
)

POLARITY_RULES = (POLARITY_AGAINST_NAME, POLARITY_AGAINST_TARGET)

_BAD = LatePattern(
    r"(?i)\b(?:re-?\s?referr\w*|complain\w*|missed|missing|overdue|late|sickness|absen\w+|vacan\w+"
    r"|turnover|crimes?|burglar\w+|robber\w+|offences?|re-?offen\w+|deaths?|fatal\w*|homicides?"
    r"|killed|injur\w+|accident\w*|casualt\w+|collisions?|delay\w*|wait\w*|queue\w*|arrears?|debts?"
    r"|homeless\w*|rough sleep\w+|evict\w+|exclusions?|excluded|suspensions?|NEET|obes\w+|smok\w+"
    r"|failures?|failed|breach\w*|errors?|backlog|abandon\w*|cancel\w*|aborted|contaminat\w+|unresolved|unallocated"
    r"|overspen\w*|fly-?tip\w*|litter|landfill|nuisance|anti-social|readmi\w+|re-?admission\w*"
    r"|unplanned|lost|emergency admissions|infections?|outages?|downtime|void\w*|empty homes"
    r"|temporary accommodation|bed and breakfast|out of area|custody|remand\w*|reoff\w*|repeat"
    r"|upheld|tribunal|lapsed|rejected|disallowed|misus\w+|neglect|violen\w+|assaults?|suicid\w+"
    r"|self-harm|poverty|unemploy\w+|teenage pregnan\w+|days lost|no longer attending"
    r"|incidents|not working|out of order|first[ -]time entrants"
    r"|average (?:\w+ ){0,3}(?:days?|time|weeks|wait|length)|(?:time|days) (?:taken )?to)\b"
)
_GOOD = LatePattern(
    r"(?i)\b(?:on[ -]time|in[ -]time|within|satisf\w+|achiev\w+|attain\w*|recycl\w+|compost\w*"
    r"|resolv\w+|compliance|compliant|up to date|good or outstanding|rated good|success\w*|employ"
    r"|employment|employed|take-?up|taking up|uptake|complet\w+|collected|recover\w+|prevent\w+"
    r"|avoid\w*"
    r"|reduc\w+|clos\w+|cleared|removed|repaired|paid|quit\w*|stopp\w+|discharg\w+|answered"
    r"|detect\w*|arrest\w*|solved|secured?|protected|support\w*|improv\w+|maintain\w*|availab\w+|covered"
    r"|vaccinat\w+|immunis\w+|screen\w*|checks?|visits?|visited|members?|income|savings|training"
    r"|trained|qualif\w+|retention|retained|stabil\w+|met|engag\w+|return\w*|allocated|occupied"
    r"|cured|treated|managed|help\w*|patrol|review\w*|assess\w*|inspect\w*|found|contacted|seen"
    r"|responded|response|decided|determined|issued|processed|new homes|affordable|permanent|clean"
    r"|early|report(?:ed|s|ing)?|charged|convict\w+|sanction\w*|positive|passed|pass|attendance"
    r"|participat\w+|accept\w*|adopt\w*|re-?let|free|not|without|no|less|fewer|below|under|lower"
    r"|excluding|warden|service|survey|good"
    r"|preferred|choice|lettings?|let|dealt|on a plan|housed|accommodated|rehoused|placed|won"
    r"|eased|spotted|saved|beds? available|sign-?ups?|registered|enrol\w+)\b"
)
# What is done within a limit of time should be high, whatever else the name speaks of; what
# happens again within it should not.
_IN_TIME = LatePattern(
    r"(?i)\b(?:on|in) time\b|\bon-time\b|\bup[ -]to[ -]date\b"
    r"|\b(?!re-?(?:offend|admit|refer|attend|present|open))"
    r"(?:\w+ed|seen|paid|held|met|made|sent|carried out|start\w*|visits?|contact)\b"
    r"(?:\s+[\w-]+){0,6}?\s+within\b"
)
_SURELY_GOOD = LatePattern(
    r"(?i)\b(?:satisf\w+|achieving|achieved|good or outstanding|successful\w*|recycl\w+|uptake"
    r"|take-?up|taking up|in full|compliments|attendances?|resolved|answered|completed|completing"
    r"|availability|employed|employment|apprentices|recovered|first time|first contact"
    r"|trained|qualified|vaccinated|immunised|passed|online|visitors|members|participants|volunteers"
    r"|prevented)\b"
)
_TURNS = LatePattern(
    r"(?i)\b(?:not|without|no|non|fail\w*|unable|dissatisf\w+|missed|outside|never|entrants"
    r"|unanswered|unresolved|outstanding(?! by))\b(?<!good or outstanding)"
)
_HIGH_TARGET = 0.8


def polarity_against(subject: Subject) -> Iterator[Finding]:
    """A finding for each row whose polarity its name or its targets speak against."""
    columns = [column for _, column in sorted(subject.reading.layout.targets.items())]
    for history in subject.histories:
        polarity = history.indicator.polarity
        if polarity is Polarity.NONE:
            continue
        word = _against_name(history.indicator.title, polarity)
        if word is not None:
            why = f"its name speaks of {word}"
            yield _against(POLARITY_AGAINST_NAME, subject, history, why)
        elif history.numbers:
            targets = _targets(subject.reading.grid.rows[history.row], columns)
            if targets and (why := _against_target(history, targets)):
                yield _against(POLARITY_AGAINST_TARGET, subject, history, why)


# A bad thing that a name mentions later is where, or of whom, something else is.
_FIRST_WORDS = 5
_STEM = 4
_BAD_STEMS = frozenset(
    {
        "re-r", "rere", "comp", "miss", "over", "late", "sick", "abse", "vaca", "turn", "crim",
        "burg", "robb", "offe", "reof", "re-o", "deat", "fata", "homi", "kill", "inju", "acci",
        "casu", "coll", "dela", "wait", "queu", "arre", "debt", "home", "roug", "evic", "excl",
        "susp", "neet", "obes", "smok", "fail", "brea", "erro", "back", "aban", "canc", "abor",
        "unre", "unal", "fly-", "flyt", "litt", "land", "nuis", "anti", "read", "re-a", "unpl",
        "lost", "emer", "infe", "outa", "down", "void", "empt", "temp", "bed", "out", "cust",
        "rema", "repe", "uphe", "trib", "laps", "reje", "disa", "misu", "negl", "viol", "assa",
        "suic", "self", "pove", "unem", "teen", "days", "no", "inci", "not", "firs", "aver",
        "time", "cont",
    }
)  # fmt: skip
_GOOD_STEMS = frozenset(
    {
        "on", "in", "on-t", "up", "with", "sati", "achi", "good", "succ", "recy", "upta", "take",
        "taki", "full", "comp", "atte", "reso", "answ", "avai", "empl", "appr", "reco", "firs",
        "trai", "qual", "vacc", "immu", "pass", "onli", "visi", "memb", "part", "volu", "prev",
    }
)  # fmt: skip


def _may_speak_of(title: str, stems: frozenset[str]) -> bool:
    """The quick answer for most names, by how their words begin."""
    return not stems.isdisjoint([word[:_STEM] for word in title.lower().split()])


def _against_name(title: str, polarity: Polarity) -> str | None:
    """The word of the name that speaks against a polarity."""
    if polarity is Polarity.HIGHER_IS_BETTER:
        bad = _BAD.search(title) if _may_speak_of(title, _BAD_STEMS) else None
        if bad is None or len(title[: bad.start()].split()) > _FIRST_WORDS:
            return None
        return bad[0] if not _GOOD.search(title.replace(bad[0], "")) else None
    if not _may_speak_of(title, _GOOD_STEMS) or _TURNS.search(title):
        return None
    good = _IN_TIME.search(title)
    if good is None and not _BAD.search(title):
        good = _SURELY_GOOD.search(title)
    is_first = good is not None and len(title[: good.start()].split()) <= _FIRST_WORDS
    return good[0] if good is not None and is_first else None


def _against_target(history: History, targets: list[float]) -> str:
    """What the targets say against a row's polarity; '' where they say nothing."""
    newest, percentage = targets[-1], history.indicator.percentage
    low, high = history.ordered[0], history.ordered[-1]
    if history.indicator.polarity is Polarity.LOWER_IS_BETTER:
        if high > newest:
            return ""
        is_rising = targets[0] < newest and targets == sorted(targets)
        if is_rising and high < newest:
            why = "its targets rise to {}, and all its values are below that"
        elif percentage and _HIGH_TARGET <= newest < 1:
            why = "its target is {}, and no value is above that"
        else:
            return ""
    elif targets[0] > newest < low and targets == sorted(targets, reverse=True):
        why = "its targets fall to {}, and all its values are above that"
    else:
        return ""
    return why.format(figure_text(newest, percentage=percentage))


def _targets(cells: Sequence[CellContent], columns: Sequence[int]) -> list[float]:
    """The targets of a row, in the order of their years."""
    found: list[float] = []
    for column in columns:
        content = cells[column - 1] if column <= len(cells) else None
        if type(content) is float:
            found.append(content)
        elif isinstance(content, str):
            found += figures_in(content)[:1]
    return found


def _against(rule: Rule, subject: Subject, history: History, why: str) -> Finding:
    is_higher = history.indicator.polarity is Polarity.HIGHER_IS_BETTER
    said = "higher is better" if is_higher else "lower is better"
    column = subject.column(Column.POLARITY) or 1
    cells = subject.cells([(history.row, column)])
    return rule.found(
        cells,
        history.reference,
        f"{history.reference} says that {said}, and {why}",
        "choose the other sign, or accept this finding if the sign is right",
    )
