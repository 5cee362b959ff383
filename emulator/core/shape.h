/* Shapes: what an operation takes and gives, as const tables. The codecs decode and encode by them, the core
 * validates by them, and a handler may rely on what they promise: a REQUIRED member is there, a value has its type,
 * range and length.
 *
 *     static const struct member SendMessageInput_members[] = {
 *         { "QueueUrl",     &String, REQUIRED },
 *         { "DelaySeconds", &DelaySeconds },
 *         { 0 },
 *     };
 *     static const struct shape SendMessageInput = STRUCTURE(SendMessageInput_members);
 *
 * Neutral forms (doc.h) by type: STRING text; BOOLEAN; INTEGER and LONG exact integers; DOUBLE number; TIMESTAMP
 * integer of epoch milliseconds; BLOB bytes; LIST; MAP and STRUCTURE maps; DOCUMENT whatever JSON it was. Members
 * that are null on the wire are absent in the tree.
 */
#ifndef NUBE_SHAPE_H
#define NUBE_SHAPE_H

#include "emulator/base/span.h"

enum shape_type {
    T_STRING,
    T_BOOLEAN,
    T_INTEGER,
    T_LONG,
    T_DOUBLE,
    T_TIMESTAMP,
    T_BLOB,
    T_LIST,
    T_MAP,
    T_STRUCTURE,
    T_DOCUMENT
};

/* Where a REST member travels; the body is the default. The payload is the body as a whole. IN_PREFIX_HEADERS is a
 * map of texts: all headers that begin with its wire name ("x-amz-meta-"), named by what is behind that.
 * IN_QUERY_MAP is a map of all parameters of the query string that no other member takes. */
enum member_place { IN_BODY, IN_URI, IN_QUERY, IN_HEADER, IN_PAYLOAD, IN_STATUS, IN_PREFIX_HEADERS, IN_QUERY_MAP };

/* How a timestamp travels where it is not the protocol's default (JSON: epoch seconds; XML: ISO 8601; headers:
 * HTTP's date). */
enum shape_time { TIME_DEFAULT, TIME_ISO8601, TIME_EPOCH, TIME_HTTP };

/* Flags of a shape. */
enum {
    HAS_MIN = 1,
    HAS_MAX = 2,
    TOLD_ALONE = 8,    /* a member that breaks a constraint is told before all else, with the first it breaks */
    XML_UNWRAPPED = 4, /* as an answer's body it is the element of its one member */
    NULL_IS_EMPTY = 16 /* MAP of texts, LIST of structures: what is null on the wire is an empty one; else left out */
};

/* Flags of a member. */
enum { REQUIRED = 1, FLATTENED = 2, XML_ATTRIBUTE = 4 };

struct doc;
struct member;

struct shape {
    enum shape_type type;
    const struct member *members; /* STRUCTURE */
    const struct shape *element;  /* LIST: of the items; MAP: of the values */
    const struct shape *key;      /* MAP: of the names, for their constraints; NULL is any string */
    unsigned flags;
    int64_t min, max;          /* of length (code points, bytes, items) or of value, as flagged */
    const char *pattern;       /* PCRE, the whole string must match */
    const char *const *values; /* enum: ends with NULL */
    const char *element_name;  /* XML and Query: of list items, "member" by default; of map entries, "entry" */
    const char *key_name;      /* XML and Query: "key" by default */
    const char *value_name;    /* XML and Query: "value" by default */
    enum shape_time time;
    const char *(*decode)(struct doc *value); /* DOCUMENT: makes what came over the wire what it stands for, in place;
                                                 NULL, or the words of SerializationException */
    const char *java_name;     /* STRUCTURE: its name in AWS's model, where texts tell it ("KeySchemaElement") */
    const char *xml_name;      /* XML: of its element where it is a body; by default "NameResponse" of the operation */
    const char *xml_namespace; /* XML: declared in its element: "xmlns:xsi=\"http://…\"" */
};

struct member {
    const char *name; /* in the tree, and on the wire unless wire_name says otherwise */
    const struct shape *shape;
    unsigned flags;
    const char *wire_name; /* the Query/XML name, the header's, or the query string's */
    enum member_place place;
    const char *json_name; /* in JSON, when it is not the name */
};

#define STRUCTURE(members_)                        \
    {                                              \
        .type = T_STRUCTURE, .members = (members_) \
    }
#define LIST_OF(element_)                     \
    {                                         \
        .type = T_LIST, .element = (element_) \
    }
#define MAP_OF(element_)                     \
    {                                        \
        .type = T_MAP, .element = (element_) \
    }
#define STRING_OF(min_, max_)                                                      \
    {                                                                              \
        .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = (min_), .max = (max_) \
    }
#define ENUM_OF(values_)                      \
    {                                         \
        .type = T_STRING, .values = (values_) \
    }
#define INTEGER_OF(min_, max_)                                                      \
    {                                                                               \
        .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = (min_), .max = (max_) \
    }

/* The plain shapes, shared by all. */
extern const struct shape String, Boolean, Integer, Long, Double, Timestamp, Blob, Document, StringList, StringMap,
    Nothing;

/* The member of that name, or NULL. */
const struct member *shape_member(const struct shape *structure, struct span name);

/* What it is called on the wire, JSON's bodies aside. */
const char *member_wire_name(const struct member *m);

/* A structure's first member of that place, or NULL. */
const struct member *shape_member_in(const struct shape *structure, enum member_place place);

#endif
