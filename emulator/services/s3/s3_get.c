/* Both find the version, hold it against the request's conditions, and tell of it; one sends its bytes. */
#include "emulator/services/s3/s3_get.h"

#include <inttypes.h>

#include "emulator/http/http_range.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_archive.h"
#include "emulator/services/s3/s3_bytes.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_parts.h"
#include "emulator/services/s3/s3_pieces_store.h"

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

static void part_tell(struct call *c, const struct s3_object *o, const struct slice *s)
{
    doc_put_int(c->out, "StatusCode", 206);
    doc_put_int(c->out, "ContentLength", s->length);
    doc_put_format(c->out, "ContentRange", "bytes %" PRId64 "-%" PRId64 "/%" PRId64, s->offset,
                   s->offset + s->length - 1, o->size);
}

static int range_read(struct call *c, const struct s3_object *o, struct slice *s)
{
    struct span range = doc_get_str(c->in, "Range");

    switch (http_range_read(range, o->size, &s->offset, &s->length)) {
    case HTTP_RANGE_UNSATISFIABLE: return not_satisfiable(c, o, range);
    case HTTP_RANGE_PART: part_tell(c, o, s); return 0;
    case HTTP_RANGE_WHOLE: break;
    }
    return 0;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static int no_such_part(struct call *c, const struct s3_object *o)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_format(extra, "PartNumberRequested", "%" PRId64, doc_get_int(c->in, "PartNumber", 0));
    doc_put_format(extra, "ActualPartCount", "%" PRId64, o->parts ? o->parts : 1);
    return fault_with(c, &s3_invalid_part_number, extra, "The requested partnumber is not satisfiable");
}

/* What was put at once is its own first part. */
static int part_read(struct call *c, const struct s3_object *o, struct slice *s, struct doc **about)
{
    int64_t number = doc_get_int(c->in, "PartNumber", 0);
    struct s3_piece piece;

    if (doc_get(c->in, "Range"))
        return fault(c, &s3_invalid_request, "Cannot specify both Range header and partNumber query parameter");
    if (s3_check_part_number(c)) return -1;
    if (o->parts ? !s3_store_piece_find(c, o->id, number, &piece) : number > 1) return no_such_part(c, o);
    if (o->parts) {
        *s = (struct slice){ piece.offset, piece.size };
        *about = piece.about;
        doc_put_int(c->out, "PartsCount", o->parts);
    }
    if (o->size) part_tell(c, o, s);
    return 0;
}

/* AWS: a checksum is told with what it is the checksum of. A part has one of its own where the whole is composed of
 * them. */
static void checksum_tell(struct call *c, const struct s3_object *o, const struct slice *s, const struct doc *part)
{
    const struct doc *of = part ? part : s->length == o->size ? o->about : NULL;
    struct span text;
    enum checksum_kind kind;

    if (!span_is_nocase(doc_get_str(c->in, "ChecksumMode"), "ENABLED") || !s3_checksum_first(of, &kind, &text)) return;
    doc_put_str(c->out, s3_checksum_member(kind), text);
    doc_put_str(c->out, "ChecksumType", doc_get_str(o->about, "ChecksumType"));
}

static int slice_read(struct call *c, const struct s3_object *o, struct slice *s)
{
    struct doc *part = NULL;

    *s = (struct slice){ 0, o->size };
    if (doc_get(c->in, "PartNumber") ? part_read(c, o, s, &part) : range_read(c, o, s)) return -1;
    checksum_tell(c, o, s, part);
    return 0;
}

/* What the request wants told in place of what is kept. */
static int overrides_write(struct call *c)
{
    static const char *const members[][2] = {
        { "ResponseCacheControl", "CacheControl" },       { "ResponseContentDisposition", "ContentDisposition" },
        { "ResponseContentEncoding", "ContentEncoding" }, { "ResponseContentLanguage", "ContentLanguage" },
        { "ResponseContentType", "ContentType" },         { "ResponseExpires", "Expires" },
    };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct doc *value = doc_get(c->in, members[i][0]);
        if (value && c->who.kind == IDENTITY_ANONYMOUS)
            return fault(c, &s3_invalid_request,
                         "Request specific response headers cannot be used for anonymous GET requests.");
        if (value) doc_put(c->out, members[i][1], value);
    }
    return 0;
}

static int find(struct call *c, struct s3_object *o, struct slice *s)
{
    struct s3_bucket b;

    if (s3_bucket_get(c, &b) || s3_object_get(c, &b, o) || s3_check_read(c, o) ||
        s3_encryption_check(c, o->about, S3_CUSTOMER))
        return -1;
    s3_about_write(c, &b, o);
    return overrides_write(c) || slice_read(c, o, s) ? -1 : 0;
}

int s3_head_object(struct call *c)
{
    struct s3_object o;
    struct slice s;

    return find(c, &o, &s);
}

static int object_open(struct call *c)
{
    struct s3_object o;
    struct slice s;

    c->out = doc_map(&c->arena);
    if (find(c, &o, &s) || s3_archive_check_read(c, &o)) return -1;
    c->body_out = s3_bytes_read(c, &o, s.offset, s.length);
    return c->body_out ? 0 : 1;
}

#define LOOKS_MAX 5

/* What a snapshot shows may have been overwritten, and its bytes swept, by the time they are opened: then a newer
 * snapshot shows what is there instead. */
int s3_get_object(struct call *c)
{
    int rc = object_open(c);

    for (int looks = 1; rc > 0 && looks < LOOKS_MAX; looks++) {
        if (!call_look_again(c)) return s3_raise_internal(c);
        rc = object_open(c);
    }
    return rc > 0 ? s3_raise_internal(c) : rc;
}
