"""The label sets of every head, in the order in which the graph puts them out."""

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
DEPREL = (
    "acl acl:relcl advcl advcl:relcl advmod advmod:emph amod appos aux aux:pass case cc cc:preconj ccomp "
    "compound compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated "
    "expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer "
    "nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct reparandum vocative xcomp"
).split()


def bio(types):
    return ["O"] + [f"{p}-{t}" for t in types for p in "BI"]


ENTITY = bio("PER ORG NORP GPE LOC FAC MISC".split())
RE3D_TYPES = (
    "Organisation Location Person Temporal Quantity Nationality Weapon Vehicle MilitaryPlatform DocumentReference Money"
).split()
RE3D = bio(RE3D_TYPES)
EVENT = "O OCCURRENCE REPORTING I_ACTION STATE I_STATE ASPECTUAL PERCEPTION".split()
TENSE = "NONE PAST PRESENT FUTURE INFINITIVE PRESPART PASTPART".split()
ASPECT = "NONE PERFECTIVE PROGRESSIVE PERFECTIVE_PROGRESSIVE".split()
POLARITY = "POS NEG".split()
MODALITY = "NONE MODAL".split()
ATTRIBUTION = bio("SOURCE CUE CONTENT".split())
ROLE_TYPES = "PerpInd PerpOrg Target Victim Weapon".split()
ROLE = bio(ROLE_TYPES)

# Heads that give one label to each word: name -> labels. The manifest is written from this table.
WORD_HEADS = {
    "upos": UPOS,
    "entity": ENTITY,
    "re3d": RE3D,
    "re3d_inner": RE3D,
    "event": EVENT,
    "tense": TENSE,
    "aspect": ASPECT,
    "polarity": POLARITY,
    "modality": MODALITY,
    "attribution": ATTRIBUTION,
    "role": ROLE,
}
IGNORE = -100
ALL_ENTITY = (1 << len(ENTITY)) - 1


def entity_mask(types, begin):
    """Bit set of the entity tags allowed for a word that begins (or continues) one of `types`."""
    return sum(1 << ENTITY.index(("B-" if begin else "I-") + t) for t in types)


O_MASK = 1
