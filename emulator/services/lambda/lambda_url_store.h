/* Rows of function URLs: one for a function (the empty qualifier) and one for each of its aliases. Its id is the first
 * label of the URL's host, and stays as long as the URL does. */
#ifndef NUBE_LAMBDA_URL_STORE_H
#define NUBE_LAMBDA_URL_STORE_H

#include "emulator/services/lambda/lambda_function.h"

struct lambda_url {
    struct span qualifier, id;
    struct span auth_type;   /* "NONE", "AWS_IAM" */
    struct span invoke_mode; /* "BUFFERED", "RESPONSE_STREAM" */
    struct doc *cors;        /* as it was given, or NULL */
    int64_t created_ms, modified_ms;
};

/* What comes back lies in `a`. False: there is none. */
bool lambda_url_find(struct db *db, struct arena *a, const struct lambda_function *f, struct span qualifier,
                     struct lambda_url *url);
void lambda_url_put(struct call *c, const struct lambda_function *f, const struct lambda_url *url);
void lambda_url_delete(struct call *c, const struct lambda_function *f, struct span qualifier);

/* The function's, behind the qualifier `after` where `has_after`, sorted, `count` at most. */
struct lambda_url *lambda_url_list(struct call *c, const struct lambda_function *f, bool has_after, struct span after,
                                   int count, int *found);

/* Whose URL it is. */
struct lambda_url_owner {
    struct span account, region, function_arn; /* without a qualifier */
};

/* The URL of that id, of any account, on a reader of its own; *commit: that it was read at (watch.h). */
bool lambda_url_find_by_id(struct arena *a, struct span id, struct lambda_url *url, struct lambda_url_owner *owner,
                           uint64_t *commit);

#endif
