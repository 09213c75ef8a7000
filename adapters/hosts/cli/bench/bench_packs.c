/*
 * bench_packs.c: packs of many names, made in a temporary folder: how long they take to compile, and signed by two
 * persons, to load: read, hashed, their signatures verified, every record checked, the known answers asked.
 */
#include <errno.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bench_names.h"
#include "command.h"
#include "control/trust.h"
#include "match/scan.h"
#include "packs.h"

#define LOADS        5 /* of which the fastest is printed */
#define FOLDER_BYTES 64
#define PATH_BYTES   128

static const uint32_t sizes[] = {10000, 100000};
#define PACKS (sizeof sizes / sizeof *sizes)

/* What lies in the folder, in the order in which it is removed. */
static const char *const files[] = {"lists/names.csv", "rules/rules.cfg", "pack.cfg", "pack.fgp", "lists", "rules"};

static const char pack_text[] =
    "pack = { name = \"bench\"; version = \"1\"; jurisdiction = \"XX\"; title = \"Names\"; valid_from = \"\"; valid_to "
    "= \"\"; };\n"
    "lists = ( { id = \"names\"; kind = \"terms\"; file = \"lists/names.csv\"; title = \"Names\"; source = \"made "
    "up\"; retrieved_at = \"2026-11-01\"; } );\n";
static const char rules_text[] =
    "rules = ( { id = \"named\"; title = \"Named\"; action = \"flag\"; basis = \"None\"; ground = \"contract\";\n"
    "  selections = { name = { list = \"names\"; fields = \"@all\"; }; }; condition = \"name\"; } );\n";

struct bench_pack {
    char folder[FOLDER_BYTES], built[PATH_BYTES];
    uint32_t names;
    double compile_ms, load_ms, answers_ms;
    struct pack *pack;
};

static double milliseconds_since(const struct timespec *begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) * 1e3 + (double)(now.tv_nsec - begun->tv_nsec) / 1e6;
}

/* --- The folder ---------------------------------------------------------------------------------------------- */

static const char *path_of(const struct bench_pack *made, const char *name, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%.*s/%s", FOLDER_BYTES - 1, made->folder, name);
    return path;
}

static FILE *create(const struct bench_pack *made, const char *name)
{
    char path[PATH_BYTES];
    return fopen(path_of(made, name, path), "w");
}

static bool write_text(const struct bench_pack *made, const char *name, const char *text)
{
    FILE *file = create(made, name);
    return file && (fputs(text, file) >= 0) + (fclose(file) == 0) == 2;
}

static bool write_names(const struct bench_pack *made)
{
    FILE *file = create(made, "lists/names.csv");
    if (!file)
        return false;
    fputs("id,term,match,confidence,source\n", file);
    for (uint32_t i = 0; i < made->names; i++) {
        char name[BENCH_NAME_BYTES];
        bench_name(i, name);
        fprintf(file, "n%" PRIu32 ",%s,word,sure,made up\n", i, name);
    }
    bool written = !ferror(file);
    return fclose(file) == 0 && written;
}

static bool write_folder(struct bench_pack *made)
{
    char path[PATH_BYTES];
    snprintf(made->folder, sizeof made->folder, "/tmp/fiatgate-bench-XXXXXX");
    if (!mkdtemp(made->folder))
        return false;
    path_of(made, "pack.fgp", made->built);
    return mkdir(path_of(made, "lists", path), 0700) == 0 && mkdir(path_of(made, "rules", path), 0700) == 0 &&
           write_text(made, "pack.cfg", pack_text) && write_text(made, "rules/rules.cfg", rules_text) &&
           write_names(made);
}

static void remove_folder(const struct bench_pack *made)
{
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof files / sizeof *files && made->folder[0]; i++)
        remove(path_of(made, files[i], path));
    if (made->folder[0])
        rmdir(made->folder);
}

static int compile(struct bench_pack *made)
{
    struct fault_printer printer = {.out = stderr, .quiet_warnings = true};
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    int faults = compiler_build(made->folder, made->built, NULL, print_fault, &printer);
    made->compile_ms = milliseconds_since(&begun);
    return faults == 0 ? EXIT_DONE : EXIT_PRODUCT;
}

/* --- Two persons, who live as long as the bench --------------------------------------------------------------- */

struct persons {
    struct key_register keys;
    EVP_PKEY *secret[2];
};

static bool make_persons(struct persons *persons)
{
    static const char *const names[] = {"Bench Author", "Bench Approver"};
    for (uint32_t i = 0; i < 2; i++) {
        struct key_entry *entry = &persons->keys.entries[i];
        size_t size = sizeof entry->key;
        snprintf(entry->person, sizeof entry->person, "%s", names[i]);
        entry->roles = i == 0 ? KEY_AUTHOR : KEY_APPROVER;
        persons->secret[i] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
        if (!persons->secret[i] || EVP_PKEY_get_raw_public_key(persons->secret[i], entry->key, &size) != 1)
            return false;
    }
    persons->keys.count = 2;
    return true;
}

static void free_persons(struct persons *persons)
{
    EVP_PKEY_free(persons->secret[0]);
    EVP_PKEY_free(persons->secret[1]);
}

static bool sign_as(const struct persons *persons, uint32_t person, const struct pack_frame *frame,
                    struct pack_signature *signature)
{
    const struct key_entry *entry = &persons->keys.entries[person];
    unsigned char text[sizeof *signature + sizeof SIGNATURE_PREFIX];
    size_t size = sizeof signature->signature;
    *signature = (struct pack_signature){.signed_at = (uint64_t)time(NULL), .signer = person + 1};
    memcpy(signature->payload_sha256, frame->payload_sha256, sizeof signature->payload_sha256);
    memcpy(signature->key, entry->key, sizeof signature->key);
    memcpy(signature->person, entry->person, sizeof signature->person);
    size_t length = signature_text(signature, text, sizeof text);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = context && EVP_DigestSignInit(context, NULL, NULL, NULL, persons->secret[person]) == 1 &&
                EVP_DigestSign(context, signature->signature, &size, text, length) == 1;
    EVP_MD_CTX_free(context);
    return done;
}

/* Puts both signatures behind the payload. */
static bool sign(const struct persons *persons, const struct bench_pack *made)
{
    struct pack_frame frame;
    struct pack_signature signatures[2];
    FILE *file = fopen(made->built, "r+b");
    if (!file)
        return false;
    bool done = fread(&frame, sizeof frame, 1, file) == 1 && sign_as(persons, 0, &frame, &signatures[0]) &&
                sign_as(persons, 1, &frame, &signatures[1]);
    frame.signatures_size = sizeof signatures;
    done = done && fseek(file, 0, SEEK_SET) == 0 && fwrite(&frame, sizeof frame, 1, file) == 1 &&
           fseek(file, 0, SEEK_END) == 0 && fwrite(signatures, sizeof signatures, 1, file) == 1;
    return fclose(file) == 0 && done;
}

static fg_error verify(void *context, const struct pack *pack, char *why, size_t why_size)
{
    const struct persons *persons = context;
    struct approval approval;
    return trust_signatures(pack, &persons->keys, NULL, time(NULL), &approval, why, why_size);
}

/* --- Loading ------------------------------------------------------------------------------------------------- */

static bool load_once(struct persons *persons, struct bench_pack *made, double *load_ms, double *answers_ms)
{
    char why[1024] = "";
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    fg_error error = pack_load(made->built, 1, verify, persons, &made->pack, why, sizeof why);
    *load_ms = milliseconds_since(&begun);
    if (error == FG_OK) {
        clock_gettime(CLOCK_MONOTONIC, &begun);
        error = scan_self_test(made->pack, made->pack->scratch[0], why, sizeof why);
        *answers_ms = milliseconds_since(&begun);
    }
    if (error != FG_OK)
        say("%s", why);
    return error == FG_OK;
}

/* Keeps the pack of the last load. */
static int load(struct persons *persons, struct bench_pack *made)
{
    made->load_ms = made->answers_ms = 1e12;
    for (int n = 0; n < LOADS; n++) {
        double load_ms, answers_ms;
        pack_free(made->pack);
        made->pack = NULL;
        if (!load_once(persons, made, &load_ms, &answers_ms))
            return EXIT_PRODUCT;
        made->load_ms = load_ms < made->load_ms ? load_ms : made->load_ms;
        made->answers_ms = answers_ms < made->answers_ms ? answers_ms : made->answers_ms;
    }
    return EXIT_DONE;
}

static int make(struct persons *persons, struct bench_pack *made)
{
    if (!write_folder(made)) {
        say("no pack can be written below /tmp: %s", strerror(errno));
        return EXIT_PRODUCT;
    }
    int code = compile(made);
    if (code != EXIT_DONE)
        return code;
    if (!sign(persons, made)) {
        say("the bench's pack could not be signed: look at OpenSSL's configuration");
        return EXIT_PRODUCT;
    }
    return load(persons, made);
}

static void print_pack(const struct bench_pack *made)
{
    const struct pack *pack = made->pack;
    printf("%8u %8u %8u %9.1f %11.0f %9.1f %16.1f\n", made->names, pack->meta->spelled_names,
           pack->term_count - pack_spelled_terms(pack), (double)pack->payload_size / (1 << 20), made->compile_ms,
           made->load_ms, made->answers_ms);
}

int bench_lists(void)
{
    struct persons persons = {0};
    struct bench_pack made[PACKS];
    int code = EXIT_DONE;
    memset(made, 0, sizeof made);
    if (!make_persons(&persons)) {
        say("no keys can be made: look at OpenSSL's configuration");
        code = EXIT_PRODUCT;
    }
    if (code == EXIT_DONE)
        printf("%8s %8s %8s %9s %11s %9s %16s\n", "names", "spelled", "written", "MiB", "compile ms", "load ms",
               "known answers ms");
    for (size_t i = 0; i < PACKS && code == EXIT_DONE; i++) {
        made[i].names = sizes[i];
        code = make(&persons, &made[i]);
        if (code == EXIT_DONE)
            print_pack(&made[i]);
    }
    if (code == EXIT_DONE)
        code = bench_compare_names(made[0].pack, made[1].pack);
    for (size_t i = 0; i < PACKS; i++) {
        pack_free(made[i].pack);
        remove_folder(&made[i]);
    }
    free_persons(&persons);
    return code;
}
