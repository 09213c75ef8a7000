/*
 * freshness.h: whether a list or register is past the age that its pack gives it. Pure.
 */
#ifndef FIATGATE_FRESHNESS_H
#define FIATGATE_FRESHNESS_H

#include <stdbool.h>

#include "civil_date.h"
#include "judge/pack.h"

/* As of a day, YYYYMMDD. One that ages and does not say since when is past its age, but for a register that is not
 * loaded at all, which verdicts name as such. */
static inline bool list_is_stale(const struct pack_list *list, int32_t day)
{
    if (list->max_age_days == 0)
        return false;
    if (list->retrieved_at == 0)
        return list->entry_count > 0;
    return (int64_t)civil_date_days(day) > (int64_t)civil_date_days(list->retrieved_at) + list->max_age_days;
}

#endif
