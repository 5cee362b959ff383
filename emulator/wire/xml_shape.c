/* One walk to write, one to read. */
#include "emulator/wire/xml_shape.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/xml.h"
#include "emulator/wire/shape_time.h"

static const char *item_name_of(const struct shape *list)
{
    return list->element_name ? list->element_name : "member";
}

static const char *key_name_of(const struct shape *map)
{
    return map->key_name ? map->key_name : "key";
}

static const char *value_name_of(const struct shape *map)
{
    return map->value_name ? map->value_name : "value";
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void write_named(struct buf *b, const char *name, const struct shape *shape, const struct doc *tree,
                        unsigned flags);

static void write_scalar(struct buf *b, const struct doc *tree, const struct shape *shape)
{
    struct arena a = { 0 };

    switch (tree->kind) {
    case DOC_INT:
        if (shape->type == T_TIMESTAMP) buf_add_span(b, shape_time_write(&a, shape, TIME_ISO8601, tree->integer));
        else buf_add_int(b, tree->integer);
        break;
    case DOC_BOOL: buf_add_text(b, tree->boolean ? "true" : "false"); break;
    case DOC_BLOB: base64_encode(b, doc_chars(tree)); break;
    case DOC_NUMBER: buf_add_span(b, doc_chars(tree)); break;
    default: xml_text(b, doc_text(tree)); break;
    }
    arena_release(&a);
}

void xml_shape_write_members(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    for (uint32_t i = 0; i < tree->map.count; i++) {
        const struct member *m = shape_member(shape, tree->map.members[i].name);
        if (!m) log_error("a reply has the member %.*s, which its shape lacks", SPAN_ARG(tree->map.members[i].name));
        else if (m->place == IN_BODY && !(m->flags & XML_ATTRIBUTE))
            write_named(b, member_wire_name(m), m->shape, tree->map.members[i].value, m->flags);
    }
}

static void write_list(struct buf *b, const char *name, const struct shape *shape, const struct doc *tree,
                       unsigned flags)
{
    const char *item_name = flags & FLATTENED ? name : item_name_of(shape);

    if (!(flags & FLATTENED)) xml_open(b, name);
    for (uint32_t i = 0; i < tree->list.count; i++) write_named(b, item_name, shape->element, doc_items(tree)[i], 0);
    if (!(flags & FLATTENED)) xml_close(b, name);
}

static void write_map(struct buf *b, const char *name, const struct shape *shape, const struct doc *tree,
                      unsigned flags)
{
    const char *entry_name = flags & FLATTENED ? name : "entry";

    if (!(flags & FLATTENED)) xml_open(b, name);
    for (uint32_t i = 0; i < tree->map.count; i++) {
        xml_open(b, entry_name);
        xml_element(b, key_name_of(shape), tree->map.members[i].name);
        write_named(b, value_name_of(shape), shape->element, tree->map.members[i].value, 0);
        xml_close(b, entry_name);
    }
    if (!(flags & FLATTENED)) xml_close(b, name);
}

static void write_attributes(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    for (const struct member *m = shape->members; m->name; m++) {
        const struct doc *value = m->flags & XML_ATTRIBUTE ? doc_get(tree, m->name) : NULL;
        if (!value) continue;
        buf_printf(b, " %s=\"", member_wire_name(m));
        write_scalar(b, value, m->shape);
        buf_add_char(b, '"');
    }
}

static void write_structure(struct buf *b, const char *name, const char *head, const struct shape *shape,
                            const struct doc *tree)
{
    buf_add_char(b, '<');
    buf_add_text(b, name);
    buf_add_text(b, head);
    if (shape->xml_namespace) buf_printf(b, " %s", shape->xml_namespace);
    write_attributes(b, shape, tree);
    buf_add_char(b, '>');
    xml_shape_write_members(b, shape, tree);
    xml_close(b, name);
}

static void write_named(struct buf *b, const char *name, const struct shape *shape, const struct doc *tree,
                        unsigned flags)
{
    switch (shape->type) {
    case T_LIST: write_list(b, name, shape, tree, flags); break;
    case T_MAP: write_map(b, name, shape, tree, flags); break;
    case T_STRUCTURE: write_structure(b, name, "", shape, tree); break;
    default:
        xml_open(b, name);
        write_scalar(b, tree, shape);
        xml_close(b, name);
        break;
    }
}

void xml_shape_write(struct buf *b, const char *name, const char *head, const struct shape *shape,
                     const struct doc *tree)
{
    if (shape->type == T_STRUCTURE) {
        write_structure(b, name, head, shape, tree);
    } else {
        buf_printf(b, "<%s%s>", name, head);
        write_scalar(b, tree, shape);
        xml_close(b, name);
    }
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct reading {
    struct call *c;
    const struct fault_kind *malformed;
};

static struct doc *read_value(const struct reading *r, const struct shape *shape, const struct xml_element *e);

static struct doc *unfit(const struct reading *r)
{
    fault(r->c, r->malformed,
          "The XML you provided was not well-formed or did not validate against our published schema");
    return NULL;
}

static struct doc *read_text(const struct reading *r, const struct shape *shape, struct span text)
{
    struct arena *a = &r->c->arena;
    struct span word = span_trim(text), bytes;
    struct doc *d;
    int64_t number;

    switch (shape->type) {
    case T_BOOLEAN:
        if (span_is_nocase(word, "true") || span_is(word, "1")) return doc_bool(a, true);
        return span_is_nocase(word, "false") || span_is(word, "0") ? doc_bool(a, false) : unfit(r);
    case T_INTEGER:
        if (!span_int(word, &number) || number < INT32_MIN || number > INT32_MAX) return unfit(r);
        return doc_int(a, number);
    case T_LONG: return span_int(word, &number) ? doc_int(a, number) : unfit(r);
    case T_DOUBLE: d = json_parse(a, word, NULL); return doc_is_number(d) ? d : unfit(r);
    case T_TIMESTAMP: return shape_time_read(word, &number) ? doc_int(a, number) : unfit(r);
    case T_BLOB: return base64_decode(a, word, &bytes) ? doc_blob(a, bytes) : unfit(r);
    default: return doc_string(a, text);
    }
}

/* The pieces of a list: of that name where it is flattened, its siblings, else the children. */
static struct doc *read_items(const struct reading *r, const struct shape *shape, const struct xml_element *first,
                              const char *name)
{
    struct doc *list = doc_list(&r->c->arena), *item;

    for (const struct xml_element *e = xml_named(first, name); e; e = xml_named(e->next, name)) {
        item = read_value(r, shape->element, e);
        if (!item) return NULL;
        doc_append(list, item);
    }
    return list;
}

static struct doc *read_entries(const struct reading *r, const struct shape *shape, const struct xml_element *first,
                                const char *name)
{
    struct doc *map = doc_map(&r->c->arena);

    for (const struct xml_element *e = xml_named(first, name); e; e = xml_named(e->next, name)) {
        const struct xml_element *key = xml_child(e, key_name_of(shape)), *value = xml_child(e, value_name_of(shape));
        struct doc *d = key && value ? read_value(r, shape->element, value) : NULL;
        if (!d) return r->c->fault.kind ? NULL : unfit(r);
        doc_put_span(map, key->text, d);
    }
    return map;
}

/* NULL without a fault: it is not there. */
static struct doc *read_member(const struct reading *r, const struct member *m, const struct xml_element *parent)
{
    const char *name = member_wire_name(m);
    const struct xml_element *child = xml_child(parent, name);
    struct span text;

    if (m->flags & XML_ATTRIBUTE) {
        text = xml_attribute(parent, name);
        return text.data ? read_text(r, m->shape, text) : NULL;
    }
    if (!child) return NULL;
    if (m->flags & FLATTENED && m->shape->type == T_LIST) return read_items(r, m->shape, child, name);
    if (m->flags & FLATTENED && m->shape->type == T_MAP) return read_entries(r, m->shape, child, name);
    return read_value(r, m->shape, child);
}

static struct doc *read_structure(const struct reading *r, const struct shape *shape, const struct xml_element *e)
{
    struct doc *map = doc_map(&r->c->arena);

    for (const struct member *m = shape->members; m->name; m++) {
        struct doc *value = m->place == IN_BODY ? read_member(r, m, e) : NULL;
        if (r->c->fault.kind) return NULL;
        if (value) doc_put(map, m->name, value);
    }
    return map;
}

static struct doc *read_value(const struct reading *r, const struct shape *shape, const struct xml_element *e)
{
    switch (shape->type) {
    case T_LIST: return read_items(r, shape, e->children, item_name_of(shape));
    case T_MAP: return read_entries(r, shape, e->children, "entry");
    case T_STRUCTURE: return read_structure(r, shape, e);
    default: return e->children ? unfit(r) : read_text(r, shape, e->text);
    }
}

struct doc *xml_shape_read(struct call *c, const struct fault_kind *malformed, const struct shape *shape,
                           const struct xml_element *e)
{
    struct reading r = { c, malformed };

    return read_value(&r, shape, e);
}
