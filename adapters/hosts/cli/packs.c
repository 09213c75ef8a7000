/*
 * packs.c: PACK arguments (packs.h). Touches the temporary folder and, while something lies in it, what signals that
 * end the process do.
 */
#include "packs.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "command.h"
#include "loader.h"
#include "text/utf8.h"

bool is_folder(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

int32_t today_by_calendar(void)
{
    struct tm day;
    time_t now = time(NULL);
    return localtime_r(&now, &day) ? (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday : 0;
}

enum compiler_language language_wanted(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return strncmp(locale, "ru", 2) == 0 ? COMPILER_RUSSIAN : COMPILER_ENGLISH;
    }
    return COMPILER_ENGLISH;
}

bool language_given(const char *text, enum compiler_language *language)
{
    static const char *const codes[] = {[COMPILER_ENGLISH] = "en", [COMPILER_RUSSIAN] = "ru"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(text, codes[i]) == 0) {
            *language = (enum compiler_language)i;
            return true;
        }
    }
    return false;
}

static void count_fault(struct fault_printer *printer, const struct compiler_fault *fault)
{
    if (fault->severity == COMPILER_ERROR)
        printer->errors++;
    else
        printer->warnings++;
    if (fault->unreadable)
        printer->unreadable++;
}

/* What stands around a sentence. */
struct fault_words {
    const char *error, *warning, *cell;
};

void print_fault(void *printer, const struct compiler_fault *fault)
{
    static const struct fault_words words[] = {
        [COMPILER_ENGLISH] = {"error", "warning", "cell"}, [COMPILER_RUSSIAN] = {"ошибка", "предупреждение", "ячейка"}};
    struct fault_printer *to = printer;
    bool error = fault->severity == COMPILER_ERROR;
    count_fault(to, fault);
    if (!error && to->quiet_warnings)
        return;
    FILE *out = to->out;
    const struct fault_words *said = &words[to->language];
    bool colour = colour_wanted(out);
    fputs(fault->file, out);
    if (fault->line)
        fprintf(out, ":%u", fault->line);
    if (fault->line && fault->column)
        fprintf(out, ":%u", fault->column);
    const char *paint = !colour ? "" : error ? "\033[1;31m" : "\033[33m";
    fprintf(out, ": %s%s%s: ", paint, error ? said->error : said->warning, colour ? "\033[0m" : "");
    char cell[COMPILER_CELL_NAME];
    compiler_cell_name(fault, cell);
    if (*cell)
        fprintf(out, "%s %s: ", said->cell, cell);
    fprintf(out, "%s\n", fault->sentence);
}

/* File names may hold what is not UTF-8; such a byte becomes "?". */
static json_t *text_in_json(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        return NULL;
    for (char *at = copy + utf8_valid_prefix(copy, strlen(copy)); *at; at += utf8_valid_prefix(at, strlen(at)))
        *at = '?';
    json_t *string = json_string(copy);
    free(copy);
    return string;
}

void print_fault_json(void *printer, const struct compiler_fault *fault)
{
    struct fault_printer *to = printer;
    char cell[COMPILER_CELL_NAME];
    count_fault(to, fault);
    compiler_cell_name(fault, cell);
    json_t *object = json_pack("{s:s, s:s, s:o, s:i, s:i, s:s, s:o}", "severity",
                               fault->severity == COMPILER_ERROR ? "error" : "warning", "code", fault->code, "file",
                               text_in_json(fault->file), "line", (int)fault->line, "column", (int)fault->column,
                               "cell", cell, "sentence", text_in_json(fault->sentence));
    if (object && json_dumpf(object, to->out, JSON_COMPACT) == 0)
        fputc('\n', to->out);
    json_decref(object);
}

/* The temporary file, which an interrupted command must not leave behind. */
static char aside[sizeof((struct built_pack *)0)->path];

static void remove_aside(int number)
{
    unlink(aside);
    /* Not by SA_RESETHAND: a second signal right behind the first would end the process before anything is removed. */
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(number); /* once more, for when this handler is done */
}

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

/* path NULL = nothing lies there any more. */
static void guard_aside(const char *path)
{
    struct sigaction before, guard = {.sa_handler = path ? remove_aside : SIG_DFL};
    if (path)
        snprintf(aside, sizeof aside, "%s", path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sigaction(endings[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(endings[i], &guard, NULL);
}

/* The errors, -1 = no temporary file can be made (said). */
static int build_temporary(const char *folder, const char *base, struct built_pack *built)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(built->path, sizeof built->path, "%s/fiatgate-XXXXXX.fgp", temporary && *temporary ? temporary : "/tmp");
    int file = mkostemps(built->path, 4, 0);
    if (file < 0) {
        say("%s: no temporary file can be made to build the pack in: %s; set TMPDIR", built->path, strerror(errno));
        return -1;
    }
    close(file);
    built->temporary = true;
    struct compiler_options options = {.language = language_wanted(), .base = base};
    struct fault_printer faults = {.quiet_warnings = true, .language = options.language, .out = stderr};
    int errors = compiler_build(folder, built->path, &options, print_fault, &faults);
    guard_aside(built->path);
    return errors;
}

static int build_aside(const char *folder, const char *base, struct built_pack *built)
{
    /* Signals wait until the compiler, which may be about to put its file in place, has ended: it does not block them.
     */
    sigset_t waiting, before;
    sigemptyset(&waiting);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        sigaddset(&waiting, endings[i]);
    sigprocmask(SIG_BLOCK, &waiting, &before);
    int errors = build_temporary(folder, base, built);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (errors <= 0)
        return errors == 0 ? EXIT_DONE : EXIT_PRODUCT;
    say("%s: the pack was not built (%d error%s); fix what is said above, or see fiatgate pack check --help", folder,
        errors, plural((uint64_t)errors));
    built_pack_release(built);
    return EXIT_INPUT;
}

int built_pack_get(const char *pack, struct built_pack *built)
{
    return built_pack_get_over(pack, NULL, built);
}

int built_pack_get_over(const char *pack, const char *base, struct built_pack *built)
{
    *built = (struct built_pack){0};
    if (is_folder(pack))
        return build_aside(pack, base, built);
    if (snprintf(built->path, sizeof built->path, "%s", pack) >= (int)sizeof built->path) {
        say("%.80s…: the path of the pack is too long", pack);
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

void built_pack_release(struct built_pack *built)
{
    if (!built->temporary)
        return;
    unlink(built->path);
    guard_aside(NULL);
    built->temporary = false;
}

int pack_read_over(const char *name, const char *base, struct pack **pack)
{
    struct built_pack built;
    char why[1024] = "";
    int code = built_pack_get_over(name, base, &built);
    if (code != EXIT_DONE)
        return code;
    fg_error error = pack_load(built.path, 1, NULL, NULL, pack, why, sizeof why);
    built_pack_release(&built);
    if (error == FG_OK)
        return EXIT_DONE;
    say("%s", *why ? why : fg_error_text(error));
    return error == FG_E_PACK ? EXIT_INPUT : EXIT_PRODUCT;
}
