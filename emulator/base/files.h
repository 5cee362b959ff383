/* Files and folders. */
#ifndef NUBE_FILES_H
#define NUBE_FILES_H

/* Makes a folder and those above it, private to the user. 0, or -1 with errno. */
int directory_make(const char *path);

/* Removes a folder and everything in it; links are removed, not followed. */
void directory_remove(const char *path);

#endif
