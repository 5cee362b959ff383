/* Arguments and answers of methods. */
#include "emulator/vtl/vtl_apply.h"

/* --- arguments and answers ---------------------------------------------------------------------------------------- */

struct doc *vtl_apply_fail(struct vtl_apply *c, const char *reason)
{
    return vtl_run_fail(c->run, c->at, reason);
}

struct span vtl_arg_text(const struct vtl_apply *c, size_t i)
{
    return i < c->count ? doc_text(c->args[i]) : (struct span){ 0 };
}

int64_t vtl_arg_int(const struct vtl_apply *c, size_t i, int64_t otherwise)
{
    return i < c->count && doc_is(c->args[i], DOC_INT) ? c->args[i]->integer : otherwise;
}

struct doc *vtl_give_text(struct vtl_apply *c, struct span text)
{
    return doc_string(c->arena, text);
}

struct doc *vtl_give_int(struct vtl_apply *c, int64_t value)
{
    return doc_int(c->arena, value);
}

struct doc *vtl_give_bool(struct vtl_apply *c, bool value)
{
    return doc_bool(c->arena, value);
}

struct doc *vtl_method_equals(struct vtl_apply *c)
{
    return vtl_give_bool(c, vtl_same(c->self, c->args[0]));
}

struct doc *vtl_method_to_string(struct vtl_apply *c)
{
    return vtl_give_text(c, vtl_text(c->arena, c->self, c->run->world.json));
}

/* --- text in units of UTF-16 -------------------------------------------------------------------------------------- */

static size_t units_of(unsigned char c)
{
    return c >= 0xF0 ? 2 : (c & 0xC0) != 0x80; /* what only continues a character is none */
}

size_t vtl_units(struct span text)
{
    size_t units = 0;

    for (size_t i = 0; i < text.size; i++) units += units_of((unsigned char)text.data[i]);
    return units;
}

size_t vtl_unit_byte(struct span text, size_t index)
{
    size_t units = 0, at = 0;

    while (at < text.size) {
        if (units >= index && ((unsigned char)text.data[at] & 0xC0) != 0x80) break;
        units += units_of((unsigned char)text.data[at++]);
    }
    return at;
}

/* --- what a value holds ------------------------------------------------------------------------------------------*/

struct doc *vtl_items(struct vtl_run *r, struct doc *value)
{
    struct doc *items;

    if (doc_is(value, DOC_LIST) || !doc_is(value, DOC_MAP)) return doc_is(value, DOC_LIST) ? value : NULL;
    items = doc_list_for(r->world.arena, value->map.count);
    for (uint32_t i = 0; i < value->map.count; i++) doc_append(items, value->map.members[i].value);
    return items;
}
