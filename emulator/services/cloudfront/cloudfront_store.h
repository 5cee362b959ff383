/* CloudFront's SQL, all of it. What it keeps is of one form: a resource has an id, an ETag that changes with it, and a
 * configuration, kept as a document in the form of its operation's shape. */
#ifndef NUBE_CLOUDFRONT_STORE_H
#define NUBE_CLOUDFRONT_STORE_H

#include "emulator/core/call.h"

extern const char *const cloudfront_schema[];

struct cloudfront_resource {
    const char *kind; /* "distribution", "cache-policy": as in its path */
    struct span id, account;
    struct span name;      /* of its configuration; absent where the kind has none */
    struct span reference; /* its CallerReference; absent where the kind has none */
    struct span etag;
    struct span label; /* of a distribution: the first label of its domain name; of an origin access identity: its
                          canonical user id; else absent */
    int64_t created_ms, changed_ms;
    struct doc *config;
    bool is_managed; /* AWS's own, the same for all accounts: in no table */
};

/* By its id; of any account. False when there is none. */
bool cloudfront_store_find(struct call *c, const char *kind, struct span id, struct cloudfront_resource *r);

/* By its name, its CallerReference or its label; of the caller's account. */
bool cloudfront_store_by_name(struct call *c, const char *kind, struct span name, struct cloudfront_resource *r);
bool cloudfront_store_by_reference(struct call *c, const char *kind, struct span reference,
                                   struct cloudfront_resource *r);
bool cloudfront_store_by_label(struct call *c, const char *kind, struct span label, struct cloudfront_resource *r);

/* How many of a kind the caller's account has; and all of them, by id: step with cloudfront_store_next. */
int64_t cloudfront_store_count(struct call *c, const char *kind);
struct rows *cloudfront_store_all(struct call *c, const char *kind);
bool cloudfront_store_next(struct call *c, const char *kind, struct rows *rows, struct cloudfront_resource *r);

/* Writes it anew, or as what it has become. */
void cloudfront_store_put(struct call *c, const struct cloudfront_resource *r);

/* Deletes it with all that hangs on it. */
void cloudfront_store_delete(struct call *c, const struct cloudfront_resource *r);

/* --- who uses what: a distribution a cache policy, a key group a public key --------------------------------------- */

void cloudfront_store_use(struct call *c, const struct cloudfront_resource *user, const char *kind, struct span id);
void cloudfront_store_use_nothing(struct call *c, const struct cloudfront_resource *user);

/* How many use it; and the ids of those of a kind, in order, as texts. */
int64_t cloudfront_store_users_count(struct call *c, const char *kind, struct span id);
struct doc *cloudfront_store_users(struct call *c, const char *user_kind, const char *kind, struct span id);

/* --- the alternate domain names of distributions, in lower case --------------------------------------------------- */

/* The id of the distribution that has exactly this one, "*.example.com" too; absent: none has. */
struct span cloudfront_store_alias(struct call *c, struct span alias);
bool cloudfront_store_has_aliases(struct call *c); /* of any distribution */
void cloudfront_store_alias_put(struct call *c, struct span alias, struct span distribution);

/* All of them by name, with their distributions. */
struct rows *cloudfront_store_aliases(struct call *c);
bool cloudfront_store_aliases_next(struct call *c, struct rows *rows, struct span *alias, struct span *distribution);
void cloudfront_store_aliases_drop(struct call *c, struct span distribution);

#endif
