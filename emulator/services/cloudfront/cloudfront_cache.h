/* The edge's cache: answers in memory, bounded in bytes; what was used longest ago leaves first. Of those who want the
 * same at once one asks the origin, and the others wait for what it answers.
 *
 *     switch (cloudfront_cache_find(key, now, true, &found)) {
 *     case CLOUDFRONT_CACHE_SERVE: found.object is served
 *     case CLOUDFRONT_CACHE_ASK:   the origin is asked; found.object, if any, is what was there, stale by now
 *     }
 *     … cloudfront_cache_put(found.claim, key, object) where the answer is kept …
 *     cloudfront_cache_end(&found)
 */
#ifndef NUBE_CLOUDFRONT_CACHE_H
#define NUBE_CLOUDFRONT_CACHE_H

#include "emulator/services/cloudfront/cloudfront_body.h"
#include "emulator/services/cloudfront/cloudfront_freshness.h"

/* An answer that is kept; it never changes once it is shared. */
struct cloudfront_object {
    struct arena arena; /* the head's */
    struct cloudfront_answer_head head;
    struct cloudfront_body *body;
    struct cloudfront_life life;
    int64_t received_ms, fresh_until_ms;
    int64_t age_ms;        /* how old it was when it came */
    int64_t stale_from_ms; /* when it began to be stale, however long it is served since for an origin that fails */
    bool is_generated;     /* an error that the edge words itself: which */
    int error;
    _Atomic int holders;
};

/* A new one, held by its maker, with a copy of the head. It takes the body. */
struct cloudfront_object *cloudfront_object_new(const struct cloudfront_answer_head *head, struct cloudfront_body *body,
                                                const struct cloudfront_life *life, int64_t now_ms);
struct cloudfront_object *cloudfront_object_hold(struct cloudfront_object *o);
void cloudfront_object_release(struct cloudfront_object *o);

/* How many bytes the cache may have; before the first use. What is larger than a quarter of that is not kept. */
void cloudfront_cache_limit(size_t bytes);
size_t cloudfront_cache_object_max(void);

/* Whose it is, and where it lies: what invalidations go by. */
struct cloudfront_cache_key {
    struct span text;         /* all that tells it from others */
    struct span distribution; /* its id */
    struct span uri;          /* path, and "?" and the query where that counts */
};

enum cloudfront_cache_verdict { CLOUDFRONT_CACHE_SERVE, CLOUDFRONT_CACHE_ASK };

struct cloudfront_cache_slot;

struct cloudfront_cache_found {
    struct cloudfront_object *object;    /* held; NULL: nothing was there */
    struct cloudfront_cache_slot *claim; /* of who asks for others, too; NULL: for nobody else */
    bool is_stale;                       /* SERVE: somebody has to ask meanwhile: the caller, where there is a claim */
};

/* `waits`: for another who asks for the same; else it is to be asked for without a claim. */
enum cloudfront_cache_verdict cloudfront_cache_find(const struct cloudfront_cache_key *key, int64_t now_ms, bool waits,
                                                    struct cloudfront_cache_found *found);

/* What is fresh, held; NULL: nothing is. Nobody is waited for, and nothing claimed. */
struct cloudfront_object *cloudfront_cache_peek(const struct cloudfront_cache_key *key, int64_t now_ms);

/* Keeps it, and ends the claim: those who wait get it where it is shared, and else ask by themselves. Nothing is kept
 * of what was invalidated since the claim was made. */
void cloudfront_cache_put(struct cloudfront_cache_found *found, const struct cloudfront_cache_key *key,
                          struct cloudfront_object *o);

/* Ends the claim, if there is still one, and gives the object back. */
void cloudfront_cache_end(struct cloudfront_cache_found *found);

/* Changes with every invalidation: what was asked for before it may be out of date. */
uint64_t cloudfront_cache_epoch(void);

/* Drops what an invalidation names, also what is just being asked for. How many objects went. */
size_t cloudfront_cache_invalidate(struct span distribution, struct span pattern);

/* Drops all of a distribution's; of all of them where it is absent. */
void cloudfront_cache_drop(struct span distribution);

/* What it holds, for tests and people. */
struct cloudfront_cache_use {
    size_t bytes, objects;
};
struct cloudfront_cache_use cloudfront_cache_use(void);

#endif
