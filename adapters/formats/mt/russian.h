/*
 * russian.h: messages in SWIFT-RUR, the way in which Russian banks write Cyrillic with the characters of FIN
 * ({113:RUR6} in block 3). Each text is written as what it means, and as it stands for a further reading: Latin words
 * in it should stand between apostrophes, but need not.
 */
#ifndef FIATGATE_MT_RUSSIAN_H
#define FIATGATE_MT_RUSSIAN_H

#include "envelope.h"
#include "layout.h"

/* Whether a message is in SWIFT-RUR: block 3 says so; or its reference begins with +, it moves roubles and its debtor
 * has an INN. */
bool mt_is_russian(const struct mt_reading *reading, const struct mt_message *message);

/* The lines of a party from its name on: a name goes on behind a line that is full. */
bool mt_russian_name(struct mt_writing *writing, const struct mt_party *party, struct mt_slice lines);
/* A text, or numbered lines of a party, as Cyrillic, to be another reading of the value before. */
bool mt_russian_reading(struct mt_writing *writing, fg_field field, struct mt_slice text);
/* Field 72 as Cyrillic, to be another reading of the value before. What /NZP/ adds to the purpose of the payment is
 * kept for mt_russian_purpose(). */
bool mt_russian_instructions(struct mt_writing *writing, fg_field field, struct mt_slice text);
/* The purpose of the payment, from 70 and 72, when all fields are read. */
bool mt_russian_purpose(struct mt_writing *writing);

#endif
