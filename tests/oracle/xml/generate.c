/*
 * generate.c: a message of chance: version, envelope, which elements it has, and what stands in them.
 */
#include "lexical.h"
#include "messages.h"
#include "schema.h"

#include <stdio.h>
#include <string.h>

struct making {
    struct dice dice;
    struct writing writing;
    const struct version *version;
    uint32_t density; /* per cent of optional elements that are there */
};

static void write_rule(struct making *making, const struct rule *rule);

/* Elements of no schema, with attributes, and text between them; names that mean something elsewhere mean nothing
 * here. */
static void write_anything(struct making *making, uint32_t depth)
{
    static const char *const names[] = {"Extra", "Wrapped",    "Nm",    "IBAN",   "Cdtr",     "CdtTrfTxInf",
                                        "Ustrd", "RmtInf",     "BICFI", "AppHdr", "Document", "UndrlygCstmrCdtTrf",
                                        "Note",  "FinInstnId", "Strd",  "PmtInf", "GrpHdr",   "IntrBkSttlmAmt"};
    struct writing *writing = &making->writing;
    char text[LEAF_BYTES], attributes[64];
    uint32_t count = 1 + dice_below(&making->dice, 3);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = names[dice_below(&making->dice, sizeof names / sizeof names[0])];
        snprintf(attributes, sizeof attributes, " Note='N%06u' b=\"%s%05u\"", dice_below(&making->dice, 1000000),
                 writing->variety > 0 ? "&#x41;" : "A", dice_below(&making->dice, 100000));
        leaf_write(&making->dice, LEAF_TEXT, text);
        const char *shown = dice_percent(&making->dice, 30) ? attributes : "";
        if (depth > 2 || dice_percent(&making->dice, 60)) {
            writing_leaf(writing, name, shown, text);
            continue;
        }
        writing_open(writing, name, shown);
        if (dice_percent(&making->dice, 50))
            writing_text(writing, text);
        write_anything(making, depth + 1);
        writing_close(writing, name);
    }
}

static void write_leaf(struct making *making, const struct particle *particle)
{
    char text[LEAF_BYTES], currency[LEAF_BYTES], attributes[LEAF_BYTES + 16] = "";
    struct writing *writing = &making->writing;
    if (particle->content.kind == LEAF_ANYTHING) {
        writing_open(writing, particle->name, "");
        write_anything(making, 0);
        writing_close(writing, particle->name);
        return;
    }
    leaf_write(&making->dice, particle->content.kind, text);
    if (particle->content.kind == LEAF_TYPE)
        snprintf(text, sizeof text, "%s", making->version->type);
    if (particle->content.kind == LEAF_AMOUNT) {
        leaf_write(&making->dice, LEAF_CURRENCY, currency);
        snprintf(attributes, sizeof attributes, " Ccy=\"%s\"", currency);
    }
    /* An element that is there and says nothing. */
    if (particle->occurs != ONCE && particle->content.kind != LEAF_AMOUNT && dice_percent(&making->dice, 1))
        strcpy(text, dice_percent(&making->dice, 50) ? "" : " ");
    writing_leaf(writing, particle->name, attributes, text);
}

static bool is_group(const char *name)
{
    return strcmp(name, "CdtTrfTxInf") == 0 || strcmp(name, "PmtInf") == 0;
}

static uint32_t how_many(struct making *making, const struct particle *particle)
{
    if (is_group(particle->name))
        return dice_percent(&making->dice, 60) ? 1 : 1 + dice_below(&making->dice, 3);
    if (particle->occurs == ONCE)
        return 1;
    if (!dice_percent(&making->dice, making->density))
        return 0;
    return particle->occurs == OPTIONAL ? 1 : 1 + dice_below(&making->dice, 3);
}

static void write_particle(struct making *making, const struct particle *particle)
{
    if (particle->leaf) {
        write_leaf(making, particle);
        return;
    }
    writing_open(&making->writing, particle->name, "");
    write_rule(making, schema_rule_at(particle->content.rule));
    writing_close(&making->writing, particle->name);
}

static void write_rule(struct making *making, const struct rule *rule)
{
    uint32_t chosen = rule->choice ? dice_below(&making->dice, rule->count) : 0;
    for (uint32_t i = 0; i < rule->count; i++) {
        const struct particle *particle = schema_particle(rule->first + i);
        if (rule->choice && i != chosen)
            continue;
        if (!(particle->eras & ERA(making->version->era)))
            continue;
        for (uint32_t n = rule->choice ? 1 : how_many(making, particle); n > 0; n--)
            write_particle(making, particle);
    }
}

static void write_header(struct making *making)
{
    static const char *const spaces[] = {"urn:iso:std:iso:20022:tech:xsd:head.001.001.01",
                                         "urn:iso:std:iso:20022:tech:xsd:head.001.001.02",
                                         "urn:iso:std:iso:20022:tech:xsd:head.001.001.03"};
    static const char *const prefixes[] = {"", "h", "head"};
    writing_namespace(&making->writing, prefixes[dice_below(&making->dice, 3)], spaces[dice_below(&making->dice, 3)]);
    writing_open(&making->writing, "AppHdr", "");
    write_rule(making, schema_rule("AppHdr"));
    writing_close(&making->writing, "AppHdr");
}

/* named: whether the document must say its version itself. */
static void write_document(struct making *making, bool named)
{
    static const char *const prefixes[] = {"", "", "doc", "n1", "Document"};
    char space[96];
    bool has_space = named || dice_percent(&making->dice, 70);
    snprintf(space, sizeof space, "urn:iso:std:iso:20022:tech:xsd:%s", making->version->type);
    writing_namespace(&making->writing, has_space ? prefixes[dice_below(&making->dice, 5)] : "",
                      has_space ? space : NULL);
    writing_open(&making->writing, "Document",
                 has_space && dice_percent(&making->dice, 20)
                     ? " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x x.xsd'"
                     : "");
    writing_open(&making->writing, making->version->element, "");
    write_rule(making, schema_rule(making->version->rule));
    writing_close(&making->writing, making->version->element);
    writing_close(&making->writing, "Document");
}

/* Header and document one after the other, in envelopes of any name or in none. */
static void write_enveloped(struct making *making)
{
    static const char *const names[] = {"Envelope", "BusMsg", "RequestPayload", "DataPDU", "Message"};
    static const char *const prefixes[] = {"", "env", "Saa"};
    struct writing *writing = &making->writing;
    uint32_t levels = dice_below(&making->dice, 3);
    char prefix[16];
    const char *name = names[dice_below(&making->dice, 5)];
    snprintf(prefix, sizeof prefix, "%s", prefixes[dice_below(&making->dice, 3)]);
    for (uint32_t i = 0; i < levels; i++) {
        writing_namespace(writing, prefix, i == 0 ? "urn:envelope.example" : NULL);
        writing_open(writing, name, "");
    }
    write_header(making);
    write_document(making, levels > 0 && prefix[0] == '\0');
    for (uint32_t i = 0; i < levels; i++) {
        writing_namespace(writing, prefix, NULL);
        writing_close(writing, name);
    }
}

void generate(uint64_t seed, uint64_t number, struct message *message)
{
    struct making making = {0};
    dice_seed(&making.dice, seed, number);
    making.version = &versions[dice_below(&making.dice, version_count)];
    making.density = 10 + dice_below(&making.dice, 35);
    writing_begin(&making.writing, &making.dice);
    if (dice_percent(&making.dice, 40))
        write_enveloped(&making);
    else
        write_document(&making, dice_percent(&making.dice, 90));
    writing_end(&making.writing, message);
    message->type = making.version->type;
}
