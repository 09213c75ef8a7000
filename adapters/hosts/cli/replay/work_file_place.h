/*
 * work_file_place.h: the file in which a replay keeps what it has found, before it is a database: made, recognised and
 * locked. Touches that file and nothing else.
 */
#ifndef FIATGATE_CLI_REPLAY_WORK_FILE_PLACE_H
#define FIATGATE_CLI_REPLAY_WORK_FILE_PLACE_H

#include <stdbool.h>

/* The application id of a work file's database: "fgrw". */
#define WORK_FILE_APPLICATION 0x66677277

struct work_file_place {
    char *path;  /* with a folder without links; NULL = none is open */
    int file;    /* open for as long as it is locked */
    bool is_new; /* nothing is in it */
};

/*
 * Opens the file, or makes it for the user alone (mode 0600), and locks it. anew: what a replay left in it is thrown
 * away. EXIT_DONE, or EXIT_INPUT (said): its folder cannot be written, it is a link, another user's, in use, or
 * something else than a work file.
 */
int work_file_place_open(struct work_file_place *place, const char *path, bool anew);
/* The database must be closed already. */
void work_file_place_close(struct work_file_place *place);
/* Removes the file first. */
void work_file_place_remove(struct work_file_place *place);

#endif
