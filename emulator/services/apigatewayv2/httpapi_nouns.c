/* One way for all nouns. */
#include "emulator/services/apigatewayv2/httpapi_nouns.h"

#include <string.h>

#include "emulator/base/ids.h"
#include "emulator/core/page.h"
#include "emulator/core/service.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"

#define PAGE_MAX 500 /* AWS: of one page, and its default */

static const struct httpapi_noun *const *nouns;

void httpapi_nouns_register(const struct httpapi_noun *const *all)
{
    nouns = all;
}

/* --- which -------------------------------------------------------------------------------------------------------- */

/* "CreateRoute", "GetRoutes" → "Route" */
static bool is_about(const char *operation, const char *noun)
{
    size_t size = strlen(noun);

    while (*operation && !(operation[0] >= 'a' && operation[0] <= 'z' && operation[1] >= 'A' && operation[1] <= 'Z'))
        operation++;
    return *operation && strncmp(operation + 1, noun, size) == 0 &&
           (!operation[1 + size] || strcmp(operation + 1 + size, "s") == 0);
}

static const struct httpapi_noun *noun_of(const struct call *c)
{
    const struct httpapi_noun *const *n = nouns;

    while (*n && !is_about(c->operation->name, (*n)->name)) n++;
    return *n;
}

static struct span owner_of(const struct call *c, const struct httpapi_noun *n)
{
    return n->is_of_api ? doc_get_str(c->in, "ApiId") : SPAN("");
}

static struct doc *find(struct call *c, const struct httpapi_noun *n, struct span id)
{
    return documents_get(c, &httpapi_documents, n->name, owner_of(c, n), id);
}

static int missing(struct call *c, const char *words, struct span id)
{
    return fault(c, &httpapi_not_found, "Invalid %s identifier specified %.*s", words, SPAN_ARG(id));
}

int httpapi_owner_require(struct call *c, const struct httpapi_noun *n)
{
    struct span id = owner_of(c, n);

    if (!n->is_of_api || documents_get(c, &httpapi_documents, HTTPAPI_API, SPAN(""), id)) return 0;
    return missing(c, "API", id);
}

int httpapi_require(struct call *c, const struct httpapi_noun *n, struct doc **document)
{
    struct span id = doc_get_str(c->in, n->id_member);

    if (httpapi_owner_require(c, n)) return -1;
    *document = find(c, n, id);
    return *document ? 0 : missing(c, n->words, id);
}

/* --- making and changing ------------------------------------------------------------------------------------------ */

static void take_kept(const struct call *c, const struct httpapi_noun *n, struct doc *document)
{
    for (const char *const *m = n->kept; *m; m++) {
        struct doc *given = doc_get(c->in, *m);
        if (given) doc_put(document, *m, given);
    }
}

void httpapi_keep(struct call *c, const struct httpapi_noun *n, const struct doc *document)
{
    documents_put(c, &httpapi_documents, n->name, owner_of(c, n), doc_get_str(document, n->id_member), document);
}

/* One that was chosen for it stands in the input. */
static void put_id(struct call *c, const struct httpapi_noun *n, struct doc *document)
{
    char *id = arena_alloc(&c->arena, (size_t)n->id_size + 1);

    if (doc_get(c->in, n->id_member)) {
        doc_put(document, n->id_member, doc_get(c->in, n->id_member));
        return;
    }
    random_text(id, (size_t)n->id_size, ALPHABET_LOWER);
    doc_put_cstr(document, n->id_member, id);
}

/* "TimeoutInMillis" → "timeoutInMillis", as it is on the wire. */
static const char *wire_name(struct call *c, const char *member)
{
    char *name = arena_string(&c->arena, span_of(member));

    name[0] |= 0x20;
    return name;
}

static int limit_check(struct call *c, const struct httpapi_limit *l, const struct doc *value)
{
    bool is_text = doc_is(value, DOC_STRING);
    int64_t size = is_text ? (int64_t)span_code_points(doc_chars(value)) : doc_is(value, DOC_INT) ? value->integer : -1;

    if (size >= l->min && size <= l->max) return 0;
    return fault(c, &httpapi_bad_request,
                 is_text ? "Invalid %s specified: it must have %lld to %lld characters"
                         : "Invalid %s specified: it must be between %lld and %lld",
                 wire_name(c, l->member), (long long)l->min, (long long)l->max);
}

/* What came is looked at before what it makes. */
static int document_check(struct call *c, const struct httpapi_noun *n, struct doc *document, const struct doc *before)
{
    for (const struct httpapi_limit *l = n->limits; l && l->member; l++) {
        const struct doc *value = doc_get(document, l->member);
        if (value && limit_check(c, l, value)) return -1;
    }
    return n->check ? n->check(c, document, before) : 0;
}

struct doc *httpapi_made(struct call *c, const struct httpapi_noun *n)
{
    struct doc *document = doc_map(&c->arena);

    if (n->id_size) put_id(c, n, document);
    take_kept(c, n, document);
    if (document_check(c, n, document, NULL)) return NULL;
    httpapi_keep(c, n, document);
    return document;
}

int httpapi_create(struct call *c)
{
    const struct httpapi_noun *n = noun_of(c);
    struct doc *made;

    if (httpapi_owner_require(c, n)) return -1;
    made = httpapi_made(c, n);
    if (!made) return -1;
    c->out = made;
    return n->changed ? n->changed(c) : 0;
}

int httpapi_update(struct call *c)
{
    const struct httpapi_noun *n = noun_of(c);
    struct doc *before, *document;

    if (httpapi_require(c, n, &before)) return -1;
    document = doc_copy(&c->arena, before);
    take_kept(c, n, document);
    if (document_check(c, n, document, before)) return -1;
    httpapi_keep(c, n, document);
    c->out = document;
    return n->changed ? n->changed(c) : 0;
}

/* --- showing and taking away -------------------------------------------------------------------------------------- */

int httpapi_get(struct call *c)
{
    return httpapi_require(c, noun_of(c), &c->out);
}

static int page_limit(struct call *c, int64_t *limit)
{
    struct span text = doc_get_str(c->in, "MaxResults");

    *limit = PAGE_MAX;
    if (!text.data || (span_int(text, limit) && *limit >= 1)) return 0;
    return fault(c, &httpapi_bad_request, "Invalid maxResults: %.*s", SPAN_ARG(text));
}

int httpapi_list(struct call *c)
{
    const struct httpapi_noun *n = noun_of(c);
    struct doc *found, *items = doc_put_list(c->out, "Items");
    struct span after;
    int64_t limit;

    if (httpapi_owner_require(c, n) || page_limit(c, &limit)) return -1;
    if (!page_after(c, "NextToken", &after)) return fault(c, &httpapi_bad_request, "Invalid nextToken");
    if (limit > PAGE_MAX) limit = PAGE_MAX;
    found = documents_list(c, &httpapi_documents, n->name, owner_of(c, n), after, limit + 1);
    for (size_t i = 0; i < doc_count(found) && i < (size_t)limit; i++) doc_append(items, doc_at(found, i));
    if (doc_count(found) > (size_t)limit)
        page_continue(c, "NextToken", doc_get_str(doc_at(items, (size_t)limit - 1), n->id_member));
    return 0;
}

int httpapi_delete(struct call *c)
{
    const struct httpapi_noun *n = noun_of(c);
    struct doc *document;

    if (httpapi_require(c, n, &document) || (n->release && n->release(c, document))) return -1;
    documents_remove(c, &httpapi_documents, n->name, owner_of(c, n), doc_get_str(document, n->id_member));
    return n->changed ? n->changed(c) : 0;
}
