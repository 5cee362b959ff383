/* The files of blobs: their paths, and the calls that can fail, each of which logs its failure. */
#ifndef NUBE_BLOB_FILES_H
#define NUBE_BLOB_FILES_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "emulator/base/span.h"

#define BLOB_FOLDERS       256
#define BLOB_FOLDER_OF_NEW BLOB_FOLDERS

/* Names the folder of them all, DIRECTORY/blobs, from now on. */
void blob_root_set(const char *directory);
const char *blob_root(void);

/* Of a folder by its number: "3f", or "new". */
void blob_folder_path(char out[PATH_MAX], int folder);
void blob_file_path(char out[PATH_MAX], const char *id, bool is_new);

/* One that is whole, open for reading; -1 where it is not there. */
int blob_file_open(const char *id);

/* An id is also a file's name: nothing else may become a path. */
bool blob_is_id(struct span text);

/* Each 0, or -1; a folder that is there already is well. */
int blob_folder_make(const char *path);
int blob_folder_flush(const char *path); /* what a rename or a new folder did is on disk then */

/* A new file, open for writing; or -1. */
int blob_file_make(const char *path);
int blob_file_write(int fd, const char *path, const void *data, size_t size); /* all of it: 0, or -1 */
int blob_file_flush(int fd, const char *path);
int blob_file_close(int fd, const char *path); /* closed either way */
int blob_file_rename(const char *from, const char *to);

/* For tests: the nth of these calls from now on fails, with EIO; 0: none does. */
void blob_files_fail_at(int nth);

#endif
