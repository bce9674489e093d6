"""The words of which inputs are made."""

from __future__ import annotations

# fmt: off
PEOPLE = [
    "mara", "teo", "odo", "lyra", "ged", "sakura", "kurenai-yuhi", "asuma", "x", "1", "after",
    "spring",
]
EVENTS = [
    "wake", "voyage", "the-flood", "wedding", "telling", "before", "2004", "s3", "may",
]
OTHERS = [
    "quay", "mill", "ring", "council", "harbour-master", "lost-ring", "odos-debt", "peace", "nobody",
]
IDS = PEOPLE + EVENTS + OTHERS
NAMES = [
    "Mara Venn", "Mara", "Captain Venn", "Teo", "Odo the cook", "the wake", "Amos, the cook", "О́до",
    "[[Mara]]",
]
NUMBERS = [
    "0", "1", "2", "3", "12", "19", "25", "31", "60", "99", "400", "10000", "-5", "1/2", "2½", "2-3",
    "half a", "a", "a few", "several", "a couple of", "three", "twenty-five", "a hundred", "a dozen",
    "1.5", "007",
]
UNITS = [
    "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade", "century",
    "winter",
]
HEDGES = [
    "", "", "", "exactly", "about", "almost", "over", "at least", "at most", "up to", "more than",
    "under", "some",
]
DATES = [
    "2004", "2004-07", "2004-07-12", "2004-07-12 18:30", "903-05-10", "41030-12-31", "-44-03-15",
    "12 July 2004", "July 2004", "Monday 2004-07-12", "early 2004", "spring 2004", "1900 to 1910",
    "44 BC", "283 AC", "-3019", "day 14", "2003-02-29", "1582-10-10", "0000-01-01", "9999-12-31",
    "99999999-01-01", "SR 1401", "the 1990s", "Christmas 1999", "winter", "Afteryule 3", "full moon",
]
RELATIONS = [
    "before", "after", "at", "since", "by", "during", "right after", "just before", "not before",
    "not after", "at or after", "at or before", "earlier than", "later than", "until", "from",
    "within 3 days of",
]
ROLES = [
    "mentioned", "body", "dream", "vision", "ghost", "memory", "disguised as a monk", "adoptive",
    "twin",
]
KINDS = [
    "married", "friend", "friend of", "rival", "mentor of", "parent of", "sibling", "lovers",
    "serves", "sensei of",
]
WORDS = [
    "she", "he", "they", "was", "were", "is", "had", "said", "asked", "the", "a", "of", "in", "on",
    "at", "to", "and", "but", "years", "days", "weeks", "later", "after", "before", "that",
    "morning", "night", "spring", "ago", "old", "age", "twenty", "thirty-five", "forty", "19",
    "1888", "July", "Monday", "born", "died", "dead", "killed", "married", "wife", "husband",
    "mother", "father", "brother", "sister", "daughter", "son", "captain", "king", "queen", "Doctor",
    "Mr.", "Mrs.", "Lady", "eyes", "hair", "grey", "black", "blue", "looked", "turned", "walked",
    "never", "always", "remembered", "dreamed", "since", "his", "her", "him", "its", "Mara", "Teo",
    "Odo", "Venn", "Lyra", "Nora", "Quill", "Albatross", "London", "sword", "ring", "letter",
    "harbour", "master", "Captain—now", "then", "three", "four", "hundred", "several", "birthday",
    "anniversary",
]
RECORDS = [
    "character", "event", "place", "item", "group", "office", "scene", "secret", "thread", "fact",
    "relationship",
]
FIELDS = [
    "born", "died", "when", "who", "ages", "ages+", "who-", "who+", "traits.eyes", "traits", "note",
    "name", "title", "aliases", "aliases+", "parents", "where", "holders", "ages.1", "ages.2.source",
    "traits.hair.1.is", "id", "parents.9", "from", "until", "kind", "tells", "x.y.z", "routes+",
    "ages.0", "..", "when-", "sex",
]
RULES = [
    "SB201", "unreadable-time", "unknown-reference", "unknown-field", "wrong-type",
    "present-after-death", "present-before-birth", "not-plain-text", "ambiguous-alias",
    "contradictory-timeline", "unused-record",
]
FORMATS = [
    "json", "json", "json", "text", "sarif", "junit", "xml",
]
