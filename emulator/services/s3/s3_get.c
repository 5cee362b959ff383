/* Both find the version, hold it against the request's conditions, and tell of it; one sends its bytes. */
#include "emulator/services/s3/s3_get.h"

#include <inttypes.h>

#include "emulator/http/http_range.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_bytes.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"

struct slice {
    int64_t offset, length;
};

static int not_satisfiable(struct call *c, const struct s3_object *o, struct span range)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "RangeRequested", range);
    doc_put_format(extra, "ActualObjectSize", "%" PRId64, o->size);
    fault_with(c, &s3_invalid_range, extra, "The requested range is not satisfiable");
    c->fault.headers = doc_map(&c->arena);
    doc_put_format(c->fault.headers, "Content-Range", "bytes */%" PRId64, o->size);
    return -1;
}

/* AWS: checksums are told with all the bytes only. */
static void checksums_remove(struct call *c)
{
    for (uint32_t i = (uint32_t)doc_count(c->out); i-- > 0;) {
        struct span name = c->out->map.members[i].name;
        if (span_starts(name, "Checksum")) doc_remove(c->out, name);
    }
}

static void part_tell(struct call *c, const struct s3_object *o, const struct slice *s)
{
    checksums_remove(c);
    doc_put_int(c->out, "StatusCode", 206);
    doc_put_int(c->out, "ContentLength", s->length);
    doc_put_format(c->out, "ContentRange", "bytes %" PRId64 "-%" PRId64 "/%" PRId64, s->offset,
                   s->offset + s->length - 1, o->size);
}

static int range_read(struct call *c, const struct s3_object *o, struct slice *s)
{
    struct span range = doc_get_str(c->in, "Range");

    *s = (struct slice){ 0, o->size };
    switch (http_range_read(range, o->size, &s->offset, &s->length)) {
    case HTTP_RANGE_UNSATISFIABLE: return not_satisfiable(c, o, range);
    case HTTP_RANGE_PART: part_tell(c, o, s); return 0;
    case HTTP_RANGE_WHOLE: break;
    }
    return 0;
}

/* What the request wants told in place of what is kept. */
static void overrides_write(struct call *c)
{
    static const char *const members[][2] = {
        { "ResponseCacheControl", "CacheControl" },       { "ResponseContentDisposition", "ContentDisposition" },
        { "ResponseContentEncoding", "ContentEncoding" }, { "ResponseContentLanguage", "ContentLanguage" },
        { "ResponseContentType", "ContentType" },         { "ResponseExpires", "Expires" },
    };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct doc *value = doc_get(c->in, members[i][0]);
        if (value) doc_put(c->out, members[i][1], value);
    }
}

static int find(struct call *c, struct s3_object *o, struct slice *s)
{
    struct s3_bucket b;

    if (s3_bucket_get(c, &b) || s3_object_get(c, &b, o) || s3_check_read(c, o)) return -1;
    s3_about_write(c, &b, o);
    overrides_write(c);
    return range_read(c, o, s);
}

int s3_head_object(struct call *c)
{
    struct s3_object o;
    struct slice s;

    return find(c, &o, &s);
}

int s3_get_object(struct call *c)
{
    struct s3_object o;
    struct slice s;

    if (find(c, &o, &s)) return -1;
    c->body_out = s3_bytes_read(c, &o, s.offset, s.length);
    return c->body_out ? 0 : fault(c, &s3_internal_error, "We encountered an internal error. Please try again.");
}
