/* Handlers of function URLs' configurations. Faults and their order are as recorded of AWS in 2025. */
#include "emulator/services/lambda/lambda_urls.h"

#include "emulator/base/ids.h"
#include "emulator/base/times.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_page.h"
#include "emulator/services/lambda/lambda_url_plane.h"
#include "emulator/services/lambda/lambda_url_store.h"

#define ID_SIZE 32

static int lacks(struct call *c)
{
    return fault(c, &lambda_resource_not_found, "The resource you requested does not exist.");
}

/* The function, or the alias of it; *is_there says whether there is one. */
static int named(struct call *c, struct lambda_function *f, bool *is_there)
{
    struct lambda_name n;

    if (lambda_name_require(c, &n)) return -1;
    *is_there = lambda_name_resolve(c->db, &c->arena, &n, LAMBDA_FIRST, f);
    return 0;
}

static int function_require(struct call *c, struct lambda_function *f)
{
    bool is_there;

    if (named(c, f, &is_there)) return -1;
    return is_there ? 0 : fault(c, &lambda_resource_not_found, "Function does not exist");
}

static int url_require(struct call *c, struct lambda_function *f, struct lambda_url *url)
{
    bool is_there;

    if (named(c, f, &is_there)) return -1;
    return is_there && lambda_url_find(c->db, &c->arena, f, f->qualifier, url) ? 0 : lacks(c);
}

/* --- what it looks like ------------------------------------------------------------------------------------------- */

static void put_time(struct call *c, struct doc *out, const char *name, int64_t ms)
{
    doc_put_str(out, name, time_iso8601(&c->arena, ms));
}

static void put_url(struct call *c, const struct lambda_function *f, const struct lambda_url *url, struct doc *out)
{
    doc_put_str(out, "FunctionUrl", lambda_url_address(c, url->id, f->region));
    doc_put_format(out, "FunctionArn", "%.*s%s%.*s", SPAN_ARG(f->arn), url->qualifier.size ? ":" : "",
                   SPAN_ARG(url->qualifier));
    doc_put_str(out, "AuthType", url->auth_type);
    if (url->cors) doc_put(out, "Cors", url->cors);
    put_time(c, out, "CreationTime", url->created_ms);
}

/* AWS: the mode is not told where a URL is made or changed, unless it was given. */
static void put_url_whole(struct call *c, const struct lambda_function *f, const struct lambda_url *url,
                          struct doc *out)
{
    put_url(c, f, url, out);
    put_time(c, out, "LastModifiedTime", url->modified_ms);
    doc_put_str(out, "InvokeMode", url->invoke_mode);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int lambda_create_function_url_config(struct call *c)
{
    char *id = arena_alloc(&c->arena, ID_SIZE + 1);
    struct span mode = doc_get_str(c->in, "InvokeMode");
    struct lambda_url url = { .auth_type = doc_get_str(c->in, "AuthType"),
                              .invoke_mode = mode.data ? mode : SPAN("BUFFERED"),
                              .cors = doc_get(c->in, "Cors"),
                              .created_ms = c->now_ms,
                              .modified_ms = c->now_ms },
                      old;
    struct lambda_function f;

    if (function_require(c, &f)) return -1;
    if (lambda_url_find(c->db, &c->arena, &f, f.qualifier, &old))
        return fault(c, &lambda_resource_conflict,
                     "Failed to create function url config for [functionArn = %.*s]. Error message:  FunctionUrlConfig "
                     "exists for this Lambda function",
                     SPAN_ARG(f.invoked_arn));
    random_text(id, ID_SIZE, ALPHABET_LOWER);
    url.id = span_of(id);
    url.qualifier = f.qualifier;
    lambda_url_put(c, &f, &url);
    put_url(c, &f, &url, c->out);
    doc_put_str(c->out, "InvokeMode", mode);
    return 0;
}

int lambda_get_function_url_config(struct call *c)
{
    struct lambda_function f;
    struct lambda_url url;

    if (url_require(c, &f, &url)) return -1;
    put_url_whole(c, &f, &url, c->out);
    return 0;
}

int lambda_update_function_url_config(struct call *c)
{
    struct span auth_type = doc_get_str(c->in, "AuthType"), mode = doc_get_str(c->in, "InvokeMode");
    struct doc *cors = doc_get(c->in, "Cors");
    struct lambda_function f;
    struct lambda_url url;

    if (function_require(c, &f)) return -1;
    if (!lambda_url_find(c->db, &c->arena, &f, f.qualifier, &url)) return lacks(c);
    if (auth_type.data) url.auth_type = auth_type;
    if (mode.data) url.invoke_mode = mode;
    if (cors) url.cors = doc_count(cors) ? cors : NULL;
    url.modified_ms = c->now_ms;
    lambda_url_put(c, &f, &url);
    put_url(c, &f, &url, c->out);
    put_time(c, c->out, "LastModifiedTime", url.modified_ms);
    doc_put_str(c->out, "InvokeMode", mode);
    return 0;
}

int lambda_delete_function_url_config(struct call *c)
{
    struct lambda_function f;
    struct lambda_url url;

    if (url_require(c, &f, &url)) return -1;
    lambda_url_delete(c, &f, url.qualifier);
    return 0;
}

/* An empty key is no marker. */
static struct span marker_of(const struct lambda_url *url)
{
    return url->qualifier.size ? url->qualifier : SPAN(LAMBDA_LATEST);
}

int lambda_list_function_url_configs(struct call *c)
{
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "FunctionUrlConfigs");
    struct lambda_url *urls;
    struct lambda_function f;
    struct span after;

    if (function_require(c, &f) || lambda_page_after(c, &after)) return -1;
    urls =
        lambda_url_list(c, &f, after.data != NULL, span_is(after, LAMBDA_LATEST) ? SPAN("") : after, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) put_url_whole(c, &f, &urls[i], doc_append_map(list));
    if (found > size) page_continue(c, "NextMarker", marker_of(&urls[size - 1]));
    return 0;
}
