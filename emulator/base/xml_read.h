/* XML text (XML 1.0) to elements. expat reads it; it is loaded when XML is first read. */
#ifndef NUBE_XML_READ_H
#define NUBE_XML_READ_H

#include "emulator/base/arena.h"

struct xml_attribute {
    struct span name, value; /* the name with its prefix: "xsi:type" */
    struct xml_attribute *next;
};

struct xml_element {
    struct span name;                 /* without its prefix */
    struct span text;                 /* that of the element itself, its children's left out; not trimmed */
    struct xml_attribute *attributes; /* in their order; NULL: none */
    struct xml_element *children;     /* the first; NULL: none */
    struct xml_element *next;         /* of the same parent */
};

#define XML_DEPTH_MAX    64
#define XML_ELEMENTS_MAX 200000

/* Reads a document; its text is copied into the arena. NULL with a constant in *reason when it is not well-formed,
 * has a document type (and so could define entities), is deeper than XML_DEPTH_MAX or has more than
 * XML_ELEMENTS_MAX elements and attributes, or when expat is not installed. */
struct xml_element *xml_parse(struct arena *a, struct span text, const char **reason);

/* The first child of that name, or NULL. */
const struct xml_element *xml_child(const struct xml_element *parent, const char *name);

/* The next of its siblings of that name, itself included, or NULL. */
const struct xml_element *xml_named(const struct xml_element *first, const char *name);

/* The value of an attribute; absent when there is none. */
struct span xml_attribute(const struct xml_element *e, const char *name);

#endif
