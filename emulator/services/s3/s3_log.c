/* Who is asked for nothing but a bucket without a log pays a look at it. The record lives in the request's arena, or,
 * for what Nube asks by itself, in the call's. */
#include "emulator/services/s3/s3_log.h"

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/base/source.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_access.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_log_delivery.h"
#include "emulator/services/s3/s3_log_line.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/s3/s3_objects_store.h"

/* --- whom it is about --------------------------------------------------------------------------------------------- */

/* Of a request that went wrong before its names were known. */
struct named {
    struct span bucket, key;
};

static struct named names_of(const struct http_request *request)
{
    struct s3_host host = s3_host_read(request->arena, http_header(request, "Host"));
    struct span path = span_sub(request->path, 1, SIZE_MAX);
    size_t slash = span_find(path, '/');

    if (host.kind == S3_HOST_API && host.bucket.data)
        return (struct named){ host.bucket, http_decode(request->arena, path, false) };
    return (struct named){ http_decode(request->arena, span_sub(path, 0, slash), false),
                           http_decode(request->arena, span_sub(path, slash + 1, SIZE_MAX), false) };
}

static struct s3_subject *subject_find(struct call *c, const struct http_request *request)
{
    struct named names = names_of(request);
    struct s3_subject *s = NULL;
    struct s3_bucket b;
    struct db *lent;

    if (!call_lend_store(c, &lent)) return NULL;
    if (s3_store_bucket_find(c, names.bucket, &b)) {
        s = s3_subject_set(c, &b);
        s->key = names.key;
    }
    call_return_store(c, lent);
    return s;
}

/* A page of a website is asked for by nobody, as a call of its own: the visit is told. */
static bool is_of_visit(const struct call *c, const struct http_request *request)
{
    return !request && c->who.kind == IDENTITY_ANONYMOUS;
}

static struct s3_subject *subject_of(struct call *c, const struct http_request *request)
{
    if (is_of_visit(c, request)) return NULL;
    if (c->resolved || !request || c->request) return c->resolved;
    return subject_find(c, request);
}

/* --- the record --------------------------------------------------------------------------------------------------- */

/* AWS: the root of an account by its canonical id, users and sessions by their ARNs, services as "svc:…". */
static struct span requester_of(struct call *c, struct arena *a, bool is_known)
{
    if (!is_known || c->who.kind == IDENTITY_ANONYMOUS) return SPAN("");
    if (c->who.kind == IDENTITY_SERVICE) return arena_format(a, "svc:%s", c->who.arn);
    if (c->who.kind == IDENTITY_ROOT) return s3_canonical_id(a, span_of(c->who.account));
    return arena_format(a, "%s", c->who.arn);
}

static bool is_presigned(const struct http_request *request)
{
    struct span unused;

    return http_query(request, "X-Amz-Algorithm", &unused);
}

/* A form has its signature in its fields. */
static struct span authentication_of(const struct call *c, const struct s3_subject *s,
                                     const struct http_request *request)
{
    bool is_form = s->plane && span_is(request->method, "POST");

    if (span_starts(http_header(request, "Authorization"), "AWS4-")) return SPAN("AuthHeader");
    if (is_presigned(request)) return SPAN("QueryString");
    return is_form && c->who.kind != IDENTITY_ANONYMOUS ? SPAN("HtmlForm") : SPAN("");
}

static void request_fill(struct s3_log_record *r, const struct call *c, const struct s3_subject *s,
                         const struct http_request *request)
{
    struct arena *a = request->arena;

    r->is_request = true;
    r->remote = request->remote;
    r->method = request->method;
    r->target = request->query.data ? arena_format(a, "%.*s?%.*s", SPAN_ARG(request->path), SPAN_ARG(request->query))
                                    : request->path;
    r->version = request->version;
    r->referer = http_header(request, "Referer");
    r->user_agent = http_header(request, "User-Agent");
    r->host = http_header(request, "Host");
    r->tls_version = request->tls_version;
    r->cipher_suite = request->tls_suite;
    r->authentication_type = authentication_of(c, s, request);
    if (r->authentication_type.size) r->signature_version = SPAN("SigV4");
}

static struct span code_of(const struct fault_raised *f)
{
    return f->kind ? span_of(fault_words(f, PROTOCOL_REST_XML).code) : SPAN("");
}

static const struct fault_raised *why(const struct call *c, const struct s3_subject *s)
{
    return c->fault.kind ? &c->fault : &s->why;
}

static struct span operation_of(const struct call *c, const struct s3_subject *s, struct arena *a, struct span method,
                                bool has_key)
{
    if (s->plane) return arena_format(a, "%s.%.*s.OBJECT", s->plane, SPAN_ARG(method));
    return s3_log_operation(a, c->operation ? c->operation->name : NULL, method, has_key);
}

static int status_of(const struct call *c)
{
    if (c->fault.kind) return fault_words(&c->fault, PROTOCOL_REST_XML).status;
    return c->operation->rest.status ? c->operation->rest.status : 200;
}

/* AWS: an ACL was needed where no policy would have let the request pass. */
static bool needs_acl(const struct call *c)
{
    return !c->fault.kind && span_starts(c->let_by, S3_ACL_SID);
}

static void record_fill(struct s3_log_record *r, struct call *c, const struct s3_subject *s, struct arena *a,
                        const struct http_request *request)
{
    struct span input = doc_get_str(c->in, "Key");
    bool is_known = c->fault.kind == NULL || c->asks || !request;

    *r = (struct s3_log_record){ .owner = s3_canonical_id(a, s->bucket.account),
                                 .bucket = arena_span(a, s->bucket.name),
                                 .time_ms = c->started_ms,
                                 .requester = requester_of(c, a, is_known),
                                 .request_id = arena_span(a, span_of(c->request_id)),
                                 .key = arena_span(a, s->key.data ? s->key : input),
                                 .code = arena_span(a, code_of(why(c, s))),
                                 .bytes_sent = -1,
                                 .object_size = s->size,
                                 .turn_around_ms = (clock_monotonic_us() - c->began_us) / 1000,
                                 .version_id = arena_span(a, doc_get_str(c->in, "VersionId")),
                                 .host_id = base64_text(a, span_of(c->request_id)),
                                 .needs_acl = needs_acl(c) };
    r->total_ms = r->turn_around_ms;
    if (request) request_fill(r, c, s, request);
    r->operation = operation_of(c, s, a, request ? request->method : span_of(c->operation->rest.method), r->key.size);
}

static void record_add(const struct s3_log_record *r, int64_t bucket)
{
    struct buf line = { 0 };

    s3_log_line(&line, r);
    s3_log_add(bucket, r->time_ms, buf_span(&line));
    buf_release(&line);
}

/* --- what stands beside it ---------------------------------------------------------------------------------------- */

static void aside_add(const struct s3_log_record *of, const struct s3_aside *aside, struct arena *a)
{
    struct s3_log_record r = *of;

    r.is_request = false;
    r.owner = s3_canonical_id(a, aside->bucket.account);
    r.bucket = aside->bucket.name;
    r.operation = span_of(aside->operation);
    r.key = aside->key;
    r.version_id = aside->version;
    r.status = aside->status;
    r.code = aside->code;
    r.object_size = aside->size;
    r.bytes_sent = r.total_ms = r.turn_around_ms = -1;
    record_add(&r, aside->bucket.id);
}

/* They were told the last one first. */
static void asides_add(const struct s3_log_record *r, const struct s3_aside *aside, struct arena *a)
{
    if (!aside) return;
    asides_add(r, aside->next, a);
    aside_add(r, aside, a);
}

/* --- once it is sent ---------------------------------------------------------------------------------------------- */

/* An answer's source, which counts what is taken of it. */
struct counted {
    struct source source, *inner;
    struct s3_log_record record;
    int64_t bucket, began_us;
};

static ssize_t counted_read(struct source *s, void *out, size_t room)
{
    struct counted *own = (struct counted *)s;
    ssize_t got = source_read(own->inner, out, room);

    if (got > 0) own->record.bytes_sent += got;
    return got;
}

static void counted_close(struct source *s)
{
    struct counted *own = (struct counted *)s;

    source_close(own->inner);
    own->record.total_ms = (clock_monotonic_us() - own->began_us) / 1000;
    record_add(&own->record, own->bucket);
}

static void sent_watch(struct http_response *response, const struct s3_log_record *r, const struct call *c,
                       int64_t bucket)
{
    struct counted *own = ARENA_NEW(response->arena, struct counted);

    *own = (struct counted){
        { response->source->size, counted_read, counted_close }, response->source, *r, bucket, c->began_us
    };
    own->record.bytes_sent = 0;
    response->source = &own->source;
}

void s3_log_answered(struct call *c, const struct http_request *request, struct http_response *response)
{
    const struct s3_subject *s = subject_of(c, request);
    struct arena *a = request ? request->arena : &c->arena;
    struct s3_log_record r;
    bool is_logged = s && s->bucket.effects & S3_HAS_LOGGING;

    if (!is_logged && !(s && s->asides)) return;
    record_fill(&r, c, s, a, request);
    r.status = response ? response->status : status_of(c);
    if (r.status < 400) r.code = SPAN("");
    asides_add(&r, s->asides, a);
    if (!is_logged) return;
    if (response && response->source) {
        sent_watch(response, &r, c, s->bucket.id);
        return;
    }
    if (response && !span_is(request->method, "HEAD")) r.bytes_sent = (int64_t)response->body.size;
    else if (c->body_out) r.bytes_sent = c->body_out->size;
    record_add(&r, s->bucket.id);
}

/* --- lifecycles --------------------------------------------------------------------------------------------------- */

struct later {
    int64_t bucket, time_ms;
    size_t size;
    char line[];
};

static void later_add(void *value)
{
    struct later *own = value;

    s3_log_add(own->bucket, own->time_ms, (struct span){ own->line, own->size });
}

/* Once it is committed. */
static void later_tell(struct call *c, int64_t bucket, struct span line)
{
    size_t size = sizeof(struct later) + line.size;
    struct later *own = arena_alloc(&c->arena, size);

    *own = (struct later){ .bucket = bucket, .time_ms = c->now_ms, .size = line.size };
    memcpy(own->line, line.data, line.size);
    call_after_commit(c, later_add, own, size);
}

/* AWS: in the name of AmazonS3, without a status. */
void s3_log_lifecycle(struct call *c, const struct s3_bucket *b, const char *operation, const struct s3_object *o)
{
    struct s3_log_record r = { .owner = s3_canonical_id(&c->arena, b->account),
                               .bucket = b->name,
                               .time_ms = c->now_ms,
                               .requester = SPAN("AmazonS3"),
                               .request_id = span_of(c->request_id),
                               .operation = span_of(operation),
                               .key = o->key,
                               .bytes_sent = -1,
                               .object_size = o->size,
                               .total_ms = -1,
                               .turn_around_ms = -1,
                               .version_id = o->version,
                               .host_id = base64_text(&c->arena, span_of(c->request_id)) };
    struct buf line = { 0 };

    if (!(b->effects & S3_HAS_LOGGING)) return;
    s3_log_line(&line, &r);
    later_tell(c, b->id, buf_span(&line));
    buf_release(&line);
}
