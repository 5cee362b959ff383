/* Fields have the names of headers, but for two. */
#include "emulator/services/s3/s3_post_request.h"

#include "emulator/base/xml_read.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_post_faults.h"

#define FILENAME "${filename}"

/* --- the key ------------------------------------------------------------------------------------------------------ */

/* AWS: of a path the last name counts. */
static struct span last_name(struct span filename)
{
    size_t from = filename.size;

    while (from && filename.data[from - 1] != '/' && filename.data[from - 1] != '\\') from--;
    return span_sub(filename, from, SIZE_MAX);
}

static struct span filename_put(struct arena *a, struct span text, struct span filename)
{
    struct buf b = { 0 };
    struct span all;

    while (text.size) {
        bool is_here = span_starts(text, FILENAME);
        if (is_here) buf_add_span(&b, filename);
        else buf_add_char(&b, text.data[0]);
        text = span_sub(text, is_here ? sizeof FILENAME - 1 : 1, SIZE_MAX);
    }
    all = arena_span(a, b.size ? buf_span(&b) : SPAN(""));
    buf_release(&b);
    return all;
}

/* AWS: without a file's name it stays as it is. */
struct span s3_post_key(struct arena *a, struct multipart_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        struct multipart_field *field = &form->fields[i];
        if (!span_is_nocase(field->name, "key")) continue;
        if (form->filename.data) field->value = filename_put(a, field->value, last_name(form->filename));
        return field->value;
    }
    return (struct span){ NULL, 0 };
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

static bool is_header(struct span name)
{
    static const char *const names[] = { "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language",
                                         "Content-MD5",   "Content-Type",        "Expires" };
    static const char *const others[] = { "x-amz-algorithm",     "x-amz-credential", "x-amz-date",
                                          "x-amz-signature",     "x-amz-acl",        "x-amz-tagging",
                                          "x-amz-security-token" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i])) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (span_is_nocase(name, others[i])) return false;
    return span_is_nocase(span_sub(name, 0, 6), "x-amz-");
}

static bool header_put(struct http_request *r, struct span name, struct span value)
{
    if (r->header_count == HTTP_HEADERS_MAX) return false;
    r->headers[r->header_count++] = (struct http_header){ name, value };
    return true;
}

static struct span child_text(const struct xml_element *parent, const char *name)
{
    const struct xml_element *child = xml_child(parent, name);

    return child ? child->text : SPAN("");
}

/* The field is XML, the header a query. AWS: of a document of another kind nothing is taken. */
static int tagging_read(struct call *c, struct span field, struct span *header)
{
    const struct xml_element *root = xml_parse(&c->arena, field, NULL), *set, *tag;
    struct arena *a = &c->arena;

    *header = SPAN("");
    if (!root) return s3_raise_malformed_xml(c);
    set = xml_child(root, "TagSet");
    for (tag = set ? xml_named(set->children, "Tag") : NULL; tag; tag = xml_named(tag->next, "Tag"))
        *header = arena_format(a, "%.*s%s%.*s=%.*s", SPAN_ARG(*header), header->size ? "&" : "",
                               SPAN_ARG(http_encode(a, child_text(tag, "Key"), "")),
                               SPAN_ARG(http_encode(a, child_text(tag, "Value"), "")));
    return 0;
}

static int field_put(struct call *c, struct http_request *r, const struct multipart_field *field)
{
    struct span value = field->value, name = field->name;
    bool is_tagging = span_is_nocase(name, "tagging");

    if (is_tagging && tagging_read(c, value, &value)) return -1;
    if (is_tagging) name = SPAN("x-amz-tagging");
    else if (span_is_nocase(name, "acl")) name = SPAN("x-amz-acl");
    else if (!is_header(name)) return 0;
    return header_put(r, name, value) ? 0 : s3_raise_fields_too_large(c);
}

const struct http_request *s3_post_request(struct call *c, const struct http_request *posted,
                                           const struct multipart_form *form, struct span bucket, struct span key)
{
    struct http_request *r = arena_alloc(&c->arena, sizeof *r);

    *r = *posted;
    r->method = SPAN("PUT");
    r->path = arena_format(&c->arena, "/%.*s/%.*s", SPAN_ARG(bucket), SPAN_ARG(http_encode(&c->arena, key, "/")));
    r->query = (struct span){ NULL, 0 };
    r->header_count = 0;
    r->body = (struct span){ NULL, 0 };
    r->stream = form->file;
    r->arena = &c->arena;
    for (size_t i = 0; i < form->count; i++)
        if (field_put(c, r, &form->fields[i])) return NULL;
    return r;
}
