-- Schema 1. Text stands as it came; folds are made where they are compared. References say what
-- holds; they are not checked row by row, which would take as long as a row, but by the check of the
-- whole file.

CREATE TABLE language (
    id INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE,        -- BCP 47, canonical case
    primary_tag TEXT NOT NULL,
    indexed_to INTEGER NOT NULL DEFAULT 0  -- the last segment that a block of the fuzzy index may hold
);

CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    date TEXT,
    url TEXT
);

-- A text in a language, stored once however often it occurs. The fuzzy index relies on numbers that
-- only grow and are never used twice: 'last_segment' of the state is the greatest that was given.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    language INTEGER NOT NULL REFERENCES language,
    text TEXT NOT NULL,
    text_hash INTEGER NOT NULL
);
CREATE INDEX segment_by_language ON segment (language);

-- Texts by their hash: those that came last are kept apart from the others until they are many.
CREATE TABLE old_text_by_hash (
    hash INTEGER NOT NULL,
    segment INTEGER NOT NULL REFERENCES segment,
    PRIMARY KEY (hash, segment)
) WITHOUT ROWID;
CREATE TABLE new_text_by_hash (
    hash INTEGER NOT NULL,
    segment INTEGER NOT NULL REFERENCES segment,
    PRIMARY KEY (hash, segment)
) WITHOUT ROWID;
CREATE VIEW text_by_hash AS SELECT hash, segment FROM old_text_by_hash
    UNION ALL SELECT hash, segment FROM new_text_by_hash;

-- The fuzzy index of a language: blocks hold the texts up to indexed_to, index_removed tells which
-- of these are no more, and the texts beyond are compared one by one until there are enough for a
-- block. Blocks never change. Those of one run hold the same texts twice: by characters, and by
-- tokens; of each kind, they were sorted by length together.
CREATE TABLE index_block (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    language INTEGER NOT NULL REFERENCES language,
    run INTEGER NOT NULL,
    kind TEXT NOT NULL,              -- 'characters' or 'tokens'
    texts INTEGER NOT NULL,
    shortest INTEGER NOT NULL,       -- lengths in characters or tokens
    longest INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX index_block_by_language
    ON index_block (language, kind, id, run, texts, shortest, longest);

CREATE TABLE index_removed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    language INTEGER NOT NULL REFERENCES language,
    segment INTEGER NOT NULL
);
CREATE UNIQUE INDEX index_removed_by_segment ON index_removed (language, segment);

-- A set of variants, all equal peers; the same set is stored once. No number is used twice:
-- 'last_unit' of the state is the greatest that was given.
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    variants_key INTEGER NOT NULL    -- the number of its newest text, and 16 bits of a hash of all
);
CREATE INDEX unit_by_variants ON unit (variants_key);

CREATE TABLE variant (
    unit INTEGER NOT NULL REFERENCES unit,
    language INTEGER NOT NULL REFERENCES language,
    segment INTEGER NOT NULL REFERENCES segment,
    PRIMARY KEY (unit, language)
) WITHOUT ROWID;
CREATE INDEX variant_by_segment ON variant (segment);

-- Where a unit stands: the bead's number in the release, and 0 for the whole of it. Where languages
-- divide the bead finer than all together, the parts follow from 1 on; one number is left out between
-- the parts of some languages and those of others. Neighbours of a whole are the wholes before and
-- after it, those of a part the parts whose numbers are next, or else the same as of the whole.
CREATE TABLE occurrence (
    unit INTEGER NOT NULL REFERENCES unit,
    release INTEGER NOT NULL REFERENCES release,
    position INTEGER NOT NULL,
    part INTEGER NOT NULL,
    confidence REAL NOT NULL,
    places BLOB,                     -- where it begins in the documents; NULL in a table. In LEB128:
                                     -- language, block and segment, as many times as there are documents
    PRIMARY KEY (unit, release, position, part)
) WITHOUT ROWID;
CREATE INDEX occurrence_by_place ON occurrence (release, position, part);

-- What units said before they were corrected, pair by pair of their languages, and what that means:
-- languages and texts in order of the tags, NUL behind each.
CREATE TABLE correction (
    said TEXT PRIMARY KEY,
    says TEXT NOT NULL
) WITHOUT ROWID;

-- What was learnt of how words of two languages translate each other; newest_unit and units tell how
-- much of the memory has changed since.
CREATE TABLE word_model (
    source TEXT NOT NULL,            -- primary tags, source before target
    target TEXT NOT NULL,
    newest_unit INTEGER NOT NULL,
    units INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (source, target)
);

-- Numbers that the whole file has one of: 'content' grows with every change of the units,
-- 'phrases' is the content that the phrases were mined from, 'last_segment' and 'last_unit' are the
-- greatest numbers that were given to texts and units.
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

-- Mined phrases, replaced as a whole by the next mining.
CREATE TABLE phrase (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,          -- primary tag
    stems TEXT NOT NULL,             -- what is recognised: stems, joined by blanks
    text TEXT NOT NULL,              -- the citation form
    units INTEGER NOT NULL,
    releases INTEGER NOT NULL,
    first_date TEXT,
    last_date TEXT,
    wholeness REAL                   -- how far it stands by itself; NULL: only a translation of others
);
CREATE INDEX phrase_by_stems ON phrase (language, stems);

CREATE TABLE phrase_form (
    phrase INTEGER NOT NULL REFERENCES phrase,
    text TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (phrase, text)
) WITHOUT ROWID;

CREATE TABLE phrase_translation (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES phrase,
    target INTEGER NOT NULL REFERENCES phrase,
    text TEXT NOT NULL,              -- the target's citation form beside this source
    confidence REAL NOT NULL
);
CREATE INDEX phrase_translation_by_source ON phrase_translation (source);
CREATE INDEX phrase_translation_by_target ON phrase_translation (target);

-- How a translation was written, when, and for which form of the phrase.
CREATE TABLE phrase_use (
    translation INTEGER NOT NULL REFERENCES phrase_translation,
    date TEXT,
    context TEXT NOT NULL,
    form TEXT NOT NULL,
    count INTEGER NOT NULL
);
CREATE INDEX phrase_use_by_translation ON phrase_use (translation);

-- The curated list: what people say a term is to be called, or must not be.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    target_language TEXT NOT NULL,
    target TEXT NOT NULL,
    forbidden INTEGER NOT NULL,
    UNIQUE (language, text, target_language, target)
);

-- Which texts of a language have a word, by its stem: numbers of segments, as differences in LEB128,
-- in parts, each of the texts that came after those of the part before. Segments that are no more
-- may stand there.
CREATE TABLE stem_part (
    id INTEGER PRIMARY KEY,          -- the last segment that the part may hold
    language INTEGER NOT NULL REFERENCES language
);
CREATE TABLE stem_texts (
    part INTEGER NOT NULL REFERENCES stem_part,
    stem TEXT NOT NULL,
    texts BLOB NOT NULL,
    PRIMARY KEY (part, stem)         -- so that a new part stands behind what is kept
) WITHOUT ROWID;

-- Acronyms with their full names, where texts tell both; mined with the phrases.
CREATE TABLE acronym (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,          -- primary tag
    short TEXT NOT NULL,
    full TEXT NOT NULL,              -- the citation form
    full_stems TEXT,                 -- those of the full name, if it is a phrase
    count INTEGER NOT NULL
);

CREATE TABLE acronym_counterpart (
    acronym INTEGER NOT NULL REFERENCES acronym,
    language TEXT NOT NULL,
    short TEXT NOT NULL,
    PRIMARY KEY (acronym, language)
) WITHOUT ROWID;
