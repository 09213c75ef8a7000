/*
 * folder.h: the files of one kind in a folder of the pack.
 */
#ifndef FIATGATE_COMPILER_FOLDER_H
#define FIATGATE_COMPILER_FOLDER_H

#include "draft.h"

typedef void (*folder_file_fn)(struct draft *draft, const char *file);

/*
 * Calls for every file "SUBFOLDER/NAME" whose name has that ending and begins with no dot, in the order of the names'
 * bytes. Returns how many there were; 0 also when there is no such folder; -1 = it cannot be read (reported).
 */
int folder_each_file(struct draft *draft, const char *subfolder, const char *ending, folder_file_fn read);

#endif
