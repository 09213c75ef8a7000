/*
 * layers.h: a bank's own layer over a base pack: what its pack.cfg says of the base, and what it changes there.
 */
#ifndef FIATGATE_COMPILER_LAYERS_H
#define FIATGATE_COMPILER_LAYERS_H

#include "cfg.h"

/* The group "base" of a layer's pack.cfg. */
struct base_source {
    bool given; /* there is one: the folder is a layer */
    const char *name, *version, *hash, *folder;
    struct place place;
};
void base_read(struct cfg *cfg, config_setting_t *root, struct base_source *base);
/* The base's folder as a path: "" = reported. over, where it is given, replaces what the layer says. */
const char *base_folder(struct draft *draft, const struct base_source *base, const char *over);
/* Compares what the layer says of its base with the base that was read. */
void base_check(struct draft *draft, const struct base_source *base, const char *name, const char *version,
                const char *hash);

/* Reads the list "overrides" and changes actions and modes of the base's rules, which must have been read. */
void overrides_read(struct cfg *cfg, config_setting_t *root);

/* Warns of lists of codes that are empty as the layer has them; the lists must have been read. */
void layer_check_lists(struct draft *draft);

/* The identity of the layer that is being read, for PACK_LAYERS; its hash is that of its sources. */
void layer_record(struct draft *draft, const char *name, const char *version, const char *hash);

#endif
