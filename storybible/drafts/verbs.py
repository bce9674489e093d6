"""Verbs by which a reader sees somebody do something there and then, in the past and the present tense.

A gesture shows it by itself; a movement does in the present, and in the past with another such verb beside
it: "Odo came to the island" may be said of a man long dead, "Odo came in and shook his head" is not.
"""

from __future__ import annotations

PAST, PRESENT = "past", "present"

_BODY = (
    "head|eyes?|eyebrows?|brows?|hands?|arms?|fingers?|fists?|shoulders?|chin|face|mouth|lips?|throat|nose"
    "|knees?|feet|foot|legs?"
    "|hair|beard|moustache|hat|cap|glass|glasses|cup|mug|pipe|sleeves?|cheeks?|palms?|forehead|voice"
)
_OWN = rf" (?:his|her|my|our|both|one|an?|the)(?: [a-z]+)? (?:{_BODY})\b"
_ALONE = (
    "nodded/nods shrugged/shrugs grinned/grins frowned/frowns winked/winks blinked/blinks sighed/sighs "
    "yawned/yawns chuckled/chuckles "
    "snorted/snorts sniffed/sniffs coughed/coughs swallowed/swallows shuddered/shudders shivered/shivers "
    "flinched/flinches "
    "blushed/blushes gasped/gasps glanced/glances hesitated/hesitates gulped/gulps squinted/squints "
    "scowled/scowls "
    "giggled/giggles groaned/groans stooped/stoops crouched/crouches smirked/smirks winced/winces"
)
_OF_THE_BODY = (
    "shook/shakes raised/raises lifted/lifts bowed/bows tilted/tilts inclined/inclines rubbed/rubs "
    "scratched/scratches wrung/wrings "
    "clapped/claps folded/folds crossed/crosses stretched/stretches licked/licks bit/bites lowered/lowers "
    "opened/opens closed/closes "
    "shut/shuts wiped/wipes held/holds put/puts laid/lays turned/turns ran/runs spread/spreads "
    "covered/covers took/takes pulled/pulls "
    "touched/touches patted/pats tapped/taps wagged/wags jerked/jerks dropped/drops narrowed/narrows "
    "rolled/rolls cleared/clears"
)
_UP = (
    "leaned/leans leant/leans bent/bends sat/sits stood/stands got/gets jumped/jumps sprang/springs "
    "scrambled/scrambles"
)
_ROUND = "looked/looks turned/turns moved/moves reached/reaches"
_WENT = (
    "came/comes went/goes walked/walks strode/strides hurried/hurries marched/marches limped/limps "
    "shuffled/shuffles crept/creeps "
    "ran/runs climbed/climbs tiptoed/tiptoes stepped/steps backed/backs moved/moves leaned/leans "
    "pushed/pushes slipped/slips "
    "rode/rides rowed/rows crawled/crawls drew/draws turned/turns looked/looks"
)
_STOOD = (
    "stopped/stops laughed/laughs smiled/smiles knocked/knocks rose/rises sat/sits stood/stands "
    "listened/listens"
)
_TOOK = (
    "took/takes poured/pours handed/hands passed/passes pulled/pulls pushed/pushes opened/opens "
    "closed/closes shut/shuts "
    "slammed/slams unlocked/unlocks brushed/brushes rinsed/rinses hung/hangs folded/folds lit/lights "
    "struck/strikes cut/cuts "
    "held/holds lifted/lifts carried/carries dropped/drops threw/throws showed/shows fetched/fetches "
    "filled/fills emptied/empties "
    "kicked/kicks grabbed/grabs snatched/snatches touched/touches drank/drinks stirred/stirs"
)
_PLACES = (
    r" (?:in|into|out|over|across|up|down|back|away|off|along|past|round|around|through|towards?|forward"
    r"|aside|closer|nearer|upstairs"
    r"|downstairs|inside|outside|to the|from the|at (?:him|her|me|us|them)|to (?:him|her|me|us|them))\b"
)
_STILL = frozenset({"smiles", "rises", "sits", "stands", "listens"})
"""What the dead may do in the present: a portrait smiles, a statue stands."""
_DOING = (
    "standing sitting leaning waiting kneeling crouching pouring stirring peeling chopping grinning "
    "frowning yawning nodding pacing "
    "whistling humming laughing filling folding wiping rubbing scratching shaking tapping drumming"
)
HAS = (
    r"wants to know\b|says nothing\b|(?:doesn't|does not) (?:look up|answer|reply|move|turn (?:round"
    r"|around)|blink|laugh|nod|stop)\b"
    r"|has (?:just |already )?(?:been (?:to|in|up|here|round|back|down|over|out)\b|come\b(?! (?:to be|of))"
    r"|gone (?:to|up|down|out|off"
    r"|home)\b|sent|brought|asked|promised|written|looked|called|put (?:the|his|her|a)\b|bought|let (?:me"
    r"|us)\b|made (?:the|some|us|me)\b)"
)
"""What nobody says of the dead, in the perfect."""


def _in(table: str, tense: str, without: frozenset[str] = frozenset()) -> str:
    words = [pair.split("/")[tense == PRESENT] for pair in table.split()]
    return "(?:" + "|".join(dict.fromkeys(word for word in words if word not in without)) + ")"


def gesture(tense: str) -> str:
    """A pattern of gestures, without what stands before them."""
    up = r" (?:forward|back|down|up|over)\b"
    return (
        rf"{_in(_ALONE, tense)}\b(?! off)"
        rf"|{_in('smiled/smiles laughed/laughs', tense)} (?:back\b|out loud\b|aloud\b|(?:up "
        rf"|back )?at (?:him|her|me|us)\b)|{_in(_OF_THE_BODY, tense)}(?: out| up| down| off)?{_OWN}"
        rf"|{_in(_UP, tense)}{up}"
        rf"|{_in('gave/gives', tense)} (?:him|her|me|us|them) (?:a|an|one|his|her) (?:[a-z]+ )?(?:look|nod"
        rf"|smile|wink|push|nudge|glance|grin)\b"
        rf"|{_in(_ROUND, tense)} (?:up|round|around|away|aside|over|out|past|across)\b(?! (?:for|on) (?:the"
        rf"|a) (?:better|new))"
    )


def doing(tense: str) -> str:
    """A pattern of what somebody is in the middle of."""
    verb = "is" if tense == PRESENT else "was"
    words = "|".join(_DOING.split())
    no_office = r"(?! (?:for|on the (?:council|board|bench|committee|throne)))"
    return rf"{verb} (?:now |already |still |just |up |out )?(?:{words})\b{no_office}"


def movement(tense: str) -> str:
    """A pattern of movements."""
    still = _STILL if tense == PRESENT else frozenset()
    thing = r" (?:up |down |out )?(?:the|his|her|a|an|another|one|two|some|both|him|them|me|us|it)\b"
    return rf"{_in(_WENT, tense)}{_PLACES}|{_in(_STOOD, tense, still)}\b|{_in(_TOOK, tense)}{thing}"
