/*
 * texts.c: what customer and officer are told, from the active pack.
 */
#include <string.h>

#include "control/control.h"
#include "judge/pack.h"

static int language_of(const char *code)
{
    static const char *const codes[PACK_LANGUAGES] = {
        [PACK_KAZAKH] = "kk", [PACK_RUSSIAN] = "ru", [PACK_ENGLISH] = "en"};
    for (int i = 0; code && i < PACK_LANGUAGES; i++)
        if (strcmp(code, codes[i]) == 0)
            return i;
    return -1;
}

fg_error fg_pack_text(fg_gate *gate, const char *id, const char *language, char *text, size_t size)
{
    int wanted = language_of(language);
    if (text && size > 0)
        text[0] = '\0';
    if (!gate || !id || wanted < 0 || !text || size == 0)
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    fg_error error = FG_E_NOT_FOUND;
    pthread_mutex_lock(&gate->reload);
    const struct pack *pack = atomic_load(&gate->live)->pack;
    for (uint32_t i = 0; i < pack->text_count && error != FG_OK; i++)
        if (pack->texts[i].language == wanted && strcmp(pack_string(pack, pack->texts[i].id), id) == 0) {
            control_say(text, size, "%s", pack_string(pack, pack->texts[i].text));
            error = FG_OK;
        }
    pthread_mutex_unlock(&gate->reload);
    return error;
}
