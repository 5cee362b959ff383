/* It lives in the call's arena, as c->resolved. */
#include "emulator/services/s3/s3_subject.h"

struct s3_subject *s3_subject_set(struct call *c, const struct s3_bucket *b)
{
    struct s3_subject *s = ARENA_NEW(&c->arena, struct s3_subject);

    *s = (struct s3_subject){ .bucket = *b, .size = -1 };
    return c->resolved = s;
}

const struct s3_bucket *s3_subject_bucket(const struct call *c)
{
    const struct s3_subject *s = c->resolved;

    return s ? &s->bucket : NULL;
}

void s3_subject_size(struct call *c, int64_t size)
{
    struct s3_subject *s = c->resolved;

    if (s) s->size = size;
}

void s3_subject_aside(struct call *c, const struct s3_aside *aside)
{
    struct s3_subject *s = c->resolved;
    struct s3_aside *mine;

    if (!s || !(aside->bucket.effects & S3_HAS_LOGGING)) return;
    mine = ARENA_NEW(&c->arena, struct s3_aside);
    *mine = *aside;
    mine->next = s->asides;
    s->asides = mine;
}
