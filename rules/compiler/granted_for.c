/*
 * granted_for.c: what an exception was granted for, as a hash: the rule's condition and selections and the entry's
 * names and identifiers, each as text, so that nothing else in the pack changes it.
 */
#include "exceptions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "digest.h"

/* Texts are ended by a zero byte, numbers have a fixed width: no two contents are the same bytes. */
static void add_text(EVP_MD_CTX *hash, const char *text)
{
    EVP_DigestUpdate(hash, text, strlen(text) + 1);
}

static void add_number(EVP_MD_CTX *hash, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
    EVP_DigestUpdate(hash, bytes, sizeof bytes);
}

/* Its selections and condition as they were read, however they were laid out. */
static void add_rule(EVP_MD_CTX *hash, const struct draft *draft, uint32_t number)
{
    const struct pack_rule *rule = draft_record(draft, PACK_RULES, number);
    const struct rule_source *source = (const struct rule_source *)draft->rule_sources.records + number;
    add_text(hash, draft_text(draft, rule->id));
    add_number(hash, rule->ground);
    add_text(hash, source->definition);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The entry's names and identifiers, sorted: the order of columns and of other rows does not matter. */
static void add_entry(EVP_MD_CTX *hash, struct draft *draft, uint32_t number)
{
    const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, number);
    const struct pack_list *list = draft_record(draft, PACK_LISTS, entry->list);
    struct record_table texts = {.size = sizeof(char *)};
    char line[DRAFT_TERM_MAX + 64];
    add_text(hash, draft_text(draft, list->id));
    add_text(hash, draft_text(draft, entry->id));
    add_text(hash, draft_text(draft, entry->name));
    add_text(hash, draft_text(draft, entry->act));
    add_number(hash, (uint64_t)entry->confidence << 8 | entry->entity_class);
    const struct mention *mentions = draft->mentions.records;
    for (uint32_t i = 0; i < draft->mentions.count; i++) {
        if (mentions[i].entry != number || mentions[i].made)
            continue;
        const struct pack_term *term = draft_record(draft, PACK_TERMS, mentions[i].term);
        snprintf(line, sizeof line, "%u %u %s", mentions[i].match, term->ending, draft_text(draft, term->text));
        *(char **)record_table_add(&texts, 1) = arena_text(&draft->arena, line, strlen(line));
    }
    for (uint32_t i = 0; i < draft->sections[PACK_IDENTIFIERS].count; i++) {
        const struct pack_identifier *identifier = draft_record(draft, PACK_IDENTIFIERS, i);
        if (identifier->entry != number)
            continue;
        snprintf(line, sizeof line, "%u i%u %.*s", identifier->match, identifier->kind, identifier->length,
                 identifier->key);
        *(char **)record_table_add(&texts, 1) = arena_text(&draft->arena, line, strlen(line));
    }
    for (uint32_t i = 0; i < draft->sections[PACK_TABLE_ROWS].count; i++) {
        const struct pack_table_row *row = draft_record(draft, PACK_TABLE_ROWS, i);
        if (row->entry != number)
            continue;
        snprintf(line, sizeof line, "r%u %u %s %u %s %u %u %u %u", row->result, row->code_field,
                 draft_text(draft, row->code), row->and_field, draft_text(draft, row->and_code), row->payer_kinds,
                 row->payee_kinds, row->payer_residency, row->payee_residency);
        *(char **)record_table_add(&texts, 1) = arena_text(&draft->arena, line, strlen(line));
    }
    if (texts.count > 0)
        qsort(texts.records, texts.count, sizeof(char *), by_bytes);
    const char *const *sorted = texts.records;
    for (uint32_t i = 0; i < texts.count; i++) {
        if (i == 0 || strcmp(sorted[i - 1], sorted[i]) != 0)
            add_text(hash, sorted[i]);
    }
    record_table_free(&texts);
}

void exception_granted_for(struct draft *draft, const struct exempted *exempted, uint32_t entry,
                           char digits[GRANTED_FOR_DIGITS + 1])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    if (!hash || EVP_DigestInit_ex(hash, EVP_sha256(), NULL) != 1)
        memory_exhausted();
    for (uint32_t i = 0; i < exempted->count; i++)
        add_rule(hash, draft, exempted->rules[i]);
    if (entry > 0)
        add_entry(hash, draft, entry - 1);
    EVP_DigestFinal_ex(hash, bytes, NULL);
    EVP_MD_CTX_free(hash);
    hex_write(bytes, GRANTED_FOR_DIGITS / 2, digits);
}
