/* Documents to neutral trees, driven by shapes.
 *
 * AWS: the words of type mismatches are those of its Java front end ("NUMBER_VALUE cannot be converted to String"). */
#include "emulator/wire/doc_shape.h"

#include <math.h>

#include "emulator/base/digest.h"
#include "emulator/base/times.h"
#include "emulator/core/service.h"
#include "emulator/wire/shape_time.h"

static const char *token_name(const struct doc *d)
{
    switch (d->kind) {
    case DOC_BOOL: return d->boolean ? "TRUE_VALUE" : "FALSE_VALUE";
    case DOC_INT: return "NUMBER_VALUE";
    case DOC_NUMBER: return "DECIMAL_VALUE";
    default: return "STRING_VALUE";
    }
}

/* Where a value stands: as a structure's member, or as an element of a list or map. */
enum place { MEMBER, ELEMENT };

static struct doc *read_value(struct call *c, const struct shape *shape, struct doc *d, enum place place);

/* AWS: DynamoDB reads JSON by a reader of its own. */
static bool has_own_reader(const struct call *c)
{
    return c->service && c->service->wire & WIRE_OWN_JSON;
}

static struct doc *refuse(struct call *c, const char *words)
{
    fault(c, &fault_serialization, "%s", words);
    return NULL;
}

static struct doc *unwanted_list(struct call *c)
{
    return refuse(c, has_own_reader(c) ? "" : "Start of list found where not expected");
}

static struct doc *unwanted_map(struct call *c)
{
    return refuse(c, has_own_reader(c) ? "Start of structure or map found where not expected"
                                       : "Start of structure or map found where not expected.");
}

static struct doc *mismatch(struct call *c, const struct doc *d, const char *wanted)
{
    if (d->kind == DOC_MAP) return unwanted_map(c);
    if (d->kind == DOC_LIST) return unwanted_list(c);
    fault(c, &fault_serialization, "%s cannot be converted to %s", token_name(d), wanted);
    return NULL;
}

/* AWS: API Gateway's front end tells a number by its class. */
static struct doc *no_string(struct call *c, const struct doc *d)
{
    if (doc_is_number(d) && c->service && c->service->wire & WIRE_BIG_NUMBER)
        return refuse(
            c, "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String");
    return mismatch(c, d, "String");
}

/* Neither a structure nor, where one is wanted, a list or a map. */
static struct doc *collection_mismatch(struct call *c, const struct shape *shape, const struct doc *d, enum place place)
{
    if (d->kind == DOC_MAP) return unwanted_map(c);
    if (d->kind == DOC_LIST) return unwanted_list(c);
    if (place == MEMBER) return refuse(c, "Unexpected field type");
    if (shape->type == T_STRUCTURE) return refuse(c, "Unexpected value type in payload");
    return refuse(c, has_own_reader(c) ? "" : "Unexpected field type");
}

/* AWS: to DynamoDB "true" is true. */
static struct doc *read_boolean(struct call *c, struct doc *d)
{
    if (d->kind == DOC_BOOL) return d;
    if (d->kind != DOC_STRING || !has_own_reader(c)) return mismatch(c, d, "Boolean");
    if (span_is_nocase(doc_chars(d), "true")) return doc_bool(&c->arena, true);
    if (span_is_nocase(doc_chars(d), "false")) return doc_bool(&c->arena, false);
    return refuse(c, "Unexpected token received from parser");
}

static struct doc *read_integer(struct call *c, const struct shape *shape, struct doc *d)
{
    const char *wanted = shape->type == T_LONG ? "Long" : "Integer";
    double value;

    if (d->kind == DOC_NUMBER) {
        value = trunc(doc_as_double(d));
        if (value < -9.2e18 || value > 9.2e18) return mismatch(c, d, wanted);
        d = doc_int(&c->arena, (int64_t)value);
    }
    if (d->kind != DOC_INT) return mismatch(c, d, wanted);
    if (shape->type == T_INTEGER && (d->integer < INT32_MIN || d->integer > INT32_MAX)) return mismatch(c, d, wanted);
    return d;
}

static struct doc *read_timestamp(struct call *c, struct doc *d)
{
    int64_t ms;

    if (doc_is_number(d) && shape_time_of_seconds(doc_as_double(d), &ms)) return doc_int(&c->arena, ms);
    if (d->kind == DOC_STRING && time_parse_iso8601(doc_chars(d), &ms)) return doc_int(&c->arena, ms);
    return mismatch(c, d, "Date");
}

static struct doc *read_blob(struct call *c, struct doc *d)
{
    struct span bytes;

    if (d->kind == DOC_BLOB) return d;
    if (d->kind != DOC_STRING && d->kind != DOC_MAP && d->kind != DOC_LIST && has_own_reader(c))
        return refuse(c, "only base-64-encoded strings are convertible to bytes");
    if (d->kind != DOC_STRING) return mismatch(c, d, "Blob");
    if (base64_decode(&c->arena, doc_chars(d), &bytes)) return doc_blob(&c->arena, bytes);
    fault(c, &fault_serialization, "%s", "Invalid base64 in a blob member");
    return NULL;
}

static struct doc *read_list(struct call *c, const struct shape *shape, struct doc *d, enum place place)
{
    struct doc *list;

    if (d->kind != DOC_LIST) return collection_mismatch(c, shape, d, place);
    list = doc_list_for(&c->arena, d->list.count);
    for (uint32_t i = 0; i < d->list.count; i++) {
        struct doc *item = doc_items(d)[i];
        if (item->kind == DOC_NULL && shape->flags & NULL_IS_EMPTY) item = doc_map(&c->arena);
        if (item->kind == DOC_NULL) continue;
        item = read_value(c, shape->element, item, ELEMENT);
        if (!item) return NULL;
        doc_append(list, item);
    }
    return list;
}

static struct doc *read_map(struct call *c, const struct shape *shape, struct doc *d, enum place place)
{
    struct doc *map;

    if (d->kind != DOC_MAP) return collection_mismatch(c, shape, d, place);
    map = doc_map_for(&c->arena, d->map.count);
    for (uint32_t i = 0; i < d->map.count; i++) {
        struct doc *value = d->map.members[i].value;
        if (value->kind == DOC_NULL && shape->flags & NULL_IS_EMPTY) value = doc_string(&c->arena, SPAN(""));
        if (value->kind == DOC_NULL) continue;
        value = read_value(c, shape->element, value, ELEMENT);
        if (!value) return NULL;
        doc_put_span(map, d->map.members[i].name, value);
    }
    return map;
}

static const struct member *body_member(const struct shape *shape, struct span name)
{
    for (const struct member *m = shape->members; m->name; m++)
        if (m->place == IN_BODY && span_is(name, m->json_name ? m->json_name : m->name)) return m;
    return NULL;
}

/* AWS: of what does not fit, the first in the body's order is told. */
static struct doc *read_structure(struct call *c, const struct shape *shape, struct doc *d, enum place place)
{
    struct doc *map;

    if (d->kind != DOC_MAP) return collection_mismatch(c, shape, d, place);
    map = doc_map_for(&c->arena, d->map.count);
    for (uint32_t i = 0; i < d->map.count; i++) {
        const struct member *m = body_member(shape, d->map.members[i].name);
        struct doc *value = d->map.members[i].value;
        if (!m || value->kind == DOC_NULL) continue;
        value = read_value(c, m->shape, value, MEMBER);
        if (!value) return NULL;
        doc_put(map, m->name, value);
    }
    return map;
}

static struct doc *read_document(struct call *c, const struct shape *shape, struct doc *d)
{
    const char *words = shape->decode ? shape->decode(d) : NULL;

    return words ? refuse(c, words) : d;
}

static struct doc *read_value(struct call *c, const struct shape *shape, struct doc *d, enum place place)
{
    switch (shape->type) {
    case T_STRING: return d->kind == DOC_STRING ? d : no_string(c, d);
    case T_BOOLEAN: return read_boolean(c, d);
    case T_INTEGER:
    case T_LONG: return read_integer(c, shape, d);
    case T_DOUBLE: return doc_is_number(d) ? d : mismatch(c, d, "Double");
    case T_TIMESTAMP: return read_timestamp(c, d);
    case T_BLOB: return read_blob(c, d);
    case T_LIST: return read_list(c, shape, d, place);
    case T_MAP: return read_map(c, shape, d, place);
    case T_STRUCTURE: return read_structure(c, shape, d, place);
    case T_DOCUMENT: return read_document(c, shape, d);
    }
    return NULL;
}

struct doc *doc_shape_read(struct call *c, const struct shape *shape, struct doc *d)
{
    return read_value(c, shape, d, MEMBER);
}

/* --- faults ------------------------------------------------------------------------------------------------------- */

/* Those about who asks, and what he may. */
static bool is_of_access(const struct fault_kind *kind)
{
    return kind == &fault_missing_token || kind == &fault_unrecognized_client || kind == &fault_invalid_signature ||
           kind == &fault_incomplete_signature || kind == &fault_access_denied || kind == &fault_expired_token;
}

static const char *fault_namespace(const struct call *c)
{
    const char *own = c->service ? c->service->error_namespace : NULL;

    if (c->fault.kind == &fault_validation) return "com.amazon.coral.validate";
    if (c->fault.kind == &fault_serialization || c->fault.kind == &fault_unknown_operation ||
        c->fault.kind == &fault_too_large || c->fault.kind->is_of_coral || (own && is_of_access(c->fault.kind)))
        return "com.amazon.coral.service";
    return own;
}

struct doc *doc_fault(struct arena *a, const struct call *c, bool with_type)
{
    const struct fault_raised *f = &c->fault;
    const char *space = fault_namespace(c);
    struct doc *d = doc_map(a);

    if (with_type) doc_put_format(d, "__type", "%s%s%s", space ? space : "", space ? "#" : "", f->kind->code);
    else if (c->service && c->service->wire & WIRE_TYPE)
        doc_put_cstr(d, "Type", f->kind->blame == SENDER ? "User" : "Server");
    if (*f->message || f->kind != &fault_serialization)
        doc_put_str(d, f->kind->says_message_capital ? "Message" : "message",
                    (struct span){ f->message, f->message_size });
    for (size_t i = 0; i < doc_count(f->extra); i++)
        doc_put_span(d, f->extra->map.members[i].name, f->extra->map.members[i].value);
    return d;
}
