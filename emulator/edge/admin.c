/* A table of pages, a function each. */
#include "emulator/edge/admin.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/authority.h"
#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/base/timers.h"
#include "emulator/base/xml.h"
#include "emulator/core/park.h"
#include "emulator/core/quiet.h"
#include "emulator/core/service.h"
#include "emulator/core/startup.h"
#include "emulator/edge/authorise.h"
#include "emulator/edge/decisions.h"
#include "emulator/edge/init_scripts.h"
#include "emulator/edge/least_policy.h"
#include "emulator/edge/page_answer.h"
#include "emulator/edge/record.h"
#include "emulator/version.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/store.h"

static void health(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena), *by_name = doc_put_map(d, "services");

    for (const struct service *const *s = services; *s; s++) {
        doc_put_cstr(by_name, (*s)->name, "running");
        if (span_is(SPAN("states"), (*s)->name)) doc_put_cstr(by_name, "stepfunctions", "running");
    }
    doc_put_cstr(d, "edition", "nube");
    doc_put_cstr(d, "version", NUBE_VERSION);
    page_answer(response, 200, d);
}

bool admin_reset(void)
{
    bool is_done;

    services_reset();
    park_clear();
    timers_clear();
    is_done = store_reset() == 0;
    blob_sweep_all();
    authorise_start();
    services_start();
    record_reset();
    clock_restore();
    return is_done;
}

/* What clients are to trust for TLS. */
static void ca(const struct http_request *request, struct http_response *response)
{
    const char *certificate = authority_certificate();

    (void)request;
    if (certificate) http_response_text(response, 200, "application/x-pem-file", span_of(certificate));
    else http_response_text(response, 500, "text/plain", SPAN("No authority can be made in the data folder\n"));
}

static void reset(const struct http_request *request, struct http_response *response)
{
    if (admin_reset()) page_answer(response, 200, doc_map(request->arena));
    else http_response_text(response, 500, "text/plain", SPAN("No database can be made in the data folder\n"));
}

static void clock_show(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena);
    int64_t now = clock_now_ms(), next;
    const char *busy = quiet_who_is_busy();

    doc_put_str(d, "now", time_iso8601(request->arena, now));
    doc_put_int(d, "epochMilliseconds", now);
    doc_put_bool(d, "frozen", clock_is_frozen());
    if (timers_next(&next)) doc_put_str(d, "nextTimer", time_iso8601(request->arena, next));
    if (busy) doc_put_cstr(d, "busy", busy);
    doc_put_int(d, "waitingCalls", park_count());
    page_answer(response, 200, d);
}

/* "set" takes epoch seconds or ISO 8601. */
static bool time_of(const struct doc *d, int64_t *ms)
{
    if (d->kind == DOC_STRING) return time_parse_iso8601(doc_chars(d), ms);
    if (!doc_is_number(d) || doc_as_double(d) < 0 || doc_as_double(d) > 253402300799.0) return false;
    *ms = (int64_t)(doc_as_double(d) * 1000);
    return true;
}

/* What is wrong with the change, or NULL. */
static const char *clock_check(const struct doc *d)
{
    const struct doc *advance = doc_get(d, "advance"), *set = doc_get(d, "set"), *freeze = doc_get(d, "freeze"),
                     *skip = doc_get(d, "skip");
    int64_t ms;

    if (!doc_is(d, DOC_MAP) || (!advance && !set && !freeze && !skip))
        return "send one of {\"advance\": seconds}, {\"set\": time}, {\"freeze\": true|false}, {\"skip\": \"next\"}";
    if (advance && (!doc_is_number(advance) || doc_as_double(advance) < 0 || doc_as_double(advance) > 3.2e9))
        return "advance takes a number of seconds, 0 or more";
    if (set && !time_of(set, &ms)) return "set takes epoch seconds or an ISO 8601 time";
    if (freeze && !doc_is(freeze, DOC_BOOL)) return "freeze takes true or false";
    if (skip && !(doc_is(skip, DOC_STRING) && span_is(doc_chars(skip), "next"))) return "skip takes \"next\"";
    return NULL;
}

static void clock_change(const struct doc *d)
{
    const struct doc *set = doc_get(d, "set"), *freeze = doc_get(d, "freeze");
    int64_t ms;

    if (freeze) clock_freeze(freeze->boolean);
    if (set && time_of(set, &ms)) clock_set(ms);
    if (doc_get(d, "advance")) clock_advance((int64_t)(doc_as_double(doc_get(d, "advance")) * 1000));
    if (doc_get(d, "skip") && timers_next(&ms) && ms > clock_now_ms()) clock_set(ms);
    timers_settle();
}

static void clock_post(const struct http_request *request, struct http_response *response)
{
    struct doc *d = json_parse(request->arena, request->body, NULL);
    const char *wrong = clock_check(d);

    if (wrong) {
        page_refuse(response, 400, span_of(wrong));
        return;
    }
    clock_change(d);
    clock_show(request, response);
}

static void calls(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena);

    record_summary(d);
    page_answer(response, 200, d);
}

/* --- what LocalStack's scripts ask for ---------------------------------------------------------------------------- */

static void info(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena);

    doc_put_cstr(d, "version", NUBE_VERSION);
    doc_put_cstr(d, "edition", "nube");
    doc_put_bool(d, "is_license_activated", false);
    page_answer(response, 200, d);
}

/* What answers has started: the scripts alone may still run. */
static void init(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena), *completed = doc_put_map(d, "completed");

    doc_put_bool(completed, "BOOT", true);
    doc_put_bool(completed, "START", true);
    doc_put_bool(completed, "READY", init_scripts_state() != INIT_SCRIPTS_RUN);
    doc_put_bool(completed, "SHUTDOWN", false);
    init_scripts_tell(doc_put_list(d, "scripts"));
    page_answer(response, 200, d);
}

static void init_ready(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena);

    doc_put_bool(d, "completed", init_scripts_state() != INIT_SCRIPTS_RUN);
    init_scripts_tell(doc_put_list(d, "scripts"));
    page_answer(response, 200, d);
}

/* For `curl --fail --retry`: 200 once all scripts were run, 503 until then, 500 when one failed. */
static void ready(const struct http_request *request, struct http_response *response)
{
    static const int statuses[] = { [INIT_SCRIPTS_RUN] = 503, [INIT_SCRIPTS_DONE] = 200, [INIT_SCRIPTS_FAILED] = 500 };
    enum init_scripts_state state = init_scripts_state();
    struct doc *d = doc_map(request->arena);

    doc_put_bool(d, "ready", state == INIT_SCRIPTS_DONE);
    init_scripts_tell(doc_put_list(d, "scripts"));
    page_answer(response, statuses[state], d);
}

/* --- the front page ----------------------------------------------------------------------------------------------- */

static void links_write(struct buf *b, const struct page *pages)
{
    for (const struct page *p = pages; p && p->path; p++) {
        if (strcmp(p->method, "GET") != 0 || strchr(p->path, '*') || strcmp(p->path, "/") == 0) continue;
        buf_add_text(b, "<li><a href=\"");
        buf_add_text(b, p->path);
        buf_add_text(b, "\">");
        buf_add_text(b, p->path);
        buf_add_text(b, "</a>\n");
    }
}

/* --- how strictly policies count, by account ---------------------------------------------------------------------- */

static bool account_read(const struct http_request *request, struct http_response *response, char account[13])
{
    struct span given;

    snprintf(account, 13, "%s", ACCOUNT_DEFAULT);
    if (!http_query(request, "account", &given)) return true;
    if (given.size != 12) return page_refuse(response, 400, SPAN("account is an account's 12 digits")), false;
    snprintf(account, 13, "%.*s", SPAN_ARG(given));
    return true;
}

static void mode_show(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena);
    char account[13];

    if (!account_read(request, response, account)) return;
    doc_put_cstr(d, "account", account);
    doc_put_cstr(d, "mode", authorise_mode_name(authorise_mode_of(account)));
    page_answer(response, 200, d);
}

static void mode_set(const struct http_request *request, struct http_response *response)
{
    struct span mode;
    char account[13];

    if (!account_read(request, response, account)) return;
    if (!http_query(request, "mode", &mode) || !authorise_mode_set(account, arena_string(request->arena, mode))) {
        page_refuse(response, 400, SPAN("mode is enforce, soft or off"));
        return;
    }
    mode_show(request, response);
}

static void front(const struct http_request *request, struct http_response *response);

static const struct page own_pages[] = {
    { "GET", "/", front },
    { "GET", "/_localstack/info", info },
    { "GET", "/_localstack/init", init },
    { "GET", "/_localstack/init/ready", init_ready },
    { "GET", "/_nube/health", health },
    { "GET", "/_nube/ready", ready },
    { "GET", "/_localstack/health", health },
    { "POST", "/_nube/reset", reset },
    { "POST", "/_localstack/state/reset", reset },
    { "GET", "/_nube/clock", clock_show },
    { "POST", "/_nube/clock", clock_post },
    { "GET", "/_nube/ca", ca },
    { "GET", "/_nube/calls", calls },
    { "GET", "/_nube/iam/decisions", decisions_page },
    { "GET", "/_nube/iam/policy", least_policy_page },
    { "POST", "/_nube/iam/policy", least_policy_check_page },
    { "GET", "/_nube/iam/mode", mode_show },
    { "POST", "/_nube/iam/mode", mode_set },
    { 0 },
};

/* The endpoint is what the client wrote, so it is escaped. */
static void front(const struct http_request *request, struct http_response *response)
{
    struct buf *b = &response->body;

    http_response_header(response, "Content-Type", "text/html; charset=utf-8");
    buf_add_text(b,
                 "<!doctype html><title>Nube</title>\n<h1>Nube " NUBE_VERSION "</h1>\n<pre>export AWS_ENDPOINT_URL=");
    xml_text(b, request->endpoint);
    buf_add_text(b, "\nexport AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test\n"
                    "export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1</pre>\n<ul>\n");
    links_write(b, own_pages);
    for (const struct service *const *s = services; *s; s++) links_write(b, (*s)->pages);
    buf_add_text(b, "</ul>\n");
}

static bool page_is_at(const struct page *p, struct span path)
{
    struct span wanted = span_of(p->path);

    if (!span_ends(wanted, "*")) return span_eq(path, wanted);
    return span_eq(span_sub(path, 0, wanted.size - 1), span_sub(wanted, 0, wanted.size - 1));
}

/* HEAD is where GET is (RFC 9110, section 9.3.2); the listener sends no body with it. */
static bool page_takes(const struct page *p, const struct http_request *request)
{
    return span_is(request->method, p->method) || (span_is(request->method, "HEAD") && strcmp(p->method, "GET") == 0);
}

/* The page of that path and method; else one of that path, else NULL. */
static const struct page *page_among(const struct page *pages, const struct http_request *request,
                                     const struct page *other)
{
    for (const struct page *p = pages; p && p->path; p++) {
        if (!page_is_at(p, request->path)) continue;
        if (page_takes(p, request)) return p;
        other = p;
    }
    return other;
}

static const struct page *page_find(const struct http_request *request)
{
    const struct page *found = page_among(own_pages, request, NULL);

    for (const struct service *const *s = services; *s; s++) found = page_among((*s)->pages, request, found);
    return found;
}

bool admin_is_asked(const struct http_request *request)
{
    bool is_looking = span_is(request->method, "GET") || span_is(request->method, "HEAD");

    if (span_starts(request->path, "/_")) return span_starts(request->path, "/_aws/") || is_looking;
    return is_looking && !request->query.size &&
           (span_is(request->path, "/") || span_is(request->path, "/favicon.ico"));
}

bool admin_matches(const struct http_request *request)
{
    if (!span_starts(request->path, "/_")) return false;
    return span_starts(request->path, "/_nube/") || span_starts(request->path, "/_localstack/") || page_find(request);
}

void admin_serve(const struct http_request *request, struct http_response *response)
{
    const struct page *p = page_find(request);

    if (!p) page_refuse(response, 404, SPAN("Nube has no such page"));
    else if (!page_takes(p, request)) page_refuse(response, 405, SPAN("This page takes another method"));
    else p->serve(request, response);
}
