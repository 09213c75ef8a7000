/*
 * replay.c: runs a fuzz target over files, without a fuzzer: replay PATH… where a path is a file or a folder, which is
 * walked. Prints how many inputs there were; a target that finds something ends the program.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "invariants.h"

static unsigned long inputs;

static int replay(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)place;
    if (kind != FTW_F)
        return 0;
    /* As large as the input and no larger, so that a sanitizer sees a byte read behind it. */
    uint8_t *bytes = malloc(facts->st_size > 0 ? (size_t)facts->st_size : 1);
    FILE *file = fopen(path, "rb");
    if (!bytes || !file || fread(bytes, 1, (size_t)facts->st_size, file) != (size_t)facts->st_size) {
        fprintf(stderr, "replay: %s cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, (size_t)facts->st_size);
    free(bytes);
    inputs++;
    return 0;
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++)
        if (nftw(paths[i], replay, 16, 0) != 0) {
            fprintf(stderr, "replay: %s cannot be walked\n", paths[i]);
            return 1;
        }
    const char *corpus = getenv("FIATGATE_CORPUS");
    if (FUZZ_USES_CORPUS && corpus && nftw(corpus, replay, 16, 0) != 0)
        return 1;
    if (FUZZ_USES_CORPUS && !corpus)
        printf("replay skipped: FIATGATE_CORPUS names no folder of foreign messages\n");
    printf("%lu inputs\n", inputs);
    return inputs == 0;
}
