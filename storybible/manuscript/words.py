"""Words that tell something about a name beside them.  All lower case, without points.

General English (and the Japanese endings that fan fiction uses); nothing here is of any one book.
"""

from __future__ import annotations

MEN = frozenset({"mr", "mister", "sir", "lord", "master", "monsieur", "m", "herr", "signor", "don", "king", "prince",
    "duke", "baron", "count", "earl", "uncle", "father", "brother", "squire", "emperor", "abbot",
    "grandfather", "grandpa", "viscount"})  # fmt: skip
WOMEN = frozenset({"mrs", "missus", "miss", "ms", "lady", "madam", "madame", "mme", "mlle", "mademoiselle", "frau",
    "fraulein", "signora", "dame", "queen", "princess", "duchess", "baroness", "countess", "aunt", "auntie",
    "sister", "mother", "empress", "abbess", "mistress", "grandmother", "grandma", "granny", "viscountess"})  # fmt: skip
ANYBODY = frozenset({"dr", "doctor", "prof", "professor", "captain", "capt", "cap'n", "colonel", "col", "major",
    "general", "gen", "admiral", "lieutenant", "lt", "sergeant", "sgt", "corporal", "private", "inspector",
    "detective", "officer", "judge", "justice", "chief", "president", "senator", "governor", "mayor", "rev",
    "reverend", "bishop", "cardinal", "pope", "saint", "st", "commander", "cousin", "old", "young",
    "little", "poor", "dear", "friend", "nurse", "agent", "coach", "comrade"})  # fmt: skip
PLAIN_WORDS = frozenset({"old", "young", "little", "poor", "dear", "friend", "m"})
"""Words before a name that are no title: they belong to a mention only where they are capitalised."""
HONORIFICS = MEN | WOMEN | ANYBODY
ENDINGS = frozenset({"san", "chan", "kun", "sama", "sensei", "senpai", "sempai", "kohai", "dono", "han", "tan", "nee",
    "neesan", "neechan", "niisan", "niichan", "nii", "obaasan", "ojiisan", "hime", "taicho", "shishou"})  # fmt: skip
"""What follows a name after a hyphen."""
NUMERALS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv", "v", "vi", "vii", "viii", "esq"})
"""What follows a name and is no name by itself."""
PARTICLES = frozenset({"van", "von", "der", "den", "de", "del", "della", "la", "le", "da", "di", "du", "al", "bin", "ibn",
    "ap", "mac", "of", "the", "ben", "st", "no", "y"})  # fmt: skip
"""Small words inside a name: never a name by themselves."""

COMMON_NAMES = frozenset({"will", "hope", "may", "grace", "faith", "joy", "rose", "mark", "bill", "june", "april", "august",
    "dawn", "summer", "autumn", "iris", "art", "rob", "sue", "pat", "drew", "frank", "jack", "penny", "patience",
    "prudence", "constance", "charity", "chance", "chase", "hunter", "mason", "cook", "smith", "king", "prince",
    "bishop", "page", "grey", "gray", "brown", "white", "black", "green", "young", "long", "short", "stone",
    "hill", "wood", "woods", "lake", "brook", "river", "rivers", "sky", "star", "storm", "rain", "snow", "winter",
    "frost", "angel", "baron", "sage", "olive", "ruby", "pearl", "amber", "jade", "ivy", "lily", "daisy", "violet",
    "heather", "holly", "hazel", "robin", "raven", "wolf", "fox", "lance", "miles", "dean", "dale", "glen",
    "guy", "gene", "max", "nick", "pierce", "ray", "rich", "sandy", "skip", "wade", "ward", "major", "earl",
    "duke", "ally", "bob", "buck", "cliff", "dick", "don", "harry", "jean", "josh", "kit", "norm",
    "peg", "rod", "rusty", "sally", "stew", "van", "victor", "vivid", "worth", "trip", "pip", "sparrow"})  # fmt: skip
"""Names that are words of the language as well: counted only where the place shows that a name is meant."""
MONTH_NAMES = frozenset({"april", "may", "june", "august"})
BEFORE_MONTHS = frozenset({"in", "of", "early", "late", "mid", "last", "next", "since", "until", "till", "by", "every",
    "this", "during", "through", "before", "after", "from", "to", "and", "between"})  # fmt: skip

SPEECH = frozenset({"said", "says", "say", "asked", "asks", "replied", "answered", "cried", "whispered", "shouted",
    "muttered", "murmured", "exclaimed", "continued", "added", "called", "yelled", "sighed", "laughed", "snapped",
    "began", "went", "told", "remarked", "observed", "returned", "growled", "screamed", "insisted", "agreed",
    "demanded", "repeated", "explained", "suggested", "mumbled", "hissed", "gasped", "groaned", "teased",
    "offered", "admitted", "announced", "declared", "responded", "interrupted", "inquired", "enquired",
    "retorted", "breathed", "chuckled", "grinned", "smiled", "nodded", "shrugged", "asks", "replies", "whispers",
    "mutters", "murmurs", "answers", "adds", "continues", "sighs", "laughs", "calls", "shouts", "yells", "growls",
    "thought", "thinks", "wondered", "promised", "warned", "pleaded", "begged", "joked"})  # fmt: skip
"""Verbs beside which a speaker stands."""
MIND = frozenset({"thought", "felt", "knew", "wondered", "remembered", "realized", "realised", "believed", "hoped", "feared",
    "wished", "decided", "noticed", "imagined", "guessed", "supposed", "wanted", "hated", "loved", "missed",
    "doubted", "suspected", "understood", "recalled", "dreaded", "thinks", "feels", "knows", "wonders",
    "remembers", "realizes", "realises", "believes", "hopes", "fears", "wishes", "decides", "notices"})  # fmt: skip
"""Verbs that look into a head: whose they are has the point of view."""
AUXILIARY = frozenset({"was", "is", "were", "had", "has", "would", "could", "did", "does", "can", "might", "must", "should",
    "shall", "never", "always", "himself", "herself", "themself", "who", "whose", "and", "will", "just"})  # fmt: skip
"""What may follow a name at the head of a sentence, and rarely follows a common word there."""
