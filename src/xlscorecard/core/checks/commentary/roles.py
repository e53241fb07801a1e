"""What the words of a commentary do in a sentence: each common word has one role, a sign.

What has no role here keeps its word: only what speaks of the row is a claim.
"""

from collections.abc import Mapping

UP, DOWN, LEVEL, DOUBLE, HALF, TREBLE = "U", "D", "L", "Y", "H", "W"
BETTER, WORSE = "+", "-"
DIRECTIONS = (UP, DOWN, LEVEL, DOUBLE, HALF, TREBLE, BETTER, WORSE)
NUMBER, PERCENT, POINTS = "N", "%", "p"
TIME, NOW = "T", "n"
SINCE, FROM, TO, IN, BETWEEN, AND = "s", "f", "t", "i", "z", "&"
BY, ABOUT, VERB = "b", "a", "v"
PLAIN, SUBJECT, OTHER, DOUBTED = "g", "j", "?", "!"
LAST_YEAR = "!"
ROLES: Mapping[str, str] = {
    **dict.fromkeys(
        ("rose", "risen", "rise", "rises", "rising", "increase", "increased", "increases",
         "increasing", "grew", "grown", "grow", "growing", "growth", "climbed", "climb", "higher",
         "more", "up", "upward", "upwards", "jumped", "gained", "lengthened", "longer", "extra",
         "above", "surged", "soared"), UP),
    **dict.fromkeys(
        ("fell", "fallen", "fall", "falls", "falling", "decrease", "decreased", "decreases",
         "decreasing", "drop", "dropped", "drops", "dropping", "decline", "declined", "declines",
         "declining", "dipped", "dip", "reduced", "reduction", "reduces", "reducing", "shrank",
         "shrunk", "shortened", "shorter", "lower", "fewer", "less", "down", "downward",
         "downwards", "below", "dipping", "eased"), DOWN),
    **dict.fromkeys(("unchanged", "stable", "identical", "static", "flat"), LEVEL),
    **dict.fromkeys(("doubled", "doubling", "twice"), DOUBLE),
    **dict.fromkeys(("halved", "halving"), HALF),
    **dict.fromkeys(("trebled", "tripled"), TREBLE),
    **dict.fromkeys(
        ("improved", "improvement", "improves", "improving", "better", "recovery", "recovered"),
        BETTER),
    **dict.fromkeys(
        ("worsened", "worse", "worsening", "deteriorated", "deterioration", "deteriorating",
         "slipped"), WORSE),
    **dict.fromkeys(("since", "on", "than", "against", "versus", "vs", "v", "over"), SINCE),
    "from": FROM, "to": TO, "between": BETWEEN, "and": AND, "by": BY, "of": "o",
    **dict.fromkeys(("in", "for", "during", "at"), IN),
    **dict.fromkeys(
        ("about", "around", "approximately", "approx", "nearly", "almost", "roughly", "c", "some",
         "just", "under", "circa", "slightly", "exactly"), ABOUT),
    **dict.fromkeys(
        ("is", "was", "are", "were", "stood", "stands", "stand", "had", "has", "have", "saw",
         "numbered", "number", "came", "brought", "totalled", "remains", "remain", "remained",
         "been", "be", "went", "gone", "come", "coming", "made", "received", "recorded", "holds",
         "attended", "dealt", "carried", "booked", "being", "seen", "shows", "showed", "logged",
         "reported", "delivered", "completed", "issued", "opened", "closed", "held", "undertaken",
         "processed", "registered", "admitted", "placed", "filled", "lost", "dropped", "reached",
         "crept", "picked", "edged", "continued", "represents", "registering", "answered",
         "decided", "started", "conducted", "done", "used", "taken", "given"), VERB),
    **dict.fromkeys(("now", "currently", "presently"), NOW),
    **dict.fromkeys(
        ("figure", "figures", "rate", "rates", "percentage", "proportion", "share", "performance",
         "value", "result", "measure", "indicator", "outturn", "total", "totals", "level",
         "levels", "numbers", "timeliness", "caseload", "caseloads",
         "position", "it", "we", "there", "this", "they", "our"), SUBJECT),
    **dict.fromkeys(
        ("the", "a", "an", "that", "these", "further", "again", "also", "overall", "sharply",
         "steadily", "significantly", "considerably", "strongly", "markedly", "its", "their",
         "month", "monthly", "per", "out", "still", "only", "current", "compared", "end", "new",
         "same", "so", "point", "all", "after", "us", "period", "back", "third", "fifth", "tenth",
         "gradual", "gradually", "slight", "marginally", "much", "well", "far", "each", "those",
         "were", "path", "trend", "net", "single", "logged", "work", "cases", "people", "trust",
         "continue", "continues", "really", "even", "previous", "however", "having"), PLAIN),
    **dict.fromkeys(
        ("hub", "team", "teams", "service", "services", "officers", "crews", "staff", "council",
         "force", "authority", "department", "clinic", "clinics", "unit"), PLAIN),
    **dict.fromkeys(
        ("not", "never", "no", "nor", "neither", "without", "cannot", "if", "unless", "should",
         "would", "could", "may", "might", "will", "shall", "expect", "expected", "expects",
         "expecting", "anticipate", "anticipated", "forecast", "forecasts", "predict",
         "predicted", "projected", "projection", "plan", "planned", "plans", "aim", "aims", "hope",
         "hoped", "likely", "intend", "estimate", "estimated", "assume", "suggests", "whether",
         "national", "nationally", "country", "england", "region", "regional", "regionally",
         "neighbours", "comparators", "average", "target", "targets", "ytd", "cumulative",
         "rolling", "annual", "annually", "year", "years", "quarter", "quarters", "half",
         "seasonally", "most", "among", "every", "least", "highest", "lowest", "peak", "high",
         "low", "spike", "budget",
         "whose", "don't", "didn't", "isn't", "wasn't", "hasn't", "haven't", "otherwise", "peaked",
         "until", "financial", "winter", "summer", "spring", "autumn", "median", "trajectory",
         "before", "typical", "usual", "usually",
         "normal", "normally", "prior", "pandemic"),
        DOUBTED),
}  # fmt: skip


def role_of(word: str) -> str | None:
    """The direction that a word says; None where it says none."""
    role = ROLES.get(word)
    return role if role in (UP, DOWN, BETTER, WORSE) else None


COMMON_WORDS = frozenset(word for word, role in ROLES.items() if role != DOUBTED)

"""Words that speak of no row in particular."""
COMPARING = frozenset(
    {word for word, role in ROLES.items() if role in (*DIRECTIONS, FROM)}
    | {"than", "against", "compared", "month", "months", "previous", "earlier", "change", "last",
       "reported", "+"}
)  # fmt: skip
"""Words of one who compares a figure with an earlier one."""
