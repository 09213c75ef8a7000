/*
 * corpus.h: the valid customer and bank transfers of a corpus' manifest.
 */
#ifndef TESTS_ORACLE_XML_CORPUS_H
#define TESTS_ORACLE_XML_CORPUS_H

#include "compare.h"

/* Compares all of them; how many there were. Ends the program when the folder has no manifest. */
unsigned corpus_compare(const char *folder, struct reader *reader, struct tally *tally);

#endif
