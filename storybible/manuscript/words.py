"""Words that tell something about a name beside them.  All lower case, without points.

General English (and the Japanese endings that fan fiction uses); nothing here is of any one book.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


MEN = word_set("""
    mr mister sir lord master monsieur m herr signor don king prince duke baron count earl uncle father
    brother squire emperor abbot grandfather grandpa viscount
""")
WOMEN = word_set("""
    mrs missus miss ms lady madam madame mme mlle mademoiselle frau fraulein signora dame queen princess
    duchess baroness countess aunt auntie sister mother empress abbess mistress grandmother grandma
    granny viscountess
""")
ANYBODY = word_set("""
    dr doctor prof professor captain capt cap'n colonel col major general gen admiral lieutenant lt
    sergeant sgt corporal private inspector detective officer judge justice chief president senator
    governor mayor rev reverend bishop cardinal pope saint st commander cousin old young little poor
    dear friend nurse agent coach comrade
""")
PLAIN_WORDS = word_set("""
    old young little poor dear friend m
""")
"""Words before a name that are no title: they belong to a mention only where they are capitalised."""
HONORIFICS = MEN | WOMEN | ANYBODY
ENDINGS = word_set("""
    san chan kun sama sensei senpai sempai kohai dono han tan nee neesan neechan niisan niichan nii
    obaasan ojiisan hime taicho shishou
""")
"""What follows a name after a hyphen."""
NUMERALS = word_set("""
    jr sr junior senior ii iii iv v vi vii viii esq
""")
"""What follows a name and is no name by itself."""
PARTICLES = word_set("""
    van von der den de del della la le da di du al bin ibn ap mac of the ben st no y
""")
"""Small words inside a name: never a name by themselves."""

COMMON_NAMES = word_set("""
    will hope may grace faith joy rose mark bill june april august dawn summer autumn iris art rob sue
    pat drew frank jack penny patience prudence constance charity chance chase hunter mason cook smith
    king prince bishop page grey gray brown white black green young long short stone hill wood woods
    lake brook river rivers sky star storm rain snow winter frost angel baron sage olive ruby pearl
    amber jade ivy lily daisy violet heather holly hazel robin raven wolf fox lance miles dean dale glen
    guy gene max nick pierce ray rich sandy skip wade ward major earl duke ally bob buck cliff dick don
    harry jean josh kit norm peg rod rusty sally stew van victor vivid worth trip pip sparrow
""")
"""Names that are words of the language as well: counted only where the place shows that a name is meant."""
MONTH_NAMES = word_set("""
    april may june august
""")
BEFORE_MONTHS = word_set("""
    in of early late mid last next since until till by every this during through before after from to
    and between
""")

SPEECH = word_set("""
    said says say asked asks replied answered cried whispered shouted muttered murmured exclaimed
    continued added called yelled sighed laughed snapped began went told remarked observed returned
    growled screamed insisted agreed demanded repeated explained suggested mumbled hissed gasped groaned
    teased offered admitted announced declared responded interrupted inquired enquired retorted breathed
    grunted grunts barked snorted croaked rasped growls protested objected conceded confessed urged ordered
    roared sobbed wailed moaned tells admits suggests insists agrees explains announces declares repeats warns
    promises begs teases offers snaps mumbles hisses screams demands remarks observes continues begins
    responds goes
    chuckled grinned smiled nodded shrugged replies whispers mutters murmurs answers adds continues
    sighs laughs calls shouts yells growls thought thinks wondered promised warned pleaded begged joked
""")
"""Verbs beside which a speaker stands."""
MIND = word_set("""
    thought felt knew wondered remembered realized realised believed hoped feared wished decided noticed
    imagined guessed supposed wanted hated loved missed doubted suspected understood recalled dreaded
    thinks feels knows wonders remembers realizes realises believes hopes fears wishes decides notices
""")
"""Verbs that look into a head: whose they are has the point of view."""
AUXILIARY = word_set("""
    was is were had has would could did does can might must should shall never always himself herself
    themself who whose and will just
""")
"""What may follow a name at the head of a sentence, and rarely follows a common word there."""
IRREGULAR = word_set("""
    came went sat stood ran took got gave kept left found held fell rose woke wrote read heard saw met
    brought thought bought caught taught fought sought made put let set cut shut hit hurt sent spent
    lent bent built lost won shot slept wept swept crept leapt spoke broke chose froze stole drove rode
    swore tore wore bore blew flew grew knew threw drew ate drank sang sank swam began rang shook slid
    bit hid lit led fed bled fled stuck struck hung swung clung flung paid laid lay told sold became
    understood leaned leant smelt spat spun
""")
"""Past forms that do not end in -ed."""
NO_NAMES = word_set("""
    i o oh ah yes no god lord heaven heavens christ jesus bible gospel scripture providence almighty
    satan devil nature fate january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday christmas easter michaelmas lent
    english french german italian spanish russian latin greek roman dutch irish scotch scottish welsh
    british american indian chinese japanese turkish polish european african christian catholic
    protestant jewish hebrew jew jews turk turks englishman englishmen frenchman frenchmen russians
    germans americans romans greeks chapter book part volume vol letter section preface introduction
    epilogue prologue contents the a an and but or if in on at of to for with he she it we they you my
    his her their our your its this that these those there here what when where why who how then now so
    as by from not all one two three well come go let do did is was are be will shall would could can
    have has had whose which while after before ii iii iv vi vii viii ix xi xii bc ad am pm ok tv
    gutenberg ebook internet ll ve re don nay aye ay hallo hello hush alas thank thanks goodbye please
    sorry look good dear never sir madam ma majesty highness honour honor excellency grace north south
    east west street road some any every each none nothing something perhaps maybe just only even still
    again once more most much many such like because though although since until till than too very ever
    always over under out up down off back away were been being does done me him them us mine yours hers
    theirs ours four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand first second third fourth fifth last next half sabbath whitsuntide
    ech eh ha ho hey um uh er hm hmm mm mmm wow damn hell jolly poor old
""")
"""Capitalised words that name nobody, wherever they stand."""
