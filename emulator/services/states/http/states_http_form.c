/* An object as application/x-www-form-urlencoded.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#url-encode-request-body
 *
 *     { "a": { "b": 1 }, "list": ["x", "y"] }
 *     INDICES   a[b]=1&list[0]=x&list[1]=y
 *     REPEAT    a[b]=1&list=x&list=y
 *     COMMAS    a[b]=1&list=x,y
 *     BRACKETS  a[b]=1&list[]=x&list[]=y
 */
#include "emulator/services/states/http/states_http_request.h"

#include "emulator/base/json.h"

#define DEPTH_MAX 32 /* deeper values are written as JSON */

struct form {
    struct arena *arena;
    struct buf text;
    struct span format;
};

static struct span scalar(struct arena *a, const struct doc *d)
{
    return d->kind == DOC_STRING ? doc_chars(d) : d->kind == DOC_NULL ? SPAN("") : json_text(a, d);
}

static void pair(struct form *f, struct span name, struct span value)
{
    if (f->text.size) buf_add_char(&f->text, '&');
    buf_add_span(&f->text, http_encode(f->arena, name, "[]"));
    buf_add_char(&f->text, '=');
    buf_add_span(&f->text, http_encode(f->arena, value, ","));
}

static void value_add(struct form *f, struct span name, const struct doc *value, int depth);

static void commas_add(struct form *f, struct span name, const struct doc *list)
{
    struct buf all = { 0 };

    for (size_t i = 0; i < doc_count(list); i++) {
        if (i) buf_add_char(&all, ',');
        buf_add_span(&all, scalar(f->arena, doc_at(list, i)));
    }
    pair(f, name, buf_span(&all));
    buf_release(&all);
}

static void list_add(struct form *f, struct span name, const struct doc *list, int depth)
{
    if (span_is(f->format, "COMMAS")) {
        commas_add(f, name, list);
        return;
    }
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span item = span_is(f->format, "REPEAT")     ? name
                           : span_is(f->format, "BRACKETS") ? arena_format(f->arena, "%.*s[]", SPAN_ARG(name))
                                                            : arena_format(f->arena, "%.*s[%zu]", SPAN_ARG(name), i);

        value_add(f, item, doc_at(list, i), depth + 1);
    }
}

static void value_add(struct form *f, struct span name, const struct doc *value, int depth)
{
    if (doc_is(value, DOC_LIST) && depth < DEPTH_MAX) {
        list_add(f, name, value, depth);
    } else if (doc_is(value, DOC_MAP) && depth < DEPTH_MAX) {
        for (uint32_t i = 0; i < value->map.count; i++)
            value_add(f, arena_format(f->arena, "%.*s[%.*s]", SPAN_ARG(name), SPAN_ARG(value->map.members[i].name)),
                      value->map.members[i].value, depth + 1);
    } else {
        pair(f, name, scalar(f->arena, value));
    }
}

struct span states_http_form(struct arena *a, const struct doc *object, struct span format)
{
    struct form f = { .arena = a, .format = format };
    struct span text;

    for (uint32_t i = 0; doc_is(object, DOC_MAP) && i < object->map.count; i++)
        value_add(&f, object->map.members[i].name, object->map.members[i].value, 0);
    text = arena_span(a, f.text.size ? buf_span(&f.text) : SPAN(""));
    buf_release(&f.text);
    return text;
}
