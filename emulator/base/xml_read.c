/* expat's events make the elements. An element's text comes in pieces, which are gathered in one buffer a depth and
 * copied once, at its end: so a document of many pieces takes the arena once its size. */
#include "emulator/base/xml_read.h"

#include <expat.h>
#include <pthread.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/library.h"

static struct {
    XML_Parser (*create)(const XML_Char *encoding);
    void (*free)(XML_Parser);
    void (*set_user_data)(XML_Parser, void *);
    void (*set_elements)(XML_Parser, XML_StartElementHandler, XML_EndElementHandler);
    void (*set_text)(XML_Parser, XML_CharacterDataHandler);
    void (*set_doctype)(XML_Parser, XML_StartDoctypeDeclHandler);
    enum XML_Status (*parse)(XML_Parser, const char *, int, int);
    enum XML_Status (*stop)(XML_Parser, XML_Bool);
} expat;
static bool is_there;

static void load(void)
{
    static const char *const names[] = { "libexpat.so.1", NULL };
    const struct library_symbol symbols[] = {
        { "XML_ParserCreate", &expat.create },
        { "XML_ParserFree", &expat.free },
        { "XML_SetUserData", &expat.set_user_data },
        { "XML_SetElementHandler", &expat.set_elements },
        { "XML_SetCharacterDataHandler", &expat.set_text },
        { "XML_SetStartDoctypeDeclHandler", &expat.set_doctype },
        { "XML_Parse", &expat.parse },
        { "XML_StopParser", &expat.stop },
        { NULL, NULL },
    };

    is_there = library_load(names, symbols);
}

static bool is_loaded(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return is_there;
}

/* --- building ----------------------------------------------------------------------------------------------------- */

struct open {
    struct xml_element *element, **end; /* where its next child goes */
    struct buf text;
};

struct reading {
    struct arena *arena;
    XML_Parser parser;
    struct open open[XML_DEPTH_MAX]; /* from the root to the element under way */
    int depth, count;
    struct xml_element *root;
    const char *reason;
};

static void refuse(struct reading *r, const char *reason)
{
    if (!r->reason) r->reason = reason;
    expat.stop(r->parser, XML_FALSE);
}

static struct span local_name(struct span name)
{
    size_t colon = span_find(name, ':');

    return colon < name.size ? span_sub(name, colon + 1, SIZE_MAX) : name;
}

static struct xml_attribute *attributes_read(struct reading *r, const XML_Char **pairs)
{
    struct arena *a = r->arena;
    struct xml_attribute *first = NULL, **end = &first;

    for (; *pairs; pairs += 2, r->count++) {
        *end = ARENA_NEW(a, struct xml_attribute);
        (*end)->name = arena_span(a, span_of(pairs[0]));
        (*end)->value = arena_span(a, span_of(pairs[1]));
        end = &(*end)->next;
    }
    return first;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **pairs)
{
    struct reading *r = data;
    struct xml_element *e;
    struct open *parent = r->depth ? &r->open[r->depth - 1] : NULL, *own;

    if (r->reason) return;
    if (r->depth == XML_DEPTH_MAX || r->count >= XML_ELEMENTS_MAX) {
        refuse(r, r->depth == XML_DEPTH_MAX ? "too deep" : "too many elements");
        return;
    }
    e = ARENA_NEW(r->arena, struct xml_element);
    e->name = arena_span(r->arena, local_name(span_of(name)));
    e->attributes = attributes_read(r, pairs);
    if (parent) *parent->end = e, parent->end = &e->next;
    else r->root = e;
    own = &r->open[r->depth++];
    own->element = e;
    own->end = &e->children;
    buf_clear(&own->text);
    r->count++;
}

static void on_end(void *data, const XML_Char *name)
{
    struct reading *r = data;
    struct open *own;

    (void)name;
    if (r->reason) return;
    own = &r->open[--r->depth];
    if (own->text.overflowed) refuse(r, "too long a text");
    own->element->text = arena_span(r->arena, buf_span(&own->text));
}

static void on_text(void *data, const XML_Char *text, int size)
{
    struct reading *r = data;

    if (!r->reason && r->depth) buf_add(&r->open[r->depth - 1].text, text, (size_t)size);
}

static void on_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    refuse(data, "document types are not allowed");
}

#define PIECE_BYTES (1 << 20)

/* expat counts in int. */
static bool feed(struct reading *r, struct span text)
{
    do {
        size_t size = text.size < PIECE_BYTES ? text.size : PIECE_BYTES;
        if (expat.parse(r->parser, text.data, (int)size, size == text.size) != XML_STATUS_OK) return false;
        text = span_sub(text, size, SIZE_MAX);
    } while (text.size);
    return !r->reason;
}

struct xml_element *xml_parse(struct arena *a, struct span text, const char **reason)
{
    struct reading *r;
    struct xml_element *root;
    const char *unused;

    if (!reason) reason = &unused;
    *reason = "expat is not installed";
    if (!is_loaded()) return NULL;
    r = arena_alloc(a, sizeof *r);
    r->arena = a;
    r->parser = expat.create(NULL);
    *reason = "out of memory";
    if (!r->parser) return NULL;
    expat.set_user_data(r->parser, r);
    expat.set_elements(r->parser, on_start, on_end);
    expat.set_text(r->parser, on_text);
    expat.set_doctype(r->parser, on_doctype);
    root = feed(r, text) ? r->root : NULL;
    *reason = r->reason ? r->reason : "not well-formed";
    expat.free(r->parser);
    for (int i = 0; i < XML_DEPTH_MAX; i++) buf_release(&r->open[i].text);
    return root;
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

const struct xml_element *xml_named(const struct xml_element *first, const char *name)
{
    while (first && !span_is(first->name, name)) first = first->next;
    return first;
}

const struct xml_element *xml_child(const struct xml_element *parent, const char *name)
{
    return xml_named(parent->children, name);
}

struct span xml_attribute(const struct xml_element *e, const char *name)
{
    for (const struct xml_attribute *x = e->attributes; x; x = x->next)
        if (span_is(x->name, name)) return x->value;
    return (struct span){ NULL, 0 };
}
