/* What an origin answered, or why it did not. */
#ifndef NUBE_CLOUDFRONT_REPLY_H
#define NUBE_CLOUDFRONT_REPLY_H

#include "emulator/services/cloudfront/cloudfront_freshness.h"
#include "emulator/services/cloudfront/cloudfront_pages.h"

struct cloudfront_reply {
    bool is_answered;
    enum cloudfront_error error;        /* where it is not */
    struct cloudfront_answer_head head; /* in the arena of who asked */
    struct source *body;                /* on the heap; NULL: there can be none (HEAD, 204, 304) */
    int64_t size;                       /* of the body; -1: unknown */
    bool is_slow;                       /* the body comes from elsewhere: it may be waited for */
};

/* Gives the body up. */
void cloudfront_reply_drop(struct cloudfront_reply *r);

/* A source on the heap of bytes that malloc gave, which it takes. */
struct source *cloudfront_reply_bytes(char *bytes, size_t size);

#endif
