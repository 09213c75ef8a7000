/*
 * warnings.c: keeps what was noticed while a message was read (format.h). Touches only what it is given.
 */
#include <string.h>

#include "format.h"

struct read_error *read_warn(struct read_warnings *warnings, const char *code, uint64_t offset, const char *sentence)
{
    if (!warnings)
        return NULL;
    size_t length = strnlen(sentence, sizeof warnings->kept[0].text - 1);
    for (uint32_t i = 0; i < warnings->count; i++)
        if (strcmp(warnings->kept[i].code, code) == 0 && memcmp(warnings->kept[i].text, sentence, length) == 0 &&
            warnings->kept[i].text[length] == '\0')
            return NULL;
    if (warnings->count == READ_WARNINGS) {
        if (warnings->dropped < UINT32_MAX)
            warnings->dropped++;
        return NULL;
    }
    struct read_error *kept = &warnings->kept[warnings->count++];
    *kept = (struct read_error){.code = code, .offset = offset};
    memcpy(kept->text, sentence, length);
    return kept;
}
