/* What two buckets hold, as a list of versions that is looked through from end to end: too slow to be an S3, and too
 * simple to be wrong. */
#ifndef NUBE_S3_MODEL_H
#define NUBE_S3_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#define S3_MODEL_BUCKETS 2
#define S3_MODEL_KEYS    24
#define S3_MODEL_UPLOADS 6
#define S3_MODEL_PARTS   3

enum s3_model_versioning { S3_MODEL_NEVER, S3_MODEL_ON, S3_MODEL_OFF };

/* Keys in the order of their bytes. */
extern const char *const s3_model_keys[S3_MODEL_KEYS];

/* What an object's bytes are: pieces, each known by a number. */
struct s3_model_body {
    int count;
    int pieces[S3_MODEL_PARTS];
};

struct s3_model_version {
    int bucket, key;
    char id[64]; /* "null": the null version */
    bool is_marker;
    struct s3_model_body body;
    long size;
    char etag[48]; /* without quotes */
    int tag, meta; /* 0: none */
};

struct s3_model_upload {
    int bucket, key; /* bucket -1: none */
    char id[160];
    struct {
        int piece; /* 0: not uploaded */
        char etag[48];
    } parts[S3_MODEL_PARTS];
};

struct s3_model {
    enum s3_model_versioning versioning[S3_MODEL_BUCKETS];
    struct s3_model_version *versions; /* the newest is the last */
    int count, room;
    struct s3_model_upload uploads[S3_MODEL_UPLOADS];
};

void s3_model_init(struct s3_model *m);
void s3_model_release(struct s3_model *m);

/* The newest version of a key, be it a marker; one of an id. NULL: none. Pointers are good until the next change. */
struct s3_model_version *s3_model_newest(struct s3_model *m, int bucket, int key);
struct s3_model_version *s3_model_version(struct s3_model *m, int bucket, int key, const char *id);

/* The newest one where it is no marker. */
struct s3_model_version *s3_model_current(struct s3_model *m, int bucket, int key);

/* A random one of a key's, by a number; NULL: it has none. */
struct s3_model_version *s3_model_nth(struct s3_model *m, int bucket, int key, unsigned n);

/* Makes `v` the newest version; v->id is what the bucket's state wants where there is to be none: "null". */
void s3_model_put(struct s3_model *m, struct s3_model_version v);

/* A delete without a version; `id` is the id that its marker got, where it has one. */
void s3_model_delete(struct s3_model *m, int bucket, int key, const char *id);
void s3_model_remove(struct s3_model *m, const struct s3_model_version *v);

/* A list's entries: keys and common prefixes, in order. Gives how many; each has room for any key. */
struct s3_model_entry {
    char text[64];
    bool is_prefix;
    const struct s3_model_version *version; /* of a key, or, in a list of versions, one of its versions */
    bool is_latest;
};
#define S3_MODEL_ENTRIES 4096
int s3_model_list(struct s3_model *m, int bucket, const char *prefix, const char *delimiter, const char *after,
                  struct s3_model_entry *entries);
int s3_model_list_versions(struct s3_model *m, int bucket, const char *prefix, const char *delimiter,
                           struct s3_model_entry *entries);

#endif
