/*
 * pack_layer_conflicts.h: what of a bank's layer no longer fits a base that was updated, or now means something else.
 */
#ifndef FIATGATE_CLI_PACK_LAYER_CONFLICTS_H
#define FIATGATE_CLI_PACK_LAYER_CONFLICTS_H

#include "compiler.h"
#include "pack_diff.h"

/* A thing the layer says that must be looked at again. Texts are owned. */
struct layer_conflict {
    const char *subject; /* of enum change_subject; "layer" where the compiler found it */
    char *id, *what;     /* what: the fault's code, or the change's word */
    char *file;          /* "" = it is about no line of the layer */
    unsigned line;
    char *sentence;
};

struct layer_conflicts {
    struct layer_conflict *items;
    size_t count, capacity;
    char *base_sentence; /* what to write under base when all is settled, NULL = nothing */
    bool out_of_memory;
};

/* The layer over two folders of its base. */
struct layer_update {
    const char *layer, *old_base, *new_base;
    const struct pack *before, *layered; /* the old base without and with the layer */
    const struct changes *base_changes;
    enum compiler_language language;
    int32_t today;
};

void layer_conflicts_find(struct layer_conflicts *conflicts, const struct layer_update *update);
void layer_conflicts_print(const struct layer_conflicts *conflicts, const char *layer, FILE *out);
void layer_conflicts_print_json(const struct layer_conflicts *conflicts, FILE *out);
void layer_conflicts_free(struct layer_conflicts *conflicts);

#endif
