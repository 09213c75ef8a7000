/*
 * certainty.h: how sure it is that something found stands for an entry of its term, by how the text had to be read
 * (struct pack_posting). Pure functions over what they are given.
 */
#ifndef FIATGATE_CERTAINTY_H
#define FIATGATE_CERTAINTY_H

#include "match/scan.h"
#include "pack.h"
#include "transfer.h"

/* How a text was read, and the scripts it is written in. */
struct seen {
    uint8_t readings;   /* enum text_reading bits */
    uint8_t scripts;    /* enum script bits */
    bool two_alphabets; /* one word of Latin and Cyrillic letters, of which some are there for what they look like */
};

/* Enum reading bits of what was seen, for one of the entries it may stand for. */
static inline uint8_t readings_for(const struct pack_posting *posting, struct seen seen)
{
    bool other_script = posting->scripts != 0 && (seen.scripts & ~(unsigned)posting->scripts) != 0;
    if (other_script && (seen.readings & READING_LOOK_ALIKE) == 0)
        return seen.readings | READING_TRANSLITERATED;
    return seen.readings;
}

/* The same for those who ask how it was read (`read_as`). A word of two alphabets is a disguise also where nothing had
 * to be taken for what it looks like, as Cyrillic т and а also sound like the Latin letters. */
static inline uint8_t readings_asked(uint8_t readings, struct seen seen)
{
    return seen.two_alphabets ? readings | READING_LOOK_ALIKE : readings;
}

/* One pack_certainty bit; 0: it does not stand for this entry. A name is not put right into another one, unless that
 * one has a legal form, as no natural person's has; and then it is doubtful, as firms are called by names one letter
 * apart. */
static inline uint32_t certainty_of(const struct pack_posting *posting, uint8_t readings, uint8_t field)
{
    if (readings == 0)
        return PACK_CERTAIN;
    const bool other_name = (readings & READING_CORRECTED) != 0 && field_kind((fg_field)field) == FIELD_KIND_NAME;
    if (other_name && posting->match != PACK_MATCH_LEGAL_NAME)
        return 0;
    if (!other_name && (readings & ~(unsigned)posting->certain) == 0)
        return PACK_CERTAIN;
    return (readings & ~(unsigned)(posting->certain | posting->doubtful)) == 0 ? PACK_DOUBTFUL : 0;
}

/* Whether a name that was hit says who a party is: certainly, and no word of it was made of others or put right. */
static inline bool is_identity(const struct pack_posting *posting, const struct scan_hit *hit)
{
    uint8_t readings = readings_for(posting, (struct seen){hit->readings, hit->scripts, false});
    return (readings & (READING_DIVIDED | READING_CORRECTED)) == 0 && (readings & ~(unsigned)posting->certain) == 0;
}

#endif
