/*
 * screening.c: pieces through one lane (screening.h). What cannot be read never passes: it becomes a line with the
 * policy's action, as it would in a live host.
 */
#include "screening.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "canonical_piece.h"
#include "verdict_lines.h"

/* One piece on its way. */
struct passage {
    struct screening *screening;
    const struct piece *piece;
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
    screening->line(screening->context, passage->piece, line);
}

/* A piece that never reaches the library. */
static void unread(struct passage *passage, fg_cause cause, const char *code, const char *sentence)
{
    struct screening *screening = passage->screening;
    const struct setup *setup = screening->setup;
    const struct piece *piece = passage->piece;
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    error.code = (char *)(uintptr_t)code;
    error.text = (char *)(uintptr_t)sentence;
    error.has_line = piece->line > 0;
    error.line = piece->line;
    error.has_offset = piece->line == 0 && piece->offset > 0;
    error.offset = piece->offset;
    verdict_line_unread(piece->file, cause, (fg_action)setup->config.policy[cause][setup->facts.channel], &error,
                        hand_on, passage);
}

static void print_verdict(struct passage *passage, const struct verdict_source *source)
{
    if (verdict_lines(passage->screening->verdict, source, hand_on, passage) == 0) {
        say("%s: memory for the verdict could not be had", passage->piece->file);
        passage->screening->code = EXIT_PRODUCT;
    }
}

static void screen_message(struct passage *passage)
{
    struct screening *screening = passage->screening;
    const struct piece *piece = passage->piece;
    uint64_t begun = now();
    fg_screen(screening->lane, piece->bytes, piece->length, &screening->setup->facts, screening->verdict);
    screening->nanoseconds += now() - begun;
    print_verdict(passage, &(struct verdict_source){.file = piece->file, .first_tx = 1});
}

/* What `parse` printed of what is no transfer. */
static void pass_not_a_transfer(struct passage *passage, const Fiatgate__Transfer *canonical)
{
    Fiatgate__Verdict line = FIATGATE__VERDICT__INIT;
    line.file = (char *)(uintptr_t)passage->piece->file;
    line.has_tx = line.has_status = line.has_action = 1;
    line.status = FIATGATE__STATUS__STATUS_NOT_A_TRANSFER;
    line.action = FIATGATE__ACTION__ACTION_PASS;
    line.format = "fields";
    line.msg_type = canonical->msg_type;
    hand_on(passage, &line);
}

static void screen_fields(struct passage *passage, const Fiatgate__Transfer *canonical)
{
    struct screening *screening = passage->screening;
    const struct piece *piece = passage->piece;
    if (!canonical_to_fields(canonical, &screening->fields)) {
        say("%s: memory for the fields of transfer %u could not be had", piece->file, piece->tx);
        screening->code = EXIT_PRODUCT;
        return;
    }
    uint64_t begun = now();
    fg_screen_fields(screening->lane, screening->fields.items, screening->fields.count, &screening->setup->facts,
                     screening->verdict);
    screening->nanoseconds += now() - begun;
    print_verdict(passage, &(struct verdict_source){.file = piece->file, .first_tx = piece->tx, .line = piece->line});
}

static void screen_canonical(struct passage *passage)
{
    char why[300];
    Fiatgate__Transfer *canonical = canonical_of_piece(passage->piece, why, sizeof why);
    const char *code = canonical_piece_code(passage->piece);
    if (!canonical) {
        unread(passage, FG_CAUSE_BAD_MESSAGE, code, why);
        return;
    }
    const Fiatgate__Error *error = canonical->error;
    if (error)
        unread(passage, FG_CAUSE_BAD_MESSAGE, error->code ? error->code : code,
               error->text ? error->text : "it carries an error in place of a transfer");
    else if (canonical->not_a_transfer)
        pass_not_a_transfer(passage, canonical);
    else
        screen_fields(passage, canonical);
    fiatgate__transfer__free_unpacked(canonical, NULL);
}

void screening_piece(struct screening *screening, const struct piece *piece)
{
    struct passage passage = {.screening = screening, .piece = piece};
    screening->messages++;
    screening->bytes += piece->length;
    if (piece->kind == PIECE_UNREADABLE)
        unread(&passage, piece->too_large ? FG_CAUSE_LIMIT : FG_CAUSE_BAD_MESSAGE, piece->code, piece->text);
    else if (piece->kind == PIECE_MESSAGE)
        screen_message(&passage);
    else
        screen_canonical(&passage);
}
