/* A walk over shape and tree side by side that gathers what is broken.
 *
 * AWS: paths are lower camel case and go through lists as `keySchema.1.member.attributeName` and through maps as
 * `requestItems.Orders.member`. */
#include "emulator/core/validate.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "emulator/base/source.h"
#include "emulator/core/pattern.h"

#define ERRORS_MAX 16

struct check {
    struct call *call;
    struct buf words;
    int errors;
    bool missing_told; /* the service words a missing member itself */
};

static void check_value(struct check *k, const struct shape *shape, const struct doc *value, const char *path);

/* How Java would print the value. */
static void value_print(struct buf *b, const struct doc *value)
{
    const char *between = "";

    switch (value->kind) {
    case DOC_STRING: buf_add_span(b, value->text); break;
    case DOC_BLOB:
        buf_printf(b, "java.nio.HeapByteBuffer[pos=0 lim=%zu cap=%zu]", value->text.size, value->text.size);
        break;
    case DOC_LIST:
        buf_add_char(b, '[');
        for (uint32_t i = 0; i < value->list.count; i++, between = ", ") {
            buf_add_text(b, between);
            value_print(b, value->list.items[i]);
        }
        buf_add_char(b, ']');
        break;
    case DOC_MAP:
        buf_add_char(b, '{');
        for (uint32_t i = 0; i < value->map.count; i++, between = ", ") {
            buf_printf(b, "%s%.*s=", between, SPAN_ARG(value->map.members[i].name));
            value_print(b, value->map.members[i].value);
        }
        buf_add_char(b, '}');
        break;
    default: json_write(b, value); break;
    }
}

static void broken(struct check *k, const struct doc *value, const char *path, const char *constraint)
{
    if (k->errors++ >= ERRORS_MAX) return;
    buf_add_text(&k->words, k->errors > 1 ? "; Value " : "Value ");
    if (value) {
        buf_add_char(&k->words, '\'');
        value_print(&k->words, value);
        buf_add_char(&k->words, '\'');
    } else {
        buf_add_text(&k->words, "null");
    }
    buf_printf(&k->words, " at '%s' failed to satisfy constraint: %s", path, constraint);
}

static void check_bounds(struct check *k, const struct shape *shape, const struct doc *value, const char *path,
                         int64_t measure, const char *what)
{
    struct arena *a = &k->call->arena;

    if (shape->flags & HAS_MIN && measure < shape->min)
        broken(k, value, path,
               arena_printf(a, "Member must have %s greater than or equal to %" PRId64, what, shape->min));
    if (shape->flags & HAS_MAX && measure > shape->max)
        broken(k, value, path, arena_printf(a, "Member must have %s less than or equal to %" PRId64, what, shape->max));
}

static void check_enum(struct check *k, const struct shape *shape, const struct doc *value, const char *path)
{
    struct buf words = { 0 };

    for (const char *const *v = shape->values; *v; v++)
        if (span_is(value->text, *v)) return;
    buf_add_text(&words, "Member must satisfy enum value set: [");
    for (const char *const *v = shape->values; *v; v++) buf_printf(&words, "%s%s", v == shape->values ? "" : ", ", *v);
    buf_add_char(&words, ']');
    broken(k, value, path, arena_string(&k->call->arena, buf_span(&words)));
    buf_release(&words);
}

static void check_string(struct check *k, const struct shape *shape, const struct doc *value, const char *path)
{
    if (shape->flags & (HAS_MIN | HAS_MAX))
        check_bounds(k, shape, value, path, (int64_t)span_code_points(value->text), "length");
    if (shape->pattern && !pattern_matches(shape->pattern, value->text))
        broken(k, value, path,
               arena_printf(&k->call->arena, "Member must satisfy regular expression pattern: %s", shape->pattern));
    if (shape->values) check_enum(k, shape, value, path);
}

static const char *path_join(struct check *k, const char *path, struct span name)
{
    struct arena *a = &k->call->arena;
    char *joined = *path ? arena_printf(a, "%s.%.*s", path, SPAN_ARG(name)) : arena_string(a, name);
    char *last = joined + strlen(joined) - name.size;

    *last = (char)tolower((unsigned char)*last);
    return joined;
}

static void check_missing(struct check *k, const struct member *m, const char *path)
{
    const struct service_faults *faults = k->call->service->faults;

    if (faults && faults->missing) {
        faults->missing(k->call, path);
        k->missing_told = true;
    } else {
        broken(k, NULL, path, "Member must not be null");
    }
    (void)m;
}

static void check_structure(struct check *k, const struct shape *shape, const struct doc *value, const char *path)
{
    for (const struct member *m = shape->members; m->name; m++) {
        const struct doc *child = doc_get(value, m->name);
        if (child) check_value(k, m->shape, child, path_join(k, path, span_of(m->name)));
        else if (m->flags & REQUIRED) check_missing(k, m, path_join(k, path, span_of(m->name)));
    }
}

static void check_list(struct check *k, const struct shape *shape, const struct doc *value, const char *path)
{
    check_bounds(k, shape, value, path, (int64_t)doc_count(value), "length");
    for (uint32_t i = 0; i < value->list.count && k->errors < ERRORS_MAX; i++)
        check_value(k, shape->element, value->list.items[i],
                    arena_printf(&k->call->arena, "%s.%u.member", path, i + 1));
}

static bool length_fits(const struct shape *shape, const struct doc *value)
{
    int64_t count = (int64_t)doc_count(value);

    return !(shape->flags & HAS_MIN && count < shape->min) && !(shape->flags & HAS_MAX && count > shape->max);
}

/* AWS: lists that are a map's values are spoken of together, and with the whole map; false when one does not fit. */
static bool check_map_lists(struct check *k, const struct shape *list, const struct doc *value, const char *path)
{
    bool fits = true;

    for (uint32_t i = 0; i < value->map.count; i++) fits &= length_fits(list, value->map.members[i].value);
    if (!fits)
        broken(k, value, path,
               arena_printf(&k->call->arena,
                            "Map value must satisfy constraint: [Member must have length less than or equal to %" PRId64
                            ", Member must have length greater than or equal to %" PRId64 "]",
                            list->max, list->min));
    return fits;
}

static void check_map(struct check *k, const struct shape *shape, const struct doc *value, const char *path)
{
    struct arena *a = &k->call->arena;

    check_bounds(k, shape, value, path, (int64_t)doc_count(value), "length");
    if (shape->element->type == T_LIST && shape->element->flags & HAS_MAX &&
        !check_map_lists(k, shape->element, value, path))
        return;
    for (uint32_t i = 0; i < value->map.count && k->errors < ERRORS_MAX; i++) {
        const struct doc_member *m = &value->map.members[i];
        if (shape->key) check_value(k, shape->key, doc_string(a, m->name), path);
        check_value(k, shape->element, m->value, arena_printf(a, "%s.%.*s.member", path, SPAN_ARG(m->name)));
    }
}

static bool has_constraints(const struct shape *shape)
{
    return shape->flags & (HAS_MIN | HAS_MAX) || shape->pattern || shape->values;
}

static void check_value(struct check *k, const struct shape *shape, const struct doc *value, const char *path)
{
    switch (shape->type) {
    case T_STRING:
        if (has_constraints(shape)) check_string(k, shape, value, path);
        break;
    case T_INTEGER:
    case T_LONG: check_bounds(k, shape, value, path, value->kind == DOC_INT ? value->integer : 0, "value"); break;
    case T_BLOB: check_bounds(k, shape, value, path, (int64_t)value->text.size, "length"); break;
    case T_LIST: check_list(k, shape, value, path); break;
    case T_MAP: check_map(k, shape, value, path); break;
    case T_STRUCTURE: check_structure(k, shape, value, path); break;
    case T_BOOLEAN:
    case T_DOUBLE:
    case T_TIMESTAMP:
    case T_DOCUMENT: break;
    }
}

/* Who calls from within has the payload in the input, as any member. */
static void payload_open(struct call *c)
{
    const struct member *payload =
        c->operation->flags & STREAMS_IN ? shape_member_in(c->operation->input, IN_PAYLOAD) : NULL;

    if (payload && !c->body_in) c->body_in = source_of_span(&c->arena, doc_get_str(c->in, payload->name));
}

int validate_input(struct call *c)
{
    const struct service_faults *faults = c->service->faults;
    const struct fault_kind *kind = faults && faults->validation ? faults->validation : &fault_validation;
    struct check k = { .call = c };

    if (c->operation->check && c->operation->check(c)) return -1;
    check_value(&k, c->operation->input, c->in, "");
    if (k.errors && !k.missing_told)
        fault(c, kind, "%d validation error%s detected: %.*s", k.errors, k.errors > 1 ? "s" : "",
              SPAN_ARG(buf_span(&k.words)));
    buf_release(&k.words);
    if (c->fault.kind) return -1;
    payload_open(c);
    return c->operation->prepare ? c->operation->prepare(c) : 0;
}
