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
    bool is_told;  /* the service worded what is broken itself */
    bool is_terse; /* see struct service_faults */
    bool names_input, tells_lists;
};

/* Where a value is: a chain on the stack up to the input, which is put into words only when something is broken. */
struct place {
    const struct place *above; /* NULL: the input itself */
    struct span name;          /* of a structure's member, or of a map's */
    uint32_t number;           /* of a list's item, from 1 */
    enum { OF_STRUCTURE, OF_LIST, OF_MAP } kind;
};

static void check_value(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at);

/* AWS: "createStageInput." before what stands in the body. */
static void input_write(struct check *k, struct buf *b, const struct place *at)
{
    const struct operation *o = k->call->operation;
    const struct member *m;

    while (at->above && at->above->above) at = at->above;
    m = at->above ? shape_member(o->input, at->name) : NULL;
    if (!k->names_input || !m || m->place != IN_BODY) return;
    buf_printf(b, "%c%sInput.", tolower((unsigned char)o->name[0]), o->name + 1);
}

static void place_write(struct buf *b, const struct place *at)
{
    if (!at->above) return;
    place_write(b, at->above);
    if (at->above->above) buf_add_char(b, '.');
    if (at->kind == OF_LIST) {
        buf_printf(b, "%u.member", at->number);
    } else if (at->kind == OF_MAP) {
        buf_printf(b, "%.*s.member", SPAN_ARG(at->name));
    } else {
        buf_add_char(b, (char)tolower((unsigned char)at->name.data[0]));
        buf_add_span(b, span_sub(at->name, 1, SIZE_MAX));
    }
}

/* As AWS writes it, in the call's arena. */
static const char *place_text(struct check *k, const struct place *at)
{
    struct buf path = { 0 };
    const char *text;

    input_write(k, &path, at);
    place_write(&path, at);
    text = arena_string(&k->call->arena, buf_span(&path));
    buf_release(&path);
    return text;
}

static void value_print(struct buf *b, const struct shape *shape, const struct doc *value);

/* AWS: KeySchemaElement(attributeName=a, keyType=HASH), the members as its model has them in their order. */
static void structure_print(struct buf *b, const struct shape *shape, const struct doc *value)
{
    const char *between = "";

    buf_printf(b, "%s(", shape->java_name);
    for (const struct member *m = shape->members; m->name; m++) {
        const struct doc *member = doc_get(value, m->name);
        if (!member) continue;
        buf_printf(b, "%s%c%s=", between, tolower((unsigned char)m->name[0]), m->name + 1);
        value_print(b, m->shape, member);
        between = ", ";
    }
    buf_add_char(b, ')');
}

/* How Java would print the value. */
static void value_print(struct buf *b, const struct shape *shape, const struct doc *value)
{
    const char *between = "";

    switch (value->kind) {
    case DOC_STRING: buf_add_span(b, doc_chars(value)); break;
    case DOC_BLOB:
        buf_printf(b, "java.nio.HeapByteBuffer[pos=0 lim=%u cap=%u]", value->text.size, value->text.size);
        break;
    case DOC_LIST:
        buf_add_char(b, '[');
        for (uint32_t i = 0; i < value->list.count; i++, between = ", ") {
            buf_add_text(b, between);
            value_print(b, shape->type == T_LIST ? shape->element : shape, doc_items(value)[i]);
        }
        buf_add_char(b, ']');
        break;
    case DOC_MAP:
        if (shape->type == T_STRUCTURE && shape->java_name) {
            structure_print(b, shape, value);
            break;
        }
        buf_add_char(b, '{');
        for (uint32_t i = 0; i < value->map.count; i++, between = ", ") {
            buf_printf(b, "%s%.*s=", between, SPAN_ARG(value->map.members[i].name));
            value_print(b, shape->type == T_MAP ? shape->element : shape, value->map.members[i].value);
        }
        buf_add_char(b, '}');
        break;
    default: json_write(b, value); break;
    }
}

static void broken(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at,
                   const char *constraint)
{
    if (k->errors++ >= ERRORS_MAX) return;
    buf_add_text(&k->words, k->errors > 1 ? "; Value " : "Value ");
    if (k->is_terse) {
        buf_add_text(&k->words, "at");
    } else if (value) {
        buf_add_char(&k->words, '\'');
        value_print(&k->words, shape, value);
        buf_add_char(&k->words, '\'');
    } else {
        buf_add_text(&k->words, "null");
    }
    buf_printf(&k->words, "%s '%s' failed to satisfy constraint: %s", k->is_terse ? "" : " at", place_text(k, at),
               constraint);
}

static void check_bounds(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at,
                         int64_t measure, const char *what)
{
    struct arena *a = &k->call->arena;

    if (shape->flags & HAS_MIN && measure < shape->min)
        broken(k, shape, value, at,
               arena_printf(a, "Member must have %s greater than or equal to %" PRId64, what, shape->min));
    if (shape->flags & HAS_MAX && measure > shape->max)
        broken(k, shape, value, at,
               arena_printf(a, "Member must have %s less than or equal to %" PRId64, what, shape->max));
}

static const char *enum_words(struct check *k, const struct shape *shape)
{
    struct buf words = { 0 };
    const char *text;

    buf_add_text(&words, "Member must satisfy enum value set: [");
    for (const char *const *v = shape->values; *v; v++) buf_printf(&words, "%s%s", v == shape->values ? "" : ", ", *v);
    buf_add_char(&words, ']');
    text = arena_string(&k->call->arena, buf_span(&words));
    buf_release(&words);
    return text;
}

static void check_enum(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    for (const char *const *v = shape->values; *v; v++)
        if (span_is(doc_chars(value), *v)) return;
    broken(k, shape, value, at, k->is_terse ? "Member must satisfy enum value set" : enum_words(k, shape));
}

/* True: the service told it in its own words. */
static bool check_malformed(struct check *k, const struct place *at)
{
    const struct service_faults *faults = k->call->service->faults;

    if (!faults || !faults->malformed || !faults->malformed(k->call, place_text(k, at))) return false;
    k->is_told = true;
    return true;
}

static void check_string(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    if (shape->flags & (HAS_MIN | HAS_MAX))
        check_bounds(k, shape, value, at, (int64_t)span_code_points(doc_chars(value)), "length");
    if (shape->flags & TOLD_ALONE && k->errors) return;
    if (shape->pattern && !pattern_matches(shape->pattern, doc_chars(value)) && !check_malformed(k, at))
        broken(k, shape, value, at,
               arena_printf(&k->call->arena, "Member must satisfy regular expression pattern: %s", shape->pattern));
    if (shape->values) check_enum(k, shape, value, at);
}

static bool has_constraints(const struct shape *shape)
{
    return shape->flags & (HAS_MIN | HAS_MAX) || shape->pattern || shape->values;
}

static void check_missing(struct check *k, const struct place *at)
{
    const struct service_faults *faults = k->call->service->faults;

    if (faults && faults->missing) {
        faults->missing(k->call, place_text(k, at));
        k->is_told = true;
    } else {
        broken(k, NULL, NULL, at, "Member must not be null");
    }
}

/* NULL: it is not there, but must be. */
static void check_member(struct check *k, const struct member *m, const struct doc *value, const struct place *above)
{
    struct place place = { .above = above, .name = span_of(m->name), .kind = OF_STRUCTURE };

    if (value) check_value(k, m->shape, value, &place);
    else check_missing(k, &place);
}

/* True: one of the members that are told alone is broken, and was told. */
static bool check_alone(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    for (const struct member *m = shape->members; m->name && !k->errors; m++) {
        const struct doc *child = m->shape->flags & TOLD_ALONE ? doc_get(value, m->name) : NULL;
        if (child) check_member(k, m, child, at);
    }
    return k->errors > 0;
}

static void check_structure(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    if (!at->above && check_alone(k, shape, value, at)) return;
    for (const struct member *m = shape->members; m->name; m++) {
        const struct doc *child = doc_get(value, m->name);
        if (child || m->flags & REQUIRED) check_member(k, m, child, at);
    }
}

/* AWS, of some services: a list of texts of which one does not fit is told with all that its items must be. */
static const char *item_words(struct check *k, const struct shape *item)
{
    struct buf words = { 0 };
    const char *text;

    if (item->flags & HAS_MAX)
        buf_printf(&words, "Member must have length less than or equal to %" PRId64 ", ", item->max);
    if (item->flags & HAS_MIN)
        buf_printf(&words, "Member must have length greater than or equal to %" PRId64 ", ", item->min);
    if (item->values && k->is_terse) buf_add_text(&words, "Member must satisfy enum value set, ");
    if (item->values && !k->is_terse) buf_printf(&words, "%s, ", enum_words(k, item));
    if (item->pattern)
        buf_printf(&words, "Member must satisfy regular expression pattern: %s, Member must not be null, ",
                   item->pattern);
    else if (k->tells_lists) buf_add_text(&words, "Member must not be null, ");
    text = arena_string(&k->call->arena, span_sub(buf_span(&words), 0, words.size - 2));
    buf_release(&words);
    return text;
}

static bool check_texts(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    const struct shape *item = shape->element;
    struct check each = { .call = k->call, .is_terse = true };

    if (!(k->is_terse || k->names_input || k->tells_lists) || item->type != T_STRING || !has_constraints(item))
        return true;
    for (uint32_t i = 0; i < value->list.count && !each.errors; i++) check_string(&each, item, doc_items(value)[i], at);
    buf_release(&each.words);
    if (!each.errors) return true;
    broken(k, shape, value, at,
           arena_printf(&k->call->arena, "Member must satisfy constraint: [%s]", item_words(k, item)));
    return false;
}

static void check_list(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    check_bounds(k, shape, value, at, (int64_t)doc_count(value), "length");
    if (!check_texts(k, shape, value, at)) return;
    for (uint32_t i = 0; i < value->list.count && k->errors < ERRORS_MAX; i++) {
        struct place place = { .above = at, .number = i + 1, .kind = OF_LIST };
        check_value(k, shape->element, doc_items(value)[i], &place);
    }
}

static bool length_fits(const struct shape *shape, const struct doc *value)
{
    int64_t count = (int64_t)doc_count(value);

    return !(shape->flags & HAS_MIN && count < shape->min) && !(shape->flags & HAS_MAX && count > shape->max);
}

/* AWS: lists that are a map's values are spoken of together, and with the whole map; false when one does not fit. */
static bool check_map_lists(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    const struct shape *list = shape->element;
    bool fits = true;

    for (uint32_t i = 0; i < value->map.count; i++) fits &= length_fits(list, value->map.members[i].value);
    if (!fits)
        broken(k, shape, value, at,
               arena_printf(&k->call->arena,
                            "Map value must satisfy constraint: [Member must have length less than or equal to %" PRId64
                            ", Member must have length greater than or equal to %" PRId64 "]",
                            list->max, list->min));
    return fits;
}

static void check_map(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    check_bounds(k, shape, value, at, (int64_t)doc_count(value), "length");
    if (shape->element->type == T_LIST && shape->element->flags & HAS_MAX && !check_map_lists(k, shape, value, at))
        return;
    for (uint32_t i = 0; i < value->map.count && k->errors < ERRORS_MAX; i++) {
        const struct doc_member *m = &value->map.members[i];
        struct place place = { .above = at, .name = m->name, .kind = OF_MAP };
        if (shape->key) check_value(k, shape->key, doc_string(&k->call->arena, m->name), at);
        check_value(k, shape->element, m->value, &place);
    }
}

static void check_value(struct check *k, const struct shape *shape, const struct doc *value, const struct place *at)
{
    switch (shape->type) {
    case T_STRING:
        if (has_constraints(shape)) check_string(k, shape, value, at);
        break;
    case T_INTEGER:
    case T_LONG: check_bounds(k, shape, value, at, value->kind == DOC_INT ? value->integer : 0, "value"); break;
    case T_BLOB: check_bounds(k, shape, value, at, (int64_t)value->text.size, "length"); break;
    case T_LIST: check_list(k, shape, value, at); break;
    case T_MAP: check_map(k, shape, value, at); break;
    case T_STRUCTURE: check_structure(k, shape, value, at); break;
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
    struct check k = { .call = c,
                       .is_terse = faults && faults->is_terse,
                       .names_input = faults && faults->names_input,
                       .tells_lists = faults && faults->tells_lists };

    if (c->operation->check && c->operation->check(c)) return -1;
    check_value(&k, c->operation->input, c->in, &(struct place){ 0 });
    if (k.errors && !k.is_told && faults && faults->broken) faults->broken(c);
    else if (k.errors && !k.is_told)
        fault(c, kind, "%d validation error%s detected: %.*s", k.errors, k.errors > 1 ? "s" : "",
              SPAN_ARG(buf_span(&k.words)));
    buf_release(&k.words);
    if (c->fault.kind) return -1;
    payload_open(c);
    return c->operation->prepare ? c->operation->prepare(c) : 0;
}
