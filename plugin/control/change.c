/*
 * change.c: load aside, activate, tell (change.h).
 */
#include "control/change.h"

#include <string.h>

#include "control/control.h"
#include "control/publish.h"
#include "judge/pack.h"

static void describe(const struct pack *pack, const char *done, char *line, size_t line_size)
{
    control_say(line, line_size, "%s: pack %s %s, hash %s, %u rules, %u entries%s%s", done,
                pack_string(pack, pack->meta->name), pack_string(pack, pack->meta->version), pack->hash,
                pack->rule_count, pack->entry_count, (pack->marks & FG_MARK_UNSIGNED) != 0 ? ", unsigned" : "",
                (pack->marks & FG_MARK_SHADOWED) != 0 ? ", the gate only shadows" : "");
}

fg_error change_pack(struct fg_gate *gate, const struct activation_terms *terms, char *line, size_t line_size)
{
    struct loaded_pack loaded;
    const struct pack *pack = NULL;
    fg_error error = load_aside(gate, &gate->control->state, terms->path, &loaded, line, line_size);
    if (error == FG_OK) {
        pack = loaded.pack;
        error = activate(gate, &loaded, terms, line, line_size);
        live_pack_free(loaded.pack);
    }
    if (error == FG_OK) {
        describe(pack, terms->done, line, line_size);
        return FG_OK;
    }
    struct change refused = {.act = terms->act,
                             .who = terms->who,
                             .why = terms->why,
                             .pack = "",
                             .version = "",
                             .hash = "",
                             .what = terms->path};
    control_refused(gate, &refused, error, line);
    return error;
}

void change_tell(const struct fg_gate *gate, fg_error error, const char *line, char *why_not, size_t why_not_size)
{
    if (error != FG_OK)
        control_say(why_not, why_not_size, "%s", line);
    if (gate->log)
        gate->log(gate->log_context, error == FG_OK ? FG_LOG_INFO : FG_LOG_ERROR, line);
}

fg_error change_check(fg_gate *gate, const char *pack_path, char *why_not, size_t why_not_size)
{
    fg_error error = control_check_gate(gate, why_not, why_not_size);
    if (error != FG_OK)
        return error;
    if (pack_path && strlen(pack_path) >= sizeof gate->config.pack_path) {
        control_say(why_not, why_not_size, "the path of the pack is longer than %d bytes", CONFIG_PATH_BYTES - 1);
        return FG_E_ARGUMENT;
    }
    return FG_OK;
}
