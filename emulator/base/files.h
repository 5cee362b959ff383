/* Files and folders. */
#ifndef NUBE_FILES_H
#define NUBE_FILES_H

#include "emulator/base/arena.h"

/* Makes a folder and those above it, private to the user. 0, or -1 with errno. */
int directory_make(const char *path);

/* Removes a folder and everything in it; links are removed, not followed. */
void directory_remove(const char *path);

/* A whole file, with a NUL behind it; false when it cannot be read, or has more than `max` bytes. */
bool file_whole(struct arena *a, const char *path, size_t max, struct span *bytes);

#endif
