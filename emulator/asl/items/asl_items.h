/* The items of a distributed Map: read out of a file's text, and put into batches. Pure: where the text comes from, and
 * what becomes of the items, is others'.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
#ifndef NUBE_ASL_ITEMS_H
#define NUBE_ASL_ITEMS_H

#include "emulator/base/doc.h"

#define ASL_ITEMS_BYTES_MAX 16777216 /* DIFFERS: what is read for one Map, in memory; AWS reads up to 10 GB */
#define ASL_ITEMS_MAX       100000   /* DIFFERS: AWS: 100 million */

/* What a ReaderConfig may say wrong, before anything is read. NULL: nothing. */
const char *asl_items_config_error(const struct doc *config);

/* Appends the items of an array, or of an object its members, {"Key", "Value"} each (is_keyed), to `items` while there
 * are fewer than `most`. False: it is neither. */
bool asl_items_take(const struct doc *whole, int64_t most, struct doc *items, bool *is_keyed);

/* Reads a file as the ReaderConfig says (NULL: JSON); appends its items to `items` while there are fewer than `most`.
 * NULL, or why it cannot be read. */
const char *asl_items_read(const struct doc *config, struct span text, int64_t most, struct doc *items, bool *is_keyed);

/* An object's bytes out of the answer that has them, {"Body": text} or {"BodyBytes": base64}, unpacked when they are
 * gzip. NULL, or why they cannot be read. */
const char *asl_items_text(struct arena *a, const struct doc *answer, struct span *text);

/* Is the reader's file one that tells of the files with the items? */
bool asl_items_is_manifest(const struct doc *config);

/* Reads such a file; appends {"Bucket", "Key"} a file to `files`. *schema: the names of an inventory's columns; left
 * alone for files that are as the ReaderConfig says. NULL, or why it cannot be read. */
const char *asl_items_manifest(const struct doc *config, struct span text, struct doc *files, struct doc **schema);

/* Appends a page of ListObjectsV2's output as items. */
void asl_items_list(const struct doc *page, int64_t most, struct doc *items);

/* How a batch is made. */
struct asl_batching {
    int64_t items_max, bytes_max; /* of one batch; 0: no bound */
    struct doc *input;            /* BatchInput; NULL: none */
};

/* The batches of these items: {"BatchInput": …, "Items": […]}, each as large as may be; `counts` gets the number of
 * items in each. NULL with *why when an item alone is larger than a batch may be. */
struct doc *asl_items_batch(struct arena *a, const struct doc *items, const struct asl_batching *how,
                            struct doc *counts, const char **why);

#endif
