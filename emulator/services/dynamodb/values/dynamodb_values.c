/* Attribute values: what comes in is decoded and checked here, and what is stored is measured and compared here.
 *
 * The type of a value is the name of its one member, so no tree is built beside the JSON tree. Equality of N and B is
 * equality of text, since both are canonical. Sets are searched through the map's hash index when there is more than a
 * handful, so that no request is quadratic. */
#include "emulator/services/dynamodb/values/dynamodb_values.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/services/dynamodb/values/dynamodb_numbers.h"

#define INVALID "One or more parameter values were invalid: "

static const struct {
    const char *code, *title;
} types[] = {
    [DDB_NONE] = { "", "" },           [DDB_S] = { "S", "STRING" },
    [DDB_N] = { "N", "NUMBER" },       [DDB_B] = { "B", "BINARY" },
    [DDB_SS] = { "SS", "STRING_SET" }, [DDB_NS] = { "NS", "NUMBER_SET" },
    [DDB_BS] = { "BS", "BINARY_SET" }, [DDB_M] = { "M", "MAP" },
    [DDB_L] = { "L", "LIST" },         [DDB_BOOL] = { "BOOL", "BOOLEAN" },
    [DDB_NULL] = { "NULL", "NULL" },
};

const char *ddb_type_code(enum ddb_type type)
{
    return types[type].code;
}

const char *ddb_type_title(enum ddb_type type)
{
    return types[type].title;
}

enum ddb_type ddb_type_of_code(struct span code)
{
    for (enum ddb_type type = DDB_S; type <= DDB_NULL; type++)
        if (span_is(code, types[type].code)) return type;
    return DDB_NONE;
}

/* --- decoding: is it JSON of the right types? --------------------------------------------------------------------- */

static const char *not_a_string(const struct doc *d)
{
    switch (d->kind) {
    case DOC_BOOL:
        return d->boolean ? "TRUE_VALUE cannot be converted to String" : "FALSE_VALUE cannot be converted to String";
    case DOC_INT: return "NUMBER_VALUE cannot be converted to String";
    case DOC_NUMBER: return "DECIMAL_VALUE cannot be converted to String";
    case DOC_LIST: return "";
    case DOC_MAP: return "Start of structure or map found where not expected";
    default: return NULL;
    }
}

/* AWS: "true" is true. */
static const char *decode_bool(struct doc *d)
{
    bool is_true;

    switch (d->kind) {
    case DOC_BOOL: return NULL;
    case DOC_INT: return "NUMBER_VALUE cannot be converted to Boolean";
    case DOC_NUMBER: return "DECIMAL_VALUE cannot be converted to Boolean";
    case DOC_LIST: return "";
    case DOC_MAP: return "Start of structure or map found where not expected";
    default: break;
    }
    is_true = span_is_nocase(doc_chars(d), "true");
    if (!is_true && !span_is_nocase(doc_chars(d), "false")) return "Unexpected token received from parser";
    d->kind = DOC_BOOL;
    d->boolean = is_true;
    return NULL;
}

static bool base64_is_canonical(struct span text)
{
    struct arena scratch = { 0 };
    struct span bytes;
    bool same = base64_decode(&scratch, text, &bytes) && span_eq(base64_text(&scratch, bytes), text);

    arena_release(&scratch);
    return same;
}

static bool base64_has_stranger(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '+' && c != '/' &&
            c != '=')
            return true;
    }
    return false;
}

static const char *decode_blob(struct arena *a, struct doc *d)
{
    switch (d->kind) {
    case DOC_BLOB:
        doc_set_chars(d, base64_text(a, doc_chars(d)));
        d->kind = DOC_STRING;
        return NULL;
    case DOC_STRING: break;
    case DOC_LIST: return "";
    case DOC_MAP: return "Start of structure or map found where not expected";
    default: return "only base-64-encoded strings are convertible to bytes";
    }
    if (base64_has_stranger(doc_chars(d))) return "Invalid Base64 character";
    if (d->text.size % 4)
        return arena_printf(a, "Base64 encoded length is expected a multiple of 4 bytes but found: %u", d->text.size);
    return base64_is_canonical(doc_chars(d)) ? NULL : "Invalid last non-pad Base64 character dectected";
}

static const char *decode_text(struct arena *a, struct doc *d)
{
    (void)a;
    return not_a_string(d);
}

static const char *decode_each(struct doc *list, const char *(*decode)(struct arena *a, struct doc *item))
{
    const char *error;

    if (list->kind == DOC_MAP) return "Start of structure or map found where not expected";
    if (list->kind != DOC_LIST) return "Unexpected field type";
    for (uint32_t i = 0; i < list->list.count; i++)
        if ((error = decode(doc_arena(list), doc_items(list)[i]))) return error;
    return NULL;
}

static const char *decode_map(struct doc *map)
{
    const char *error;

    if (map->kind == DOC_LIST) return "";
    if (map->kind != DOC_MAP) return "Unexpected field type";
    for (uint32_t i = 0; i < map->map.count; i++)
        if ((error = ddb_value_decode(map->map.members[i].value))) return error;
    return NULL;
}

static const char *decode_value(struct arena *a, struct doc *value)
{
    (void)a;
    return ddb_value_decode(value);
}

static const char *decode_content(struct arena *a, enum ddb_type type, struct doc *content)
{
    switch (type) {
    case DDB_S:
    case DDB_N: return decode_text(a, content);
    case DDB_B: return decode_blob(a, content);
    case DDB_SS:
    case DDB_NS: return decode_each(content, decode_text);
    case DDB_BS: return decode_each(content, decode_blob);
    case DDB_L: return decode_each(content, decode_value);
    case DDB_M: return decode_map(content);
    case DDB_BOOL:
    case DDB_NULL: return decode_bool(content);
    case DDB_NONE: break;
    }
    return NULL;
}

/* Unknown and null members are dropped in place; the ten or fewer that stay need no index. */
const char *ddb_value_decode(struct doc *value)
{
    uint32_t kept = 0;

    if (value->kind == DOC_LIST) return "";
    if (value->kind != DOC_MAP) return "Unexpected value type in payload";
    for (uint32_t i = 0; i < value->map.count; i++) {
        struct doc_member m = value->map.members[i];
        enum ddb_type type = ddb_type_of_code(m.name);
        const char *error;
        if (type == DDB_NONE || m.value->kind == DOC_NULL) continue;
        if ((error = decode_content(doc_arena(value), type, m.value))) return error;
        value->map.members[kept++] = m;
    }
    value->map.count = kept;
    doc_renamed(value);
    return NULL;
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

/* Replaces a number's text by its canonical one. */
static const char *check_number(struct arena *a, struct doc *content)
{
    struct ddb_number n;
    enum ddb_number_status status = ddb_number_parse(doc_chars(content), &n);

    if (status == DDB_NUMBER_INVALID)
        return content->text.size == 0
                   ? ddb_number_status_text(status)
                   : arena_printf(a, "%s: %.*s", ddb_number_status_text(status), SPAN_ARG(doc_chars(content)));
    if (status != DDB_NUMBER_OK) return ddb_number_status_text(status);
    doc_set_chars(content, ddb_number_text(a, &n));
    return NULL;
}

/* The set as a map from members to themselves, which finds a member in constant time. */
static struct doc *set_index(struct arena *a, const struct doc *set)
{
    struct doc *index = doc_map(a);

    for (uint32_t i = 0; i < set->list.count; i++) doc_put_span(index, doc_chars(doc_items(set)[i]), doc_items(set)[i]);
    return index;
}

static bool has_duplicates(struct arena *a, const struct doc *set)
{
    return doc_count(set_index(a, set)) < set->list.count;
}

/* [a, b], as Java prints a list. */
static struct span list_text(struct arena *a, const struct doc *set)
{
    struct buf b = { 0 };
    struct span text;

    buf_add_char(&b, '[');
    for (uint32_t i = 0; i < set->list.count; i++) {
        if (i) buf_add_text(&b, ", ");
        buf_add_span(&b, doc_chars(doc_items(set)[i]));
    }
    buf_add_char(&b, ']');
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

static const char *check_string_set(struct arena *a, struct doc *set)
{
    if (set->list.count == 0) return INVALID "An string set  may not be empty";
    if (has_duplicates(a, set))
        return arena_printf(a, INVALID "Input collection %.*s contains duplicates.", SPAN_ARG(list_text(a, set)));
    return NULL;
}

static const char *check_number_set(struct arena *a, struct doc *set)
{
    const char *error;

    if (set->list.count == 0) return INVALID "An number set  may not be empty";
    for (uint32_t i = 0; i < set->list.count; i++)
        if ((error = check_number(a, doc_items(set)[i]))) return error;
    return has_duplicates(a, set) ? "Input collection contains duplicates" : NULL;
}

static const char *check_binary_set(struct arena *a, struct doc *set)
{
    if (set->list.count == 0) return INVALID "Binary sets should not be empty";
    if (has_duplicates(a, set))
        return arena_printf(a, INVALID "Input collection %.*sof type BS contains duplicates.",
                            SPAN_ARG(list_text(a, set)));
    return NULL;
}

static const char *check_list(struct arena *a, struct doc *list)
{
    const char *error;

    for (uint32_t i = 0; i < list->list.count; i++)
        if ((error = ddb_value_check(a, doc_items(list)[i]))) return error;
    return NULL;
}

static const char *check_map(struct arena *a, struct doc *map)
{
    const char *error;

    for (uint32_t i = 0; i < map->map.count; i++) {
        if (map->map.members[i].name.size > DDB_NAME_BYTES_MAX) return ddb_name_check(map->map.members[i].name);
        if ((error = ddb_value_check(a, map->map.members[i].value))) return error;
    }
    return NULL;
}

const char *ddb_name_check(struct span name)
{
    if (!name.size) return INVALID "Empty attribute name";
    return name.size > DDB_NAME_BYTES_MAX ? INVALID "Attribute name is too large, must be less than 65536 bytes" : NULL;
}

/* AWS: observed. A name without a character is told before anything of the values. */
const char *ddb_item_check(struct arena *a, struct doc *item)
{
    return doc_get_span(item, SPAN("")) ? "Empty attribute name" : check_map(a, item);
}

static const char *check_content(struct arena *a, enum ddb_type type, struct doc *content)
{
    switch (type) {
    case DDB_N: return check_number(a, content);
    case DDB_SS: return check_string_set(a, content);
    case DDB_NS: return check_number_set(a, content);
    case DDB_BS: return check_binary_set(a, content);
    case DDB_L: return check_list(a, content);
    case DDB_M: return check_map(a, content);
    case DDB_NULL: return content->boolean ? NULL : INVALID "Null attribute value types must have the value of true";
    case DDB_NONE:
    case DDB_S:
    case DDB_B:
    case DDB_BOOL: break;
    }
    return NULL;
}

const char *ddb_value_check(struct arena *a, struct doc *value)
{
    const char *error;

    if (value->map.count == 0)
        return "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    for (uint32_t i = 0; i < value->map.count; i++) {
        struct doc_member *m = &value->map.members[i];
        if ((error = check_content(a, ddb_type_of_code(m->name), m->value))) return error;
    }
    if (value->map.count > 1)
        return "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
    return NULL;
}

static bool deeper_than(const struct doc *value, int levels)
{
    enum ddb_type type = ddb_value_type(value);
    const struct doc *content = ddb_value_content(value);

    if (type != DDB_L && type != DDB_M) return false;
    if (levels == 0) return true;
    for (uint32_t i = 0; i < doc_count(content); i++)
        if (deeper_than(type == DDB_L ? doc_items(content)[i] : content->map.members[i].value, levels - 1)) return true;
    return false;
}

bool ddb_value_too_deep(const struct doc *value)
{
    return deeper_than(value, DDB_NESTING_MAX - 1);
}

/* --- reading and comparing ---------------------------------------------------------------------------------------- */

enum ddb_type ddb_value_type(const struct doc *value)
{
    return value && value->map.count ? ddb_type_of_code(value->map.members[0].name) : DDB_NONE;
}

struct doc *ddb_value_content(const struct doc *value)
{
    return value && value->map.count ? value->map.members[0].value : NULL;
}

struct span ddb_value_text(const struct doc *value)
{
    return doc_text(ddb_value_content(value));
}

struct span ddb_value_bytes(struct arena *a, const struct doc *value)
{
    struct span bytes = { NULL, 0 };

    switch (ddb_value_type(value)) {
    case DDB_S: return ddb_value_text(value);
    case DDB_B:
        if (!base64_decode(a, ddb_value_text(value), &bytes)) return (struct span){ NULL, 0 };
        return bytes;
    default: return bytes;
    }
}

struct doc *ddb_value_new(struct arena *a, enum ddb_type type, struct doc *content)
{
    struct doc *value = doc_map(a);

    doc_put(value, ddb_type_code(type), content);
    return value;
}

bool ddb_set_has(const struct doc *set, struct span member)
{
    for (uint32_t i = 0; i < doc_count(set); i++)
        if (span_eq(doc_chars(doc_items(set)[i]), member)) return true;
    return false;
}

static bool sets_equal(const struct doc *a, const struct doc *b)
{
    struct arena scratch = { 0 };
    struct doc *index;
    bool equal = doc_count(a) == doc_count(b);

    if (!equal) return false;
    index = set_index(&scratch, a);
    for (uint32_t i = 0; equal && i < b->list.count; i++)
        equal = doc_get_span(index, doc_chars(doc_items(b)[i])) != NULL;
    arena_release(&scratch);
    return equal;
}

static bool lists_equal(const struct doc *a, const struct doc *b)
{
    if (doc_count(a) != doc_count(b)) return false;
    for (uint32_t i = 0; i < a->list.count; i++)
        if (!ddb_value_equal(doc_items(a)[i], doc_items(b)[i])) return false;
    return true;
}

static bool maps_equal(const struct doc *a, const struct doc *b)
{
    if (doc_count(a) != doc_count(b)) return false;
    for (uint32_t i = 0; i < a->map.count; i++) {
        const struct doc *other = doc_get_span(b, a->map.members[i].name);
        if (!other || !ddb_value_equal(a->map.members[i].value, other)) return false;
    }
    return true;
}

bool ddb_value_equal(const struct doc *a, const struct doc *b)
{
    enum ddb_type type = ddb_value_type(a);
    const struct doc *left = ddb_value_content(a), *right = ddb_value_content(b);

    if (type == DDB_NONE || type != ddb_value_type(b)) return false;
    switch (type) {
    case DDB_S:
    case DDB_N:
    case DDB_B: return span_eq(doc_chars(left), doc_chars(right));
    case DDB_SS:
    case DDB_NS:
    case DDB_BS: return sets_equal(left, right);
    case DDB_L: return lists_equal(left, right);
    case DDB_M: return maps_equal(left, right);
    case DDB_BOOL: return left->boolean == right->boolean;
    case DDB_NULL: return true;
    case DDB_NONE: break;
    }
    return false;
}

static bool compare_numbers(struct span a, struct span b, int *order)
{
    struct ddb_number x, y;

    if (ddb_number_parse(a, &x) || ddb_number_parse(b, &y)) return false;
    *order = ddb_number_compare(&x, &y);
    return true;
}

bool ddb_value_compare(struct arena *scratch, const struct doc *a, const struct doc *b, int *order)
{
    enum ddb_type type = ddb_value_type(a);

    if (type != ddb_value_type(b)) return false;
    switch (type) {
    case DDB_N: return compare_numbers(ddb_value_text(a), ddb_value_text(b), order);
    case DDB_S: *order = span_compare(ddb_value_text(a), ddb_value_text(b)); return true;
    case DDB_B: *order = span_compare(ddb_value_bytes(scratch, a), ddb_value_bytes(scratch, b)); return true;
    default: return false;
    }
}

struct doc *ddb_set_union(struct arena *arena, const struct doc *a, const struct doc *b)
{
    struct doc *index = set_index(arena, a), *all = doc_shallow(arena, a);

    for (uint32_t i = 0; i < doc_count(b); i++)
        if (!doc_get_span(index, doc_chars(doc_items(b)[i]))) doc_append(all, doc_items(b)[i]);
    return all;
}

struct doc *ddb_set_minus(struct arena *arena, const struct doc *a, const struct doc *b)
{
    struct doc *index = set_index(arena, b), *rest = doc_list(arena);

    for (uint32_t i = 0; i < doc_count(a); i++)
        if (!doc_get_span(index, doc_chars(doc_items(a)[i]))) doc_append(rest, doc_items(a)[i]);
    return rest;
}

/* --- sizes -------------------------------------------------------------------------------------------------------- */

static size_t number_size(struct span text)
{
    struct ddb_number n;

    return ddb_number_parse(text, &n) == DDB_NUMBER_OK ? ddb_number_size(&n) : 1;
}

static size_t base64_size(struct span text)
{
    size_t padding = span_ends(text, "==") ? 2 : span_ends(text, "=") ? 1 : 0;

    return text.size / 4 * 3 - padding;
}

static size_t set_size(const struct doc *set, size_t (*size)(struct span text))
{
    size_t sum = 0;

    for (uint32_t i = 0; i < doc_count(set); i++) sum += size(doc_chars(doc_items(set)[i]));
    return sum;
}

static size_t text_size(struct span text)
{
    return text.size;
}

/* AWS: CapacityUnitCalculations: a list or map costs 3 bytes and one for each of its elements. */
static size_t list_size(const struct doc *list)
{
    size_t sum = 3;

    for (uint32_t i = 0; i < doc_count(list); i++) sum += 1 + ddb_value_size(doc_items(list)[i]);
    return sum;
}

size_t ddb_item_size(const struct doc *item)
{
    size_t sum = 0;

    for (uint32_t i = 0; i < doc_count(item); i++)
        sum += item->map.members[i].name.size + ddb_value_size(item->map.members[i].value);
    return sum;
}

size_t ddb_value_size(const struct doc *value)
{
    const struct doc *content = ddb_value_content(value);

    switch (ddb_value_type(value)) {
    case DDB_S: return content->text.size;
    case DDB_N: return number_size(doc_chars(content));
    case DDB_B: return base64_size(doc_chars(content));
    case DDB_SS: return set_size(content, text_size);
    case DDB_NS: return set_size(content, number_size);
    case DDB_BS: return set_size(content, base64_size);
    case DDB_L: return list_size(content);
    case DDB_M: return 3 + doc_count(content) + ddb_item_size(content);
    case DDB_BOOL:
    case DDB_NULL: return 1;
    case DDB_NONE: break;
    }
    return 0;
}
