/* The plain shapes. */
#include "emulator/core/shape.h"

static const struct member nothing_members[] = { { 0 } };

const struct shape String = { .type = T_STRING };
const struct shape Boolean = { .type = T_BOOLEAN };
const struct shape Integer = { .type = T_INTEGER };
const struct shape Long = { .type = T_LONG };
const struct shape Double = { .type = T_DOUBLE };
const struct shape Timestamp = { .type = T_TIMESTAMP };
const struct shape Blob = { .type = T_BLOB };
const struct shape Document = { .type = T_DOCUMENT };
const struct shape StringList = LIST_OF(&String);
const struct shape StringMap = MAP_OF(&String);
const struct shape Nothing = STRUCTURE(nothing_members);

const struct member *shape_member(const struct shape *structure, struct span name)
{
    for (const struct member *m = structure->members; m->name; m++)
        if (span_is(name, m->name)) return m;
    return NULL;
}

const char *member_wire_name(const struct member *m)
{
    return m->wire_name ? m->wire_name : m->name;
}

const struct member *shape_member_in(const struct shape *structure, enum member_place place)
{
    for (const struct member *m = structure->members; m->name; m++)
        if (m->place == place) return m;
    return NULL;
}
