/* A schema as it is compiled. */
#ifndef NUBE_JSON_SCHEMA_NODES_H
#define NUBE_JSON_SCHEMA_NODES_H

#include "emulator/base/regex.h"
#include "emulator/json_schema/json_schema.h"

/* In the order in which their names are told. */
enum json_schema_type {
    TYPE_ARRAY,
    TYPE_BOOLEAN,
    TYPE_INTEGER,
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_OBJECT,
    TYPE_STRING,
    TYPES
};

struct json_schema_list {
    const struct json_schema **items;
    uint32_t count;
};

/* What a pattern of names asks of the members that match it. */
struct json_schema_pattern {
    const struct regex *regex;
    const struct json_schema *schema;
};

/* What the presence of one member asks for: other members, or that the whole fits a schema. */
struct json_schema_dependency {
    struct span name;
    const struct doc *names; /* a list, or */
    const struct json_schema *schema;
};

struct json_schema {
    const struct json_schema *refers_to; /* then nothing else counts */
    unsigned types;                      /* a bit for each; 0: any */
    const struct doc *values;            /* of enum */
    /* numbers */
    const struct doc *minimum, *maximum, *multiple_of;
    bool is_above_minimum, is_below_maximum;
    /* texts; -1: not told */
    int64_t length_min, length_max;
    const struct regex *pattern;
    struct span pattern_text, format;
    /* arrays */
    int64_t items_min, items_max;
    bool are_unique, has_no_more_items;
    const struct json_schema *items, *more_items; /* of all; of those behind the tuple */
    struct json_schema_list tuple;
    /* objects */
    int64_t members_min, members_max;
    const struct doc *required;
    struct doc *properties; /* a map: the place in property_schemas */
    struct json_schema_list property_schemas;
    struct json_schema_pattern *patterns;
    uint32_t pattern_count;
    bool has_no_more_members;
    const struct json_schema *more_members;
    struct json_schema_dependency *dependencies;
    uint32_t dependency_count;
    /* any */
    struct json_schema_list all_of, any_of, one_of;
    const struct json_schema *not_of;
};

#endif
