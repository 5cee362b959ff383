/* ETags count with their quotes or without. */
#include "emulator/services/s3/s3_conditions.h"

#include "emulator/base/times.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_faults.h"

struct span s3_etag_bare(struct span etag)
{
    etag = span_trim(etag);
    if (span_starts(etag, "W/")) etag = span_sub(etag, 2, SIZE_MAX);
    if (etag.size >= 2 && etag.data[0] == '"' && etag.data[etag.size - 1] == '"')
        return span_sub(etag, 1, etag.size - 2);
    return etag;
}

bool s3_etag_is_in(struct span list, struct span etag)
{
    struct span piece;

    if (span_is(span_trim(list), "*")) return true;
    while (span_split(&list, ',', &piece))
        if (span_eq(s3_etag_bare(piece), etag)) return true;
    return false;
}

static bool is_later(const struct s3_object *o, int64_t ms)
{
    return o->changed_ms / 1000 > ms / 1000;
}

static int not_modified(struct call *c, const struct s3_object *o)
{
    fault(c, &s3_not_modified, "Not Modified");
    c->fault.headers = doc_map(&c->arena);
    doc_put_str(c->fault.headers, "ETag", s3_quoted(&c->arena, o->etag));
    doc_put_str(c->fault.headers, "Last-Modified", time_http(&c->arena, o->changed_ms));
    return -1;
}

int s3_check_read(struct call *c, const struct s3_object *o)
{
    struct span match = doc_get_str(c->in, "IfMatch"), none_match = doc_get_str(c->in, "IfNoneMatch");
    int64_t modified = doc_get_int(c->in, "IfModifiedSince", INT64_MIN);
    int64_t unmodified = doc_get_int(c->in, "IfUnmodifiedSince", INT64_MAX);

    if (match.data && !s3_etag_is_in(match, o->etag)) return s3_raise_precondition(c, "If-Match");
    if (!match.data && is_later(o, unmodified)) return s3_raise_precondition(c, "If-Unmodified-Since");
    if (none_match.data) return s3_etag_is_in(none_match, o->etag) ? not_modified(c, o) : 0;
    if (modified > c->now_ms) return 0; /* RFC 9110, 13.1.3: one of the future is none */
    return is_later(o, modified) || modified == INT64_MIN ? 0 : not_modified(c, o);
}

static int not_implemented(struct call *c, const char *header)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_cstr(extra, "Header", header);
    doc_put_cstr(extra, "additionalMessage",
                 arena_printf(&c->arena, "We don't accept the provided value of %s header for this API", header));
    return fault_with(c, &s3_not_implemented, extra,
                      "A header you provided implies functionality that is not implemented");
}

int s3_check_write(struct call *c, const struct s3_object *newest)
{
    struct span match = doc_get_str(c->in, "IfMatch"), none_match = doc_get_str(c->in, "IfNoneMatch");
    bool is_there = newest && !newest->is_marker;

    if (none_match.data && !span_is(none_match, "*")) return not_implemented(c, "If-None-Match");
    if (match.data && span_is(match, "*")) return not_implemented(c, "If-Match");
    if (none_match.data && is_there) return s3_raise_precondition(c, "If-None-Match");
    if (match.data && !is_there) return s3_raise_no_such_key(c, doc_get_str(c->in, "Key"));
    if (match.data && !s3_etag_is_in(match, newest->etag)) return s3_raise_precondition(c, "If-Match");
    return 0;
}

int s3_check_delete(struct call *c, struct span match, struct span key, const struct s3_object *newest)
{
    if (!match.data) return 0;
    if (!newest) return s3_raise_no_such_key(c, key);
    if (newest->is_marker || !s3_etag_is_in(match, newest->etag)) return s3_raise_precondition(c, "If-Match");
    return 0;
}
