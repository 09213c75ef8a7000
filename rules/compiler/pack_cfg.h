/*
 * pack_cfg.h: what pack.cfg says: identity, policy, clocks, what is shown apart, which file is which list or register,
 * settings.
 */
#ifndef FIATGATE_COMPILER_PACK_CFG_H
#define FIATGATE_COMPILER_PACK_CFG_H

#include "cfg.h"

/* Reads an open pack.cfg, the base's or that of a layer, as draft->layer says; of a layer not its base and overrides.
 */
void pack_cfg_read(struct cfg *cfg, config_setting_t *root);

#endif
