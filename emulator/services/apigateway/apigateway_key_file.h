/* The file of ImportApiKeys: comma-separated values (RFC 4180), of which the first line names the columns in any order:
 * name, key, description, enabled, usageplanIds.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html */
#ifndef NUBE_APIGATEWAY_KEY_FILE_H
#define NUBE_APIGATEWAY_KEY_FILE_H

#include "emulator/base/arena.h"

#define API_KEY_COLUMNS_MAX 16

struct api_key_file {
    struct arena *arena;
    struct span rest;
    int line, column_count;
    struct span columns[API_KEY_COLUMNS_MAX];
};

/* One key; what the file does not have is absent. */
struct api_key_line {
    int number; /* of the line in the file, from 1 */
    struct span name, key, description, enabled, usage_plan_ids;
};

/* Reads the first line. False when it does not name the columns name and key. */
bool api_key_file_open(struct api_key_file *f, struct arena *a, struct span text);

/* Reads the next line that is not empty. False at the end. */
bool api_key_file_next(struct api_key_file *f, struct api_key_line *line);

#endif
