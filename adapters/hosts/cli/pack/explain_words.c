/*
 * explain_words.c: words that the reports of `pack explain` share (explain_report.h).
 */
#include "date_words.h"
#include "explain_report.h"
#include "rule_words.h"
#include "vocabulary.h"

#define QUOTE_MOST 72 /* bytes */

const char *const explain_miss_codes[EXPLAIN_MISSES] = {"field", "match",   "confidence", "class",     "act",
                                                        "place", "entries", "date",       "certainty", "form"};

static uint32_t cut_length(const unsigned char *text, uint32_t length)
{
    if (length <= QUOTE_MOST)
        return length;
    length = QUOTE_MOST;
    while (length > 0 && (text[length] & 0xC0) == 0x80)
        length--;
    return length;
}

void write_quoted(FILE *out, const struct transfer *transfer, const struct field_value *value, uint32_t from,
                  uint32_t to)
{
    const unsigned char *text = transfer_text(transfer, value);
    if (to > value->length)
        to = value->length;
    uint32_t length = from < to ? cut_length(text + from, to - from) : 0;
    fputc('"', out);
    for (uint32_t i = from; i < from + length; i++)
        fputc(text[i] < 0x20 || text[i] == 0x7F ? ' ' : text[i], out);
    fputs(from + length < to ? "…\"" : "\"", out);
}

void write_field(FILE *out, const struct field_value *value)
{
    fputs(fg_field_name((fg_field)value->field), out);
    if (value->occurrence > 0)
        fprintf(out, ".%u", value->occurrence + 1u);
}

void write_entry(FILE *out, const struct pack *pack, uint32_t entry)
{
    const struct pack_entry *of = &pack->entries[entry];
    fprintf(out, "%s/%s", pack_string(pack, pack->lists[of->list].id), pack_string(pack, of->id));
}

void write_readings(FILE *out, uint32_t readings)
{
    static const char *const words[] = {"another script",
                                        "look-alike letters",
                                        "single letters run together",
                                        "over the end of a line or field",
                                        "words cut apart or run together",
                                        "a number taken off a word",
                                        "one typing error put right"};
    uint32_t given = 0;
    for (size_t bit = 0; bit < sizeof words / sizeof *words; bit++)
        if ((readings >> bit & 1) != 0)
            fprintf(out, "%s%s", given++ > 0 ? ", " : "", words[bit]);
}

void write_miss(FILE *out, const struct judge_input *input, const struct pack_selection *selection, uint32_t entry,
                uint32_t miss)
{
    const struct pack_entry *of = &input->pack->entries[entry > 0 ? entry - 1 : 0];
    char from[DATE_WORDS], to[DATE_WORDS];
    switch (miss) {
    case EXPLAIN_FIELD:
        fputs("it stands in another field", out);
        return;
    case EXPLAIN_MATCH:
        fputs("it stands for its entry in another way, not as ", out);
        write_bits(out, &vocabulary_matches, selection->match);
        return;
    case EXPLAIN_CONFIDENCE:
        fprintf(out, "its entry's confidence is %s", word_of(&vocabulary_confidences, of->confidence));
        return;
    case EXPLAIN_CLASS:
        fprintf(out, "its entry's class is %s", word_of(&vocabulary_classes, of->entity_class));
        return;
    case EXPLAIN_ACT:
        fputs(of->cites_act ? "its entry cites an authority's act" : "its entry cites no authority's act", out);
        return;
    case EXPLAIN_PLACE:
        fputs(selection->anchored == PACK_ALONE           ? "it does not stand alone in its field"
              : selection->anchored == PACK_AMONG_FILLERS ? "its field says more than that, numbers and fillers"
                                                          : "it does not stand at the start of its field",
              out);
        return;
    case EXPLAIN_ENTRIES:
        fputs("the rule names other entries", out);
        return;
    case EXPLAIN_CERTAINTY:
        fputs(selection->certainty == PACK_DOUBTFUL
                  ? "it is certain, and the rule asks for what is doubtful"
                  : "that is doubtful for its entry, and the rule asks for what is certain",
              out);
        return;
    case EXPLAIN_FORM:
        fputs("it is of another chain or form", out);
        return;
    default:
        fprintf(out, "its entry is valid from %s to %s, not on that day", date_words(of->valid_from, "ever", from),
                date_words(of->valid_to, "ever", to));
    }
}
