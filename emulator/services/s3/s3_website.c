/* The visitor is nobody, whatever they send: objects are asked for through the door, so that the bucket's policy, its
 * ACLs and its public access block decide.
 *
 *   all redirected? ─ a rule by the key? ─ the object ─┬─ there: it, or where it redirects to
 *                                                      ├─ a folder's name: 302 to the folder
 *                                                      ├─ a rule by the error?
 *                                                      └─ the error document, or a page of its own */
#include "emulator/services/s3/s3_website.h"

#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_subject.h"
#include "emulator/services/s3/s3_website_pages.h"
#include "emulator/services/s3/s3_website_routes.h"
#include "emulator/wire/codecs.h"

static const struct fault_kind incorrect_endpoint = { "IncorrectEndpoint", 400, SENDER };

/* A visit of a website. */
struct visit {
    struct call *c;
    struct span bucket;
    struct s3_subject *subject; /* what the log tells of it */
    struct doc *configuration;
    struct s3_website_request request;
};

bool s3_website_matches(const struct http_request *request)
{
    return s3_host_read(request->arena, http_header(request, "Host")).kind == S3_HOST_WEBSITE;
}

static bool is_head(const struct visit *v)
{
    return span_is(v->c->request->method, "HEAD");
}

/* --- the bucket --------------------------------------------------------------------------------------------------- */

static int raise_elsewhere(struct call *c, const struct s3_bucket *b)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_format(extra, "Endpoint", "%.*s.s3-website-%.*s.amazonaws.com", SPAN_ARG(b->name), SPAN_ARG(b->region));
    return fault_with(c, &incorrect_endpoint, extra,
                      "The specified bucket exists in another region. Please direct requests to the specified "
                      "endpoint.");
}

static int raise_no_website(struct call *c, const struct s3_bucket *b)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "BucketName", b->name);
    return fault_with(c, &s3_no_such_website_configuration, extra,
                      "The specified bucket does not have a website configuration");
}

static int configuration_find(struct visit *v, struct span region)
{
    struct s3_bucket b;

    if (!s3_store_bucket_find(v->c, v->bucket, &b)) return s3_raise_no_such_bucket(v->c, v->bucket);
    if (region.data && !span_eq(region, b.region)) return raise_elsewhere(v->c, &b);
    v->subject = s3_subject_set(v->c, &b);
    v->subject->plane = "WEBSITE";
    v->subject->key = v->request.key;
    v->configuration = s3_store_setting(v->c, b.id, "website", SPAN(""));
    return v->configuration ? 0 : raise_no_website(v->c, &b);
}

/* The connection is given back before the object is asked for. */
static int visit_begin(struct visit *v)
{
    const struct http_request *request = v->c->request;
    struct s3_host host = s3_host_read(request->arena, http_header(request, "Host"));
    struct db *lent;
    int rc;

    v->bucket = host.bucket;
    v->request = (struct s3_website_request){
        .endpoint = request->endpoint,
        .key = http_decode(&v->c->arena, span_sub(request->path, 1, SIZE_MAX), false),
        .query = request->query,
    };
    if (!call_lend_store(v->c, &lent)) return call_store_failed(v->c);
    rc = configuration_find(v, host.region);
    call_return_store(v->c, lent);
    return rc;
}

/* --- the object --------------------------------------------------------------------------------------------------- */

/* What the visitor sent with it, such as conditions and ranges, is for the page itself. */
static struct call *object_ask(struct visit *v, const char *operation, struct span key, bool is_page)
{
    struct identity nobody = identity_default;
    struct call *object;

    nobody.kind = IDENTITY_ANONYMOUS;
    object = door_open("s3", operation, &nobody, v->request.endpoint);
    if (is_page) {
        struct http_request asked = *v->c->request;
        asked.path = arena_format(&v->c->arena, "/%.*s/%.*s", SPAN_ARG(v->bucket),
                                  SPAN_ARG(http_encode(&v->c->arena, key, "/")));
        asked.query = (struct span){ NULL, 0 };
        if (rest_xml.decode(object, &asked)) return object;
    }
    doc_put_str(object->in, "Bucket", v->bucket);
    doc_put_str(object->in, "Key", key);
    door_call(object);
    return object;
}

static struct call *page_ask(struct visit *v, struct span key, bool is_page)
{
    return object_ask(v, is_head(v) ? "HeadObject" : "GetObject", key, is_page);
}

/* The object as the API gives it. The answer is the visit's, and has its ids. */
static void object_write(struct visit *v, struct call *object)
{
    struct http_response *response = v->c->response;

    memcpy(object->request_id, v->c->request_id, sizeof object->request_id);
    rest_xml.encode(object, response);
    response->source = object->body_out;
    object->body_out = NULL;
}

static void redirect_write(struct visit *v, int status, struct span location)
{
    struct http_response *response = v->c->response;

    http_response_clear(response);
    response->status = status;
    s3_website_ids(v->c, response);
    http_response_header_text(response, "Location", location);
}

static void page_write(struct visit *v, struct call *object)
{
    struct span location = doc_get_str(object->out, "WebsiteRedirectLocation");

    if (location.size) redirect_write(v, 301, location);
    else object_write(v, object);
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

static void why_note(struct visit *v, const struct fault_raised *f)
{
    if (v->subject) v->subject->why = (struct fault_raised){ .kind = f->kind, .message = "" };
}

/* A browser that has the page already. */
static bool is_not_modified(const struct fault_raised *f)
{
    return f->kind == &s3_not_modified;
}

static void error_document_write(struct visit *v, struct call *document, const struct fault_raised *f)
{
    page_write(v, document);
    if (v->c->response->status >= 300) return;
    v->c->response->status = fault_words(f, PROTOCOL_REST_XML).status;
    s3_website_error_headers(f, v->c->response);
}

static void error_page(struct visit *v, const struct fault_raised *f, const struct fault_raised *second)
{
    s3_website_ids(v->c, v->c->response);
    s3_website_error_page(v->c, f, second, v->c->response);
}

/* AWS: the error document is for errors of the 4XX class. */
static void error_write(struct visit *v, const struct fault_raised *f)
{
    struct span key = doc_get_str(doc_get(v->configuration, "ErrorDocument"), "Key");
    struct call *document;

    if (!key.size || fault_words(f, PROTOCOL_REST_XML).status >= 500) {
        error_page(v, f, NULL);
        return;
    }
    document = object_ask(v, is_head(v) ? "HeadObject" : "GetObject", key, false);
    if (document->fault.kind) error_page(v, f, &document->fault);
    else error_document_write(v, document, f);
    call_free(document);
}

/* The name of a folder, without its slash, leads to the folder. */
static bool is_folder(struct visit *v)
{
    struct span key = s3_website_folder_key(&v->c->arena, v->configuration, v->request.key);
    struct call *object;
    bool is_there;

    if (!key.data) return false;
    object = object_ask(v, "HeadObject", key, false);
    is_there = !object->fault.kind;
    call_free(object);
    return is_there;
}

static void folder_write(struct visit *v)
{
    s3_website_ids(v->c, v->c->response);
    s3_website_found_page(v->c, arena_format(&v->c->arena, "%.*s/", SPAN_ARG(v->c->request->path)), v->c->response);
}

static void failure_write(struct visit *v, struct call *object)
{
    int status = fault_words(&object->fault, PROTOCOL_REST_XML).status;
    bool is_missing = status == 403 || status == 404;
    struct s3_website_redirect redirect;

    why_note(v, &object->fault);
    if (is_not_modified(&object->fault)) rest_xml.encode_fault(object, v->c->response);
    else if (is_missing && is_folder(v)) folder_write(v);
    else if (s3_website_routes(&v->c->arena, v->configuration, &v->request, status, &redirect))
        redirect_write(v, redirect.status, redirect.location);
    else error_write(v, &object->fault);
}

/* --- the visit ---------------------------------------------------------------------------------------------------- */

static void page_serve(struct visit *v)
{
    struct span key = s3_website_page_key(&v->c->arena, v->configuration, v->request.key);
    struct call *object = page_ask(v, key, true);
    const struct s3_subject *page = object->resolved;

    v->subject->key = key;
    if (page) v->subject->size = page->size;
    if (object->fault.kind) failure_write(v, object);
    else page_write(v, object);
    call_free(object);
}

static bool is_read(struct span method)
{
    return span_is(method, "GET") || span_is(method, "HEAD");
}

/* The visit's own error is served, not the door's business. */
static struct fault_raised fault_take(struct call *c)
{
    struct fault_raised f = c->fault;

    c->fault = (struct fault_raised){ 0 };
    return f;
}

static void visit_serve(struct visit *v)
{
    struct s3_website_redirect redirect;
    struct fault_raised f;

    if (!is_read(v->c->request->method)) {
        s3_raise_method_not_allowed(v->c, arena_string(&v->c->arena, v->c->request->method), "OBJECT");
        f = fault_take(v->c);
        why_note(v, &f);
        error_write(v, &f);
    } else if (s3_website_redirects_all(&v->c->arena, v->configuration, &v->request, &redirect) ||
               s3_website_routes(&v->c->arena, v->configuration, &v->request, 0, &redirect)) {
        redirect_write(v, redirect.status, redirect.location);
    } else {
        page_serve(v);
    }
}

int s3_website_serve(struct call *c)
{
    struct visit v = { .c = c };
    struct fault_raised f;

    if (visit_begin(&v) == 0) {
        visit_serve(&v);
    } else if (c->fault.kind != &fault_internal) {
        f = fault_take(c);
        why_note(&v, &f);
        error_page(&v, &f, NULL);
    }
    return c->fault.kind ? -1 : 0;
}
