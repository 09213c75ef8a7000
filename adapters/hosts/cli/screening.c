/*
 * screening.c: files through one lane (screening.h). What cannot be read never passes: it becomes a line with the
 * policy's action, as it would in a live host.
 */
#include "screening.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "proto_json.h"
#include "verdict_lines.h"

/* One input on its way. */
struct passage {
    struct screening *screening;
    const struct input *input;
};

int screening_open(struct screening *screening, const struct setup *setup, fg_gate *gate, line_fn line, void *context)
{
    *screening = (struct screening){.setup = setup, .line = line, .context = context};
    fg_error error = fg_lane_open(gate, &screening->lane);
    if (error == FG_OK)
        error = fg_verdict_new(gate, &screening->verdict);
    if (error == FG_OK)
        return EXIT_DONE;
    say("a lane cannot be opened: %s", fg_error_text(error));
    screening_close(screening);
    return EXIT_PRODUCT;
}

void screening_close(struct screening *screening)
{
    fg_verdict_free(screening->verdict);
    fg_lane_close(screening->lane);
    content_free(&screening->content);
    canonical_fields_free(&screening->fields);
    screening->verdict = NULL;
    screening->lane = NULL;
}

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void hand_on(void *context, const Fiatgate__Verdict *line)
{
    struct passage *passage = context;
    struct screening *screening = passage->screening;
    if (line->status == FIATGATE__STATUS__STATUS_NOT_SCREENED) {
        bool input = line->cause == FIATGATE__CAUSE__CAUSE_BAD_MESSAGE || line->cause == FIATGATE__CAUSE__CAUSE_LIMIT;
        screening->code = exit_worst(screening->code, input ? EXIT_INPUT : EXIT_PRODUCT);
    }
    screening->line(screening->context, passage->input, line);
}

/* A message, or a line, that never reaches the library. */
static void unread(struct passage *passage, fg_cause cause, const char *code, uint32_t line, const char *sentence)
{
    struct screening *screening = passage->screening;
    const struct setup *setup = screening->setup;
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    error.code = (char *)(uintptr_t)code;
    error.text = (char *)(uintptr_t)sentence;
    error.has_line = line > 0;
    error.line = line;
    screening->messages++;
    verdict_line_unread(passage->input->path, cause, (fg_action)setup->config.policy[cause][setup->facts.channel],
                        &error, hand_on, passage);
}

/* what is "message" or "line". */
static void too_large(struct passage *passage, uint32_t line, const char *what)
{
    char sentence[120];
    snprintf(sentence, sizeof sentence, "the %s is longer than %u bytes; raise --max-bytes", what,
             passage->screening->setup->config.limits.message_bytes);
    unread(passage, FG_CAUSE_LIMIT, "limit-message-bytes", line, sentence);
}

static void print_verdict(struct passage *passage, const struct verdict_source *source)
{
    if (verdict_lines(passage->screening->verdict, source, hand_on, passage) == 0) {
        say("%s: memory for the verdict could not be had", passage->input->path);
        passage->screening->code = EXIT_PRODUCT;
    }
}

static void run_message(struct passage *passage)
{
    struct screening *screening = passage->screening;
    const struct setup *setup = screening->setup;
    char why[300];
    if (!input_read(passage->input, setup->config.limits.message_bytes, &screening->content, why, sizeof why)) {
        unread(passage, FG_CAUSE_BAD_MESSAGE, "file-unreadable", 0, why);
        return;
    }
    if (screening->content.length > setup->config.limits.message_bytes) {
        too_large(passage, 0, "message");
        return;
    }
    uint64_t begun = now();
    fg_screen(screening->lane, screening->content.bytes, screening->content.length, &setup->facts, screening->verdict);
    screening->nanoseconds += now() - begun;
    screening->messages++;
    screening->bytes += screening->content.length;
    print_verdict(passage, &(struct verdict_source){.file = passage->input->path, .first_tx = 1});
}

/* A line that `parse` printed of what is no transfer. */
static void pass_not_a_transfer(struct passage *passage, const Fiatgate__Transfer *canonical)
{
    Fiatgate__Verdict line = FIATGATE__VERDICT__INIT;
    line.file = passage->input->path;
    line.has_tx = line.has_status = line.has_action = 1;
    line.status = FIATGATE__STATUS__STATUS_NOT_A_TRANSFER;
    line.action = FIATGATE__ACTION__ACTION_PASS;
    line.format = "fields";
    line.msg_type = canonical->msg_type;
    passage->screening->messages++;
    hand_on(passage, &line);
}

static void screen_canonical(struct passage *passage, const Fiatgate__Transfer *canonical, uint32_t tx, uint32_t line)
{
    struct screening *screening = passage->screening;
    if (!canonical_to_fields(canonical, &screening->fields)) {
        say("%s:%u: memory for the fields could not be had", passage->input->path, line);
        screening->code = EXIT_PRODUCT;
        return;
    }
    uint64_t begun = now();
    fg_screen_fields(screening->lane, screening->fields.items, screening->fields.count, &screening->setup->facts,
                     screening->verdict);
    screening->nanoseconds += now() - begun;
    screening->messages++;
    screening->bytes += screening->content.length;
    print_verdict(passage, &(struct verdict_source){.file = passage->input->path, .first_tx = tx, .line = line});
}

static void run_line(struct passage *passage, uint32_t tx, uint32_t line)
{
    struct screening *screening = passage->screening;
    char why[300];
    ProtobufCMessage *message = proto_json_read(&fiatgate__transfer__descriptor, (char *)screening->content.bytes,
                                                screening->content.length, why, sizeof why);
    const Fiatgate__Transfer *canonical = (const Fiatgate__Transfer *)message;
    if (!canonical)
        unread(passage, FG_CAUSE_BAD_MESSAGE, "json-line", line, why);
    else if (canonical->error)
        unread(passage, FG_CAUSE_BAD_MESSAGE, canonical->error->code ? canonical->error->code : "json-line", line,
               canonical->error->text ? canonical->error->text : "the line carries an error in place of a transfer");
    else if (canonical->not_a_transfer)
        pass_not_a_transfer(passage, canonical);
    else
        screen_canonical(passage, canonical, tx, line);
    if (message)
        protobuf_c_message_free_unpacked(message, NULL);
}

static void run_lines(struct passage *passage)
{
    struct screening *screening = passage->screening;
    size_t limit = screening->setup->config.limits.message_bytes;
    char why[300];
    FILE *file = input_open(passage->input, why, sizeof why);
    if (!file) {
        unread(passage, FG_CAUSE_BAD_MESSAGE, "file-unreadable", 0, why);
        return;
    }
    uint32_t tx = 0, line = 0;
    enum line_result result;
    while ((result = input_line(file, limit, &screening->content)) != LINE_END) {
        line++;
        if (result == LINE_READ && screening->content.length > 0)
            run_line(passage, ++tx, line);
        else if (result == LINE_TOO_LONG)
            too_large(passage, line, "line");
        else if (result == LINE_FAILED) {
            unread(passage, FG_CAUSE_BAD_MESSAGE, "file-unreadable", line,
                   "reading failed in this line; is the file whole?");
            break;
        }
    }
    input_close(file);
}

void screening_run(struct screening *screening, const struct input *input)
{
    struct passage passage = {.screening = screening, .input = input};
    if (input->jsonl)
        run_lines(&passage);
    else
        run_message(&passage);
}
