/* The form is read up to its file, in the listener's thread; what stands there becomes a PutObject, whose payload is
 * the file. All faults are raised in that call, so that they are worded as those of any. */
#include "emulator/services/s3/s3_post.h"

#include "emulator/base/clock.h"
#include "emulator/base/xml.h"
#include "emulator/core/door.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_log.h"
#include "emulator/services/s3/s3_post_faults.h"
#include "emulator/services/s3/s3_post_policy.h"
#include "emulator/services/s3/s3_post_request.h"
#include "emulator/services/s3/s3_post_signing.h"
#include "emulator/wire/codecs.h"

struct posting {
    const struct http_request *request;
    struct call *put;
    struct multipart_form form;
    struct s3_post_policy policy;
    struct span bucket, key;
    bool is_by_host; /* the host has the bucket */
};

/* --- where it goes ------------------------------------------------------------------------------------------------ */

/* "/bucket" and "/bucket/"; by a bucket's own host "/". Absent: it goes to no bucket. */
static struct span bucket_of(const struct http_request *request, const struct s3_host *host)
{
    struct span rest = span_sub(request->path, 1, SIZE_MAX), name = host->bucket;

    if (name.data) return rest.size ? (struct span){ NULL, 0 } : name;
    span_split(&rest, '/', &name);
    return rest.size || !name.size ? (struct span){ NULL, 0 } : http_decode(request->arena, name, false);
}

bool s3_post_matches(const struct http_request *request)
{
    struct span boundary;
    struct s3_host host;

    if (!span_is(request->method, "POST") || request->query.size) return false;
    host = s3_host_read(request->arena, http_header(request, "Host"));
    if (!bucket_of(request, &host).data) return false;
    if (host.kind == S3_HOST_API) return true;
    return host.kind == S3_HOST_NONE &&
           multipart_is_form(request->arena, http_header(request, "Content-Type"), &boundary);
}

/* --- the form ----------------------------------------------------------------------------------------------------- */

static int malformed(struct call *c)
{
    if (http_request_is_late(c->caller)) return fault(c, &fault_late_body, "%s", "");
    return fault(c, &s3_malformed_post, "The body of your POST request is not well-formed multipart/form-data.");
}

static int form_read(struct posting *p)
{
    struct call *c = p->put;
    struct span boundary;

    if (!multipart_is_form(&c->arena, http_header(p->request, "Content-Type"), &boundary))
        return s3_raise_precondition(c, "Bucket POST must be of the enclosure-type multipart/form-data");
    if (!boundary.data) return malformed(c);
    switch (multipart_read(&c->arena, http_request_source(p->request), boundary, "file", S3_POST_FIELDS_BYTES_MAX,
                           &p->form)) {
    case MULTIPART_FILE: break;
    case MULTIPART_NO_FILE:
        return s3_raise_invalid_argument(c, "file", SPAN("0"), "POST requires exactly one file upload per request.");
    case MULTIPART_TOO_LARGE: return s3_raise_fields_too_large(c);
    case MULTIPART_MALFORMED: return malformed(c);
    }
    p->key = s3_post_key(&c->arena, &p->form);
    return p->key.data ? 0 : s3_raise_field_missing(c, "key");
}

/* The signer's policy; nobody's says nothing. */
static int policy_check(struct posting *p)
{
    struct call *c = p->put;

    switch (s3_post_policy_check(&c->arena, multipart_field(&p->form, "policy"), &p->form, p->bucket, clock_now_ms(),
                                 &p->policy)) {
    case S3_POST_INVALID: return fault(c, &s3_invalid_policy_document, "%s", p->policy.words);
    case S3_POST_DENIED: return fault(c, &s3_access_denied, "%s", p->policy.words);
    default: return 0;
    }
}

/* --- the file's size ---------------------------------------------------------------------------------------------- */

/* Breaks at the end of a file that is too small or too large. AWS: tells how large it is, so it is read to its end. */
struct ranged {
    struct source source, *file;
    const struct posting *p;
    int64_t size;
    bool is_broken;
};

static int size_check(const struct ranged *own)
{
    const struct s3_post_policy *policy = &own->p->policy;
    struct doc *extra = doc_map(&own->p->put->arena);
    bool is_large = own->size > policy->bytes_max;

    if (!is_large && own->size >= policy->bytes_min) return 0;
    doc_put_format(extra, "ProposedSize", "%lld", (long long)own->size);
    doc_put_format(extra, is_large ? "MaxSizeAllowed" : "MinSizeAllowed", "%lld",
                   (long long)(is_large ? policy->bytes_max : policy->bytes_min));
    return fault_with(own->p->put, is_large ? &s3_entity_too_large : &s3_entity_too_small, extra,
                      is_large ? "Your proposed upload exceeds the maximum allowed size"
                               : "Your proposed upload is smaller than the minimum allowed size");
}

static ssize_t ranged_read(struct source *s, void *out, size_t room)
{
    struct ranged *own = (struct ranged *)s;
    ssize_t got;

    if (own->is_broken) return -1;
    do {
        got = source_read(own->file, out, room);
        if (got > 0) own->size += got;
    } while (got > 0 && own->size > own->p->policy.bytes_max);
    if (got < 0) malformed(own->p->put);
    if (got == 0 && size_check(own)) got = -1;
    own->is_broken = got < 0;
    return got;
}

static void file_watch(struct posting *p)
{
    struct ranged *own = ARENA_NEW(&p->put->arena, struct ranged);

    own->source = (struct source){ -1, ranged_read, NULL };
    own->file = p->form.file;
    own->p = p;
    p->form.file = &own->source;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* AWS: all of the key is encoded, its slashes too. */
static struct span object_url(const struct posting *p)
{
    struct arena *a = &p->put->arena;
    struct span key = http_encode(a, p->key, "");

    return p->is_by_host
               ? arena_format(a, "%.*s/%.*s", SPAN_ARG(p->request->endpoint), SPAN_ARG(key))
               : arena_format(a, "%.*s/%.*s/%.*s", SPAN_ARG(p->request->endpoint), SPAN_ARG(p->bucket), SPAN_ARG(key));
}

/* As forms are: a blank is a plus. */
static struct span form_encode(struct arena *a, struct span text)
{
    struct span encoded = http_encode(a, text, " ");

    for (size_t i = 0; i < encoded.size; i++)
        if (encoded.data[i] == ' ') ((char *)encoded.data)[i] = '+';
    return encoded;
}

/* Where a browser goes from here; absent: nowhere. AWS: an address that is not whole is as if it were not there. */
static struct span redirect_url(const struct posting *p)
{
    struct arena *a = &p->put->arena;
    struct span url = multipart_field(&p->form, "success_action_redirect");

    if (!url.data) url = multipart_field(&p->form, "redirect");
    if (!span_starts(url, "http://") && !span_starts(url, "https://")) return (struct span){ NULL, 0 };
    return arena_format(a, "%.*s%cbucket=%.*s&key=%.*s&etag=%.*s", SPAN_ARG(url),
                        span_find(url, '?') < url.size ? '&' : '?', SPAN_ARG(form_encode(a, p->bucket)),
                        SPAN_ARG(form_encode(a, p->key)), SPAN_ARG(form_encode(a, doc_get_str(p->put->out, "ETag"))));
}

static void created_write(const struct posting *p, struct http_response *response)
{
    struct buf *b = &response->body;

    http_response_header(response, "Content-Type", "application/xml");
    buf_add_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml_open(b, "PostResponse");
    xml_element(b, "Location", object_url(p));
    xml_element(b, "Bucket", p->bucket);
    xml_element(b, "Key", p->key);
    xml_element(b, "ETag", doc_get_str(p->put->out, "ETag"));
    xml_close(b, "PostResponse");
}

static void header_drop(struct http_response *response, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < response->header_count; i++)
        if (!span_is_nocase(response->headers[i].name, name)) response->headers[kept++] = response->headers[i];
    response->header_count = kept;
}

static void success_write(const struct posting *p, struct http_response *response)
{
    struct span status = multipart_field(&p->form, "success_action_status"), url = redirect_url(p);

    rest_xml.encode(p->put, response);
    header_drop(response, "Content-Type");
    http_response_header_text(response, "Location", url.data ? url : object_url(p));
    response->status = url.data ? 303 : span_is(status, "200") ? 200 : span_is(status, "201") ? 201 : 204;
    if (response->status == 201) created_write(p, response);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static int put_prepare(struct posting *p)
{
    const struct http_request *request;
    bool is_signed;

    if (form_read(p) || s3_post_identify(p->put, &p->form, &is_signed)) return -1;
    p->policy.bytes_max = INT64_MAX;
    if (is_signed && policy_check(p)) return -1;
    file_watch(p);
    request = s3_post_request(p->put, p->request, &p->form, p->bucket, p->key);
    return request ? rest_xml.decode(p->put, request) : -1;
}

int s3_post_object(struct call *c)
{
    struct s3_host host = s3_host_read(&c->arena, http_header(c->request, "Host"));
    struct posting *p = ARENA_NEW(&c->arena, struct posting);

    p->request = c->request;
    p->bucket = bucket_of(c->request, &host);
    p->is_by_host = host.bucket.data != NULL;
    p->put = call_new(c->service, operation_find(c->service, SPAN("PutObject")), &c->who, c->endpoint);
    p->put->caller = c->request;
    p->put->trace_id = http_header(c->request, "X-Amzn-Trace-Id");
    if (put_prepare(p) == 0) door_call(p->put);
    if (p->put->fault.kind) rest_xml.encode_fault(p->put, c->response);
    else success_write(p, c->response);
    if (p->put->resolved) ((struct s3_subject *)p->put->resolved)->plane = "REST";
    s3_log_answered(p->put, c->request, c->response);
    call_free(p->put);
    return 0;
}
