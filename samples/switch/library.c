/*
 * library.c: finds the calls of libfiatgate.so (library.h).
 */
#include "library.h"

#include <dlfcn.h>
#include <stdio.h>

struct library fg;

bool library_load(const char *path, char *why, size_t size)
{
    void *library = dlopen(path, RTLD_NOW);
#define FIND(name) library = library && (*(void **)&fg.name = dlsym(library, "fg_" #name)) ? library : NULL;
    LIBRARY_CALLS(FIND)
    if (!library)
        snprintf(why, size, "%s", dlerror());
    return library != NULL;
}
