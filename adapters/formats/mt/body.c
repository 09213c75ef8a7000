/*
 * body.c: tells a payment by its fields (body.h). Reads the message and writes nothing.
 */
#include "body.h"

#include "fields.h"

/* Fields by which payments are told. */
enum {
    REFERENCE = 1,      /* 20 */
    RELATED = 2,        /* 21 */
    SETTLED = 4,        /* 32A */
    ORDERED = 8,        /* 32B */
    DEBTOR = 16,        /* 50a */
    DEBTOR_BANK = 32,   /* 52a */
    CREDITOR_BANK = 64, /* 58a */
    CREDITOR = 128,     /* 59a */
    OPERATION = 256     /* 23B */
};

static uint32_t sign_of(const struct mt_field *field)
{
    switch (field->number) {
    case 20:
        return field->option ? 0 : REFERENCE;
    case 21:
        return field->option ? 0 : RELATED;
    case 23:
        return field->option == 'B' ? OPERATION : 0;
    case 32:
        return (field->option | 0x20) == 'a' ? SETTLED : (field->option | 0x20) == 'b' ? ORDERED : 0;
    case 50:
        return DEBTOR;
    case 52:
        return DEBTOR_BANK;
    case 58:
        return CREDITOR_BANK;
    case 59:
        return CREDITOR;
    default:
        return 0;
    }
}

/* A tag counts where a line begins; in a text of one line, anywhere: line ends were lost. */
static uint32_t signs_of(const struct mt_reading *reading, struct mt_slice text)
{
    uint32_t signs = 0;
    struct mt_slice rest = text = mt_trim(reading, text), line;
    struct mt_field field;
    bool flat = mt_line(reading, &rest, &line) && line.end == text.end;
    for (uint32_t at = text.start; flat && at < text.end; at++)
        if (reading->bytes[at] == ':' && mt_read_tag(reading, (struct mt_slice){at, text.end}, &field))
            signs |= sign_of(&field);
    while (!flat && mt_line(reading, &text, &line))
        if (mt_read_tag(reading, mt_trim(reading, line), &field))
            signs |= sign_of(&field);
    return signs;
}

/* Types that have such fields of their own: advices of cheques, direct debits, collections, documentary credits, and
 * what quotes another message. 23B is none of theirs. */
static bool is_believed(uint32_t type, uint32_t signs, enum mt_body body)
{
    uint32_t category = type / 100, common = type % 100;
    if (common == 92 || common == 95 || common == 96)
        return true;
    switch (body) {
    case MT_BODY_CUSTOMER:
        return type == 110 && !(signs & OPERATION);
    case MT_BODY_BANK:
        return category == 4 || category == 7;
    default:
        return category == 1 || category == 4 || category == 7;
    }
}

enum mt_body mt_body_of(const struct mt_reading *reading, const struct mt_message *message, uint32_t type,
                        enum mt_kind kind)
{
    static const struct {
        uint32_t signs;
        enum mt_body body;
    } bodies[] = {{REFERENCE | SETTLED | DEBTOR | CREDITOR, MT_BODY_CUSTOMER},
                  {REFERENCE | RELATED | SETTLED | CREDITOR_BANK, MT_BODY_BANK},
                  {REFERENCE | RELATED | ORDERED | CREDITOR, MT_BODY_BATCH},
                  {REFERENCE | RELATED | ORDERED | DEBTOR_BANK | CREDITOR_BANK, MT_BODY_BATCH}};
    if (message->text_nested)
        return MT_BODY_OF_TYPE;
    uint32_t signs = signs_of(reading, message->text);
    if (signs & ORDERED) /* 32A may be the sum of several */
        signs &= ~(uint32_t)SETTLED;
    for (uint32_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if ((signs & bodies[i].signs) == bodies[i].signs)
            return kind != MT_FREE && is_believed(type, signs, bodies[i].body) ? MT_BODY_OF_TYPE : bodies[i].body;
    return MT_BODY_OF_TYPE;
}
