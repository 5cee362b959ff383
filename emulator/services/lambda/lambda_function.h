/* A version of a function: $LATEST, which can be changed, or a published one, which cannot. Code folders, processes and
 * credentials go by a version's own id; tags, concurrency and the like belong to the function as a whole, and are the
 * same in all of its versions. */
#ifndef NUBE_LAMBDA_FUNCTION_H
#define NUBE_LAMBDA_FUNCTION_H

#include "emulator/core/call.h"

#define LAMBDA_LATEST     "$LATEST"
#define LAMBDA_LAYERS_MAX 5

/* A layer's version, as a function has it: it stays when the layer's version is deleted. */
struct lambda_layer_use {
    struct span arn; /* with its version */
    struct span code_sha256;
    int64_t code_bytes;
};

struct lambda_function {
    int64_t id;        /* of this version */
    int64_t latest_id; /* of the function's $LATEST; its own there */
    int64_t edition;   /* of an id: grows with each change that processes must see */
    struct span account, region, name;
    struct span version;          /* "$LATEST", "1" */
    struct span qualifier;        /* as it was asked for: a version or an alias; empty: none */
    struct span arn, invoked_arn; /* without a qualifier; with the one that was asked for */
    struct span revision;         /* a UUID, new with every change, of its policy too */
    struct span runtime, role, handler, description;
    struct span code_sha256; /* of the zip, base64 */
    struct span hot_folder;  /* an absolute path: the code is run there, in place; absent: it is a zip */
    int64_t code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms;
    struct doc *environment; /* variables, or NULL */
    struct span architecture;
    struct span dead_letter_arn; /* of a queue or a topic; empty: there is none */
    struct lambda_layer_use layers[LAMBDA_LAYERS_MAX];
    int layer_count;
    struct doc *settings; /* further members of its configuration, in AWS's names (LoggingConfig …), or NULL */

    /* of the whole function */
    struct doc *tags;
    int64_t reserved_concurrency; /* -1: none */
    int64_t last_version;         /* the last number that a version got */
    int64_t published_edition;    /* of $LATEST, when that was published */
    struct doc *common;           /* CodeSigningConfigArn, RecursiveLoop, or NULL */
};

/* What LoggingConfig says, with AWS's defaults. */
struct lambda_logging {
    bool is_json;
    struct span application_level, system_level; /* "INFO"; absent where the format is text */
    struct span group;
};

void lambda_function_logging(struct arena *a, const struct lambda_function *f, struct lambda_logging *logging);

/* "Active" or "PassThrough". */
struct span lambda_function_tracing(const struct lambda_function *f);

/* Of the runtime that it is run by: "python:3.12.v1", and an ARN, which AWS ends with a digest. */
struct span lambda_function_runtime_version(struct arena *a, const struct lambda_function *f);
struct span lambda_function_runtime_arn(struct arena *a, const struct lambda_function *f);

/* The qualifier it was asked for by; `invoked_arn` has it, too. */
void lambda_function_qualify(struct arena *a, struct lambda_function *f, struct span qualifier);

/* All of it in another arena. */
void lambda_function_copy(struct arena *a, const struct lambda_function *f, struct lambda_function *copy);

/* A new revision, for what is told alone; with a new edition and time, for what processes must see. */
void lambda_function_revise(struct call *c, struct lambda_function *f);
void lambda_function_change(struct call *c, struct lambda_function *f);

/* The input's RevisionId, where it has one, is this. 0, or -1 with PreconditionFailedException. */
int lambda_revision_check(struct call *c, struct span revision);

#endif
