/* PATCH: AWS's form of JSON Patch (RFC 6902), where every noun says by a table which operations it takes at which
 * paths. Values are texts. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
#ifndef NUBE_APIGATEWAY_PATCH_H
#define NUBE_APIGATEWAY_PATCH_H

#include "emulator/core/call.h"
#include "emulator/services/apigateway/apigateway_nouns.h"

enum { PATCH_ADD = 1, PATCH_REMOVE = 2, PATCH_REPLACE = 4, PATCH_COPY = 8, PATCH_ANY = 7 };

/* What a member is. Of a PATCH_LIST the path's last label names an item, or, where it has none, the value does. */
enum api_patch_form { PATCH_TEXT, PATCH_BOOLEAN, PATCH_INTEGER, PATCH_NUMBER, PATCH_LIST };

#define PATCH_LABELS_MAX 4

/* One operation. */
struct api_patch {
    struct call *c;
    struct doc *document; /* to be changed */
    unsigned op;          /* 0: none of the four */
    struct span op_name, path, from;
    struct span value; /* absent where there is none */
    struct span labels[PATCH_LABELS_MAX];
    const struct api_patch_row *row; /* that the path fits, or NULL */
};

struct api_patch_row {
    const char *path; /* as AWS's messages have it: "/variables/{variable_name}"; what is in braces or <> is a label */
    unsigned ops;
    enum api_patch_form form;
    int (*set)(struct api_patch *p); /* does it in place of api_patch_set; 0, or -1 with the fault */
};

struct api_patch_rules {
    const struct api_patch_row *rows; /* end with a NULL path */
    /* Refuses an operation that no row allows, in the noun's own words, or passes over it with 0. NULL: "Invalid patch
     * path  '/x' specified for op 'add'. …" */
    int (*refuse)(struct api_patch *p);
};

/* Applies the input's patchOperations in their order. 0, or -1 with the fault, and a document that must not be kept. */
int api_patch(struct call *c, const struct api_patch_rules *rules, struct doc *document);

/* A handler's whole work: of the noun that the input names, as it is kept. */
int api_patch_noun(struct call *c, const struct api_noun *n, const struct api_patch_rules *rules);

/* What most rows do: the member at the path is set or removed, by the row's form. An empty text removes it. */
int api_patch_set(struct api_patch *p);

/* A value as its form. 0, or -1 with the fault. */
int api_patch_value(struct api_patch *p, enum api_patch_form form, struct span text, struct doc **value);

/* "a~1b~0" → "a/b~", in the arena. */
struct span api_patch_unescape(struct arena *a, struct span text);

/* "/a/b~1c" → "b/c" of the last segment and so on: takes one segment off the path, unescaped into the arena. */
bool api_patch_segment(struct call *c, struct span *path, struct span *segment);

#endif
