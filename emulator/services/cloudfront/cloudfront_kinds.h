/* The kinds of resources whose operations are alike: Create, Get, GetConfig, Update, Delete, List. */
#ifndef NUBE_CLOUDFRONT_KINDS_H
#define NUBE_CLOUDFRONT_KINDS_H

#include "emulator/services/cloudfront/cloudfront_store.h"

struct cloudfront_kind {
    const char *kind;    /* in the store and in paths: "cache-policy" */
    const char *noun;    /* of its operations, and the output's member: "CachePolicy" */
    const char *plural;  /* of List: "CachePolicies" */
    const char *config;  /* the member that has what is kept: "CachePolicyConfig" */
    const char *name;    /* the configuration's member that is its name, unique in the account; NULL: it has none */
    bool has_reference;  /* it has a CallerReference, unique in the account */
    bool tells_other;    /* of one that is there already, its id is told */
    bool is_repeatable;  /* made again with its reference and the same configuration it is the one that is there */
    const char *id_form; /* "E": that and 13 letters and digits; "": a UUID */
    int count_max;       /* of an account */
    const struct fault_kind *lacking, *there, *used, *too_many;
    const char *lacking_words, *there_words, *used_words, *too_many_words;

    /* A configuration with what AWS fills in. NULL: nothing. */
    struct doc *(*fill)(struct arena *a, struct doc *config);
    /* Checks one that is filled in. `old`: what it was until now, NULL when it is new. NULL: the shape says all.
     * Returns 0, or -1 with the fault. */
    int (*check)(struct call *c, struct doc *config, const struct cloudfront_resource *old);
    /* Once it is known to be good, before it is written: gives it a label, and notes what it uses. NULL: nothing. */
    void (*settle)(struct call *c, struct cloudfront_resource *r);
    /* Adds what is told of it beside its id, times and configuration. NULL: nothing. */
    void (*tell)(struct call *c, const struct cloudfront_resource *r, struct doc *told);
    /* Says in the answer's header x-nube-without-effect which members are only kept and shown. NULL: none is. */
    void (*warn)(struct call *c, const struct cloudfront_resource *r);
    /* Takes away what hangs on one that is deleted. NULL: nothing does. */
    void (*leave)(struct call *c, const struct cloudfront_resource *r);
    /* May it be deleted? NULL: when nobody uses it. */
    int (*check_delete)(struct call *c, const struct cloudfront_resource *r);
};

/* Which one the operation is about. */
const struct cloudfront_kind *cloudfront_kind_of(const struct call *c);

/* By its name in the store. */
const struct cloudfront_kind *cloudfront_kind_find(const char *kind);

#endif
