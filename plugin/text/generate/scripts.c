/*
 * scripts.c: romanisation, look-alikes, and digits and signs as letters (scripts.h). Data only.
 *
 * Cyrillic follows what people write in payments, close to BGN/PCGN: юсдт YUSDT, криптовалюта KRIPTOVALYUTA, биржа
 * BIRZHA, щ SHCH, х KH, ц TS, ь and ъ nothing. Accents are dropped from every script, so й is и (I) and ё is е (E):
 * composed and decomposed text, биткойн and биткоин, say the same. Kazakh: ә A, ғ G, қ K, ң N, ө O, ұ ү U, һ H, і I.
 *
 * Look-alikes are those of capitals, because text in capitals is how they are used: В is read as B, Н as H, also small.
 */
#include "scripts.h"

const struct script_letter capital_letters[] = {
    /* Cyrillic: Russian */
    {0x0410, "A", "A", NULL},
    {0x0411, "B", NULL, NULL},
    {0x0412, "V", "B", NULL},
    {0x0413, "G", NULL, NULL},
    {0x0414, "D", NULL, NULL},
    {0x0415, "E", "E", NULL},
    {0x0416, "ZH", NULL, NULL},
    {0x0417, "Z", NULL, NULL},
    {0x0418, "I", NULL, NULL},
    {0x041A, "K", "K", NULL},
    {0x041B, "L", NULL, NULL},
    {0x041C, "M", "M", NULL},
    {0x041D, "N", "H", NULL},
    {0x041E, "O", "O", NULL},
    {0x041F, "P", NULL, NULL},
    {0x0420, "R", "P", NULL},
    {0x0421, "S", "C", NULL},
    {0x0422, "T", "T", NULL},
    {0x0423, "U", "Y", NULL},
    {0x0424, "F", NULL, NULL},
    {0x0425, "KH", "X", NULL},
    {0x0426, "TS", NULL, NULL},
    {0x0427, "CH", NULL, NULL},
    {0x0428, "SH", NULL, NULL},
    {0x0429, "SHCH", NULL, NULL},
    {0x042A, "", NULL, NULL},
    {0x042B, "Y", NULL, NULL},
    {0x042C, "", "B", NULL},
    {0x042D, "E", NULL, NULL},
    {0x042E, "YU", NULL, NULL},
    {0x042F, "YA", NULL, NULL},
    /* Cyrillic: Kazakh */
    {0x04D8, "A", NULL, NULL},
    {0x0492, "G", "F", NULL},
    {0x049A, "K", "K", NULL},
    {0x04A2, "N", "H", NULL},
    {0x04E8, "O", "O", NULL},
    {0x04B0, "U", "Y", NULL},
    {0x04AE, "U", "Y", NULL},
    {0x04BA, "H", "H", NULL},
    {0x0406, "I", "I", NULL},
    /* Cyrillic: Ukrainian, Serbian, Macedonian and others that look Latin */
    {0x0404, "YE", "E", NULL},
    {0x0490, "G", NULL, NULL},
    {0x0402, "DJ", NULL, NULL},
    {0x0405, "DZ", "S", NULL},
    {0x0408, "J", "J", NULL},
    {0x0409, "LJ", NULL, NULL},
    {0x040A, "NJ", NULL, NULL},
    {0x040B, "C", NULL, NULL},
    {0x040F, "DZ", NULL, NULL},
    {0x0462, "E", NULL, NULL},
    {0x0472, "F", "O", NULL},
    {0x0474, "I", "V", NULL},
    {0x0498, "Z", NULL, NULL},
    {0x04A0, "K", "K", NULL},
    {0x04AA, "S", "C", NULL},
    {0x04AC, "T", "T", NULL},
    {0x04B2, "KH", "X", NULL},
    {0x04C0, "I", "I", NULL},
    {0x04D4, "AE", NULL, NULL},
    {0x04E0, "Z", NULL, NULL},
    {0x0500, "D", "D", NULL},
    {0x051A, "Q", "Q", NULL},
    {0x051C, "W", "W", NULL},
    /* Greek */
    {0x0391, "A", "A", NULL},
    {0x0392, "V", "B", NULL},
    {0x0393, "G", NULL, NULL},
    {0x0394, "D", NULL, NULL},
    {0x0395, "E", "E", NULL},
    {0x0396, "Z", "Z", NULL},
    {0x0397, "I", "H", NULL},
    {0x0398, "TH", "O", NULL},
    {0x0399, "I", "I", NULL},
    {0x039A, "K", "K", NULL},
    {0x039B, "L", "A", NULL},
    {0x039C, "M", "M", NULL},
    {0x039D, "N", "N", NULL},
    {0x039E, "X", "E", NULL},
    {0x039F, "O", "O", NULL},
    {0x03A0, "P", NULL, NULL},
    {0x03A1, "R", "P", NULL},
    {0x03A3, "S", "E", NULL},
    {0x03A4, "T", "T", NULL},
    {0x03A5, "Y", "Y", NULL},
    {0x03A6, "F", NULL, NULL},
    {0x03A7, "CH", "X", NULL},
    {0x03A8, "PS", NULL, NULL},
    {0x03A9, "O", NULL, NULL},
    {0x03F9, "S", "C", NULL},
    /* Latin: as the Cyrillic letter it looks like */
    {'A', "A", NULL, "A"},
    {'B', "B", NULL, "V"},
    {'C', "C", NULL, "S"},
    {'D', "D", NULL, NULL},
    {'E', "E", NULL, "E"},
    {'F', "F", NULL, NULL},
    {'G', "G", NULL, NULL},
    {'H', "H", NULL, "N"},
    {'I', "I", NULL, "I"},
    {'J', "J", NULL, NULL},
    {'K', "K", NULL, "K"},
    {'L', "L", NULL, NULL},
    {'M', "M", NULL, "M"},
    {'N', "N", NULL, "I"},
    {'O', "O", NULL, "O"},
    {'P', "P", NULL, "R"},
    {'Q', "Q", NULL, NULL},
    {'R', "R", NULL, "YA"},
    {'S', "S", NULL, NULL},
    {'T', "T", NULL, "T"},
    {'U', "U", NULL, NULL},
    {'V', "V", NULL, NULL},
    {'W', "W", NULL, "SH"},
    {'X', "X", NULL, "KH"},
    {'Y', "Y", NULL, "U"},
    {'Z', "Z", NULL, NULL},
};
const size_t capital_letter_count = sizeof capital_letters / sizeof capital_letters[0];

const struct script_letter small_letters[] = {
    /* Latin letters whose small form looks like another Cyrillic letter than the capital */
    {'b', "B", NULL, "B"},
    {'n', "N", NULL, "P"},
    {'r', "R", NULL, "G"},
    {'u', "U", NULL, "I"},
    /* Greek letters whose small form looks like another Latin letter */
    {0x00B5, "M", "U", NULL}, /* the micro sign, of which the capital is a Greek one */
    {0x03B3, "G", "Y", NULL},
    {0x03B6, "Z", NULL, NULL},
    {0x03B7, "I", "N", NULL},
    {0x03B8, "TH", NULL, NULL},
    {0x03BB, "L", NULL, NULL},
    {0x03BC, "M", "U", NULL},
    {0x03BD, "N", "V", NULL},
    {0x03BE, "X", NULL, NULL},
    {0x03C2, "S", NULL, NULL},
    {0x03C3, "S", "O", NULL},
    {0x03C5, "Y", "U", NULL},
    {0x03C9, "O", "W", NULL},
};
const size_t small_letter_count = sizeof small_letters / sizeof small_letters[0];

/* Read as letters only inside words (words.c says when). 2 is none but in second readings: it stands in P2P and in too
 * many references. */
const struct script_letter digit_letters[] = {
    {'0', "0", "O", "O"}, {'1', "1", "I", "I"}, {'2', "2", NULL, NULL}, {'3', "3", "E", "Z"}, {'4', "4", "A", "A"},
    {'5', "5", "S", "S"}, {'6', "6", "B", "B"}, {'7', "7", "T", "T"},   {'8', "8", "B", "V"}, {'9', "9", "G", "YA"},
};
const size_t digit_letter_count = sizeof digit_letters / sizeof digit_letters[0];

/* Currency signs are letters with a bar: people write them for the letter. (The tugrik sign is a letter outright: see
 * symbol_letter() in foldgen.c.) */
const struct script_sign signs[] = {
    {'$', NULL, "S", "S", ANYWHERE},     {'@', NULL, "A", "A", ANYWHERE},
    {'!', NULL, "I", "I", NOT_LAST},     {'|', NULL, "I", "I", ANYWHERE},
    {'(', NULL, "C", "S", NOT_FIRST},    {'<', NULL, "C", "S", NOT_FIRST},
    {'+', NULL, "T", "T", ANYWHERE},     {'#', NULL, "H", "N", INSIDE},
    {0x00A1, NULL, "I", "I", NOT_LAST},  /* inverted exclamation mark */
    {0x00D7, NULL, "X", "KH", ANYWHERE}, /* multiplication sign */
    {0x00A7, NULL, "S", "S", ANYWHERE},  /* section sign */
    {0x00A9, NULL, "C", "S", ANYWHERE},  /* copyright sign */
    {0x00AE, NULL, "R", NULL, INSIDE},   /* registered sign */
    {0x2020, NULL, "T", "T", INSIDE},    /* dagger */
    {0x212E, NULL, "E", "E", ANYWHERE},  /* estimated sign */
    {0x00A2, NULL, "C", "S", ANYWHERE},  /* cent */
    {0x00A3, NULL, "L", NULL, ANYWHERE}, /* pound */
    {0x00A5, NULL, "Y", "U", ANYWHERE},  /* yen */
    {0x0E3F, NULL, "B", "V", ANYWHERE},  /* baht */
    {0x20A1, NULL, "C", "S", ANYWHERE},  /* colon */
    {0x20A2, NULL, "C", "S", ANYWHERE},  /* cruzeiro */
    {0x20A3, NULL, "F", NULL, ANYWHERE}, /* franc */
    {0x20A4, NULL, "L", NULL, ANYWHERE}, /* lira */
    {0x20A5, NULL, "M", "M", ANYWHERE},  /* mill */
    {0x20AB, NULL, "D", NULL, ANYWHERE}, /* dong */
    {0x20B4, NULL, "S", NULL, ANYWHERE}, /* hryvnia */
    {0x20B7, NULL, "S", NULL, ANYWHERE}, /* spesmilo */
    {0x20B9, NULL, "R", NULL, ANYWHERE}, /* rupee */
    {0x20BA, NULL, "T", "T", ANYWHERE},  /* Turkish lira */
    {0x20BC, NULL, "M", "M", ANYWHERE},  /* manat */
    {0x20A6, NULL, "N", "I", ANYWHERE},  /* naira */
    {0x20A9, NULL, "W", "SH", ANYWHERE}, /* won */
    {0x20AC, NULL, "E", "E", ANYWHERE},  /* euro */
    {0x20AD, NULL, "K", "K", ANYWHERE},  /* kip */
    {0x20B1, NULL, "P", "R", ANYWHERE},  /* peso */
    {0x20B2, NULL, "G", NULL, ANYWHERE}, /* guarani */
    {0x20B3, NULL, "A", "A", ANYWHERE},  /* austral */
    {0x20B5, NULL, "C", "S", ANYWHERE},  /* cedi */
    {0x20B8, NULL, "T", "T", ANYWHERE},  /* tenge */
    {0x20BD, NULL, "P", "R", ANYWHERE},  /* rouble */
    {0x20BF, "BTC", "B", "B", ANYWHERE}, /* bitcoin */
};
const size_t sign_count = sizeof signs / sizeof signs[0];

/* The first reading takes a look-alike for one letter; where shapes stand for two, here is the second. Letters that
 * look Latin say here what they sound like, for words that mix both: ВIНАNСЕ. */
const struct script_look other_looks[] = {
    {'2', "Z", NULL},    {'1', "L", NULL},    {'!', "L", NULL},
    {'|', "L", NULL},    {'I', "L", NULL}, /* bIockchain; readings.c says when */
    {'l', "I", NULL},                      /* BlNANCE */
    {'3', NULL, "E"},    {'4', NULL, "CH"},   {'6', "G", NULL},
    {'8', NULL, "B"},    {'m', NULL, "T"},    /* as in italics */
    {'g', NULL, "D"},    {0x0412, "V", NULL}, /* ve */
    {0x0432, "V", NULL}, {0x0433, "R", NULL}, /* a small ge */
    {0x0417, "E", NULL},                      /* ze */
    {0x0437, "E", NULL}, {0x0418, "N", NULL}, /* a capital i; the small one looks like u */
    {0x0438, "U", NULL}, {0x041D, "N", NULL}, /* en */
    {0x043D, "N", NULL}, {0x041F, "N", NULL}, /* pe */
    {0x043F, "N", NULL}, {0x0420, "R", NULL}, /* er */
    {0x0440, "R", NULL}, {0x0421, "S", NULL}, /* es */
    {0x0441, "S", NULL}, {0x0423, "U", NULL}, /* u */
    {0x0443, "U", NULL}, {0x0425, "H", NULL}, /* kha */
    {0x0445, "H", NULL}, {0x0426, "U", NULL}, /* tse */
    {0x0446, "U", NULL}, {0x0428, "W", NULL}, /* sha */
    {0x0448, "W", NULL}, {0x042F, "R", NULL}, /* ya */
    {0x044F, "R", NULL}, {0x03A3, "S", NULL}, /* sigma */
    {0x039B, "L", NULL},                      /* lambda */
};
const size_t other_look_count = sizeof other_looks / sizeof other_looks[0];

const struct script_look fancy_looks[] = {
    /* sharp s, turned and reversed Latin letters */
    {0x00DF, "B", NULL},
    {0x0183, "G", NULL},
    {0x01A7, "S", NULL},
    {0x01A8, "S", NULL},
    {0x01DD, "E", NULL},
    {0x0250, "A", NULL},
    {0x0258, "E", NULL},
    {0x025F, "F", NULL},
    {0x0265, "H", NULL},
    {0x026F, "M", NULL},
    {0x0279, "R", NULL},
    {0x027E, "J", NULL},
    {0x0287, "T", NULL},
    {0x028C, "V", NULL},
    {0x028D, "W", NULL},
    {0x028E, "Y", NULL},
    {0x029E, "K", NULL},
    /* Hebrew and Armenian */
    {0x0547, "T", NULL},
    {0x0579, "Z", NULL},
    {0x05D0, "X", NULL},
    {0x05DF, "J", NULL},
    {0x05E5, "Y", NULL},
    {0x05E7, "P", NULL},
    {0x05E9, "W", NULL},
    /* Thai */
    {0x0E04, "A", NULL},
    {0x0E20, "N", NULL},
    {0x0E22, "U", NULL},
    {0x0E23, "S", NULL},
    {0x0E40, "I", NULL},
    {0x0E4F, "O", NULL},
    {0x0E52, "B", NULL},
    {0x0E54, "D", NULL},
    /* Canadian syllabics and a rune */
    {0x142F, "V", NULL},
    {0x144C, "U", NULL},
    {0x144E, "N", NULL},
    {0x1455, "C", NULL},
    {0x146B, "Q", NULL},
    {0x146D, "P", NULL},
    {0x148D, "J", NULL},
    {0x14AA, "L", NULL},
    {0x1515, "S", NULL},
    {0x156E, "E", NULL},
    {0x157C, "H", NULL},
    {0x1587, "R", NULL},
    {0x15B4, "F", NULL},
    {0x15C5, "A", NULL},
    {0x15DD, "O", NULL},
    {0x15DE, "D", NULL},
    {0x15E9, "A", NULL},
    {0x15EA, "D", NULL},
    {0x15EF, "W", NULL},
    {0x15F0, "M", NULL},
    {0x15F4, "E", NULL},
    {0x15F7, "B", NULL},
    {0x161C, "G", NULL},
    {0x166D, "X", NULL},
    {0x16D5, "K", NULL},
    /* Coptic */
    {0x2C80, "A", NULL},
    {0x2C82, "B", NULL},
    {0x2C88, "E", NULL},
    {0x2C8C, "Z", NULL},
    {0x2C8E, "H", NULL},
    {0x2C92, "I", NULL},
    {0x2C94, "K", NULL},
    {0x2C98, "M", NULL},
    {0x2C9A, "N", NULL},
    {0x2C9E, "O", NULL},
    {0x2CA2, "P", NULL},
    {0x2CA4, "C", NULL},
    {0x2CA6, "T", NULL},
    {0x2CA8, "Y", NULL},
    {0x2CAC, "X", NULL},
};
const size_t fancy_look_count = sizeof fancy_looks / sizeof fancy_looks[0];
