/* A document: the neutral tree that operations take and give, free of any wire format.
 *
 * One form for each kind of value: integers are exact int64; any other number keeps its decimal literal, so no digit is
 * lost on the way; a timestamp is an integer of epoch milliseconds; text is UTF-8 and may hold U+0000; a blob is bytes.
 * Nodes live in the arena that their root was made in and are never freed one by one.
 */
#ifndef NUBE_DOC_H
#define NUBE_DOC_H

#include "emulator/base/arena.h"

/* DOC_JSON is a value as its JSON, not taken apart: for what is only written again, into JSON (see doc_json). */
enum doc_kind { DOC_NULL, DOC_BOOL, DOC_INT, DOC_NUMBER, DOC_STRING, DOC_BLOB, DOC_LIST, DOC_MAP, DOC_JSON };

struct doc_member;

/* Hostile texts are made of many small values, so a node has two words, and each kind lies over them. A list of one
 * item
 * may have it in place of an array: doc_items gives the items of any. */
struct doc {
    union {
        struct {
            enum doc_kind kind : 8;
            unsigned room : 8;   /* of a list or a map: see doc.c */
            unsigned place : 16; /* and where its arena finds it */
        };
        struct {
            uint64_t : 64;
            union {
                bool boolean;
                int64_t integer;
            };
        };
        struct {
            uint32_t : 32;
            uint32_t size;
            const char *chars; /* doc_chars gives both */
        } text;
        struct {
            uint32_t : 32;
            uint32_t count;
            union {
                struct doc *one;
                struct doc **many;
            };
        } list;
        struct {
            uint32_t : 32;
            uint32_t count;
            struct doc_member *members;
        } map;
        struct {
            enum doc_kind kind : 8;
            int64_t integer;
        } constant;
        struct {
            enum doc_kind kind : 8;
            uint32_t size;
            const char *chars;
        } text_constant;
    };
};
_Static_assert(sizeof(struct doc) == 16, "two words");

struct doc_member {
    struct span name;
    struct doc *value;
};

/* Making nodes. Text and blobs are not copied: they must live as long as the arena. What has no items and no members is
 * never changed, since small numbers, words and the empty string are the same node wherever they are. */
struct doc *doc_null(struct arena *a);
struct doc *doc_bool(struct arena *a, bool value);
struct doc *doc_int(struct arena *a, int64_t value);
struct doc *doc_number(struct arena *a, struct span literal); /* becomes DOC_INT where it is a plain int64 */
struct doc *doc_double(struct arena *a, double value);        /* shortest literal that reads back the same; finite */
struct doc *doc_string(struct arena *a, struct span text);
struct doc *doc_blob(struct arena *a, struct span bytes);
struct doc *doc_list(struct arena *a);
struct doc *doc_map(struct arena *a);

/* The same with room for so many, which need not come; and made of what is there, whole: that is copied, and of two
 * members with one name the last counts. */
struct doc *doc_list_for(struct arena *a, uint32_t count);
struct doc *doc_map_for(struct arena *a, uint32_t count);
struct doc *doc_list_of(struct arena *a, struct doc *const *items, uint32_t count);
struct doc *doc_map_of(struct arena *a, const struct doc_member *members, uint32_t count);

/* The same for who fills in afterwards: exactly so many items; and a map of so many members, which it takes for its own
 * when they are filled in. */
struct doc *doc_list_exactly(struct arena *a, uint32_t count);
struct doc_member *doc_members(struct arena *a, uint32_t count);
struct doc *doc_map_taking(struct arena *a, struct doc_member *members, uint32_t count);

/* A value as well-formed JSON of our own making. Who reads trees sees nothing in it, so it is only for an answer of
 * which it is known that it goes out as JSON (call.h: is_written_as_json). */
struct doc *doc_json(struct arena *a, struct span json);

/* Reading. A NULL node, a node of another kind or an absent name all give the "absent" answer. Names are exact. */
struct doc *doc_get_span(const struct doc *map, struct span name);
static inline struct doc *doc_get(const struct doc *map, const char *name)
{
    return doc_get_span(map, span_of(name));
}
struct doc *doc_at(const struct doc *list, size_t index);
static inline struct doc **doc_items(const struct doc *list) /* which it must be; as many as list.count */
{
    struct doc *l = (struct doc *)(uintptr_t)list;

    return l->room ? l->list.many : &l->list.one;
}
size_t doc_count(const struct doc *container); /* items or members; 0 for anything else */
bool doc_is(const struct doc *d, enum doc_kind kind);
bool doc_is_number(const struct doc *d);                 /* DOC_INT or DOC_NUMBER */
static inline struct span doc_chars(const struct doc *d) /* NUMBER: its literal (JSON's grammar); STRING; BLOB; JSON */
{
    return (struct span){ d->text.chars, d->text.size };
}
void doc_set_chars(struct doc *d, struct span chars); /* of a node of one's own, which has some */
struct span doc_text(const struct doc *d);            /* of a string or blob, else the absent span */
struct arena *doc_arena(const struct doc *container); /* where a list or a map grows */
double doc_as_double(const struct doc *d);            /* nearest double of a number, 0 for anything else */

struct span doc_get_str(const struct doc *map, const char *name); /* absent span unless a string or blob */
const char *doc_get_cstr(const struct doc *map,
                         const char *name); /* NUL-terminated copy in the map's arena; NULL when absent */
int64_t doc_get_int(const struct doc *map, const char *name,
                    int64_t otherwise); /* cut to an integer; `otherwise` too when beyond int64 */
bool doc_get_bool(const struct doc *map, const char *name, bool otherwise);

/* Building. doc_put replaces a member of that name; the name is not copied. The doc_put_TYPE functions copy text into
 * the map's arena; an absent span puts nothing. doc_put_map and doc_put_list give the new, empty container. */
void doc_put(struct doc *map, const char *name, struct doc *value);
void doc_put_span(struct doc *map, struct span name, struct doc *value);
void doc_put_str(struct doc *map, const char *name, struct span text);
void doc_put_cstr(struct doc *map, const char *name, const char *text);
void doc_put_format(struct doc *map, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
void doc_put_blob(struct doc *map, const char *name, struct span bytes);
void doc_put_int(struct doc *map, const char *name, int64_t value);
void doc_put_bool(struct doc *map, const char *name, bool value);
struct doc *doc_put_map(struct doc *map, const char *name);
struct doc *doc_put_list(struct doc *map, const char *name);
void doc_remove(struct doc *map, struct span name);

/* For whoever wrote into the members' names: look-ups go by the new ones. */
void doc_renamed(struct doc *map);

void doc_append(struct doc *list, struct doc *item);
void doc_append_str(struct doc *list, struct span text); /* copies */
struct doc *doc_append_map(struct doc *list);

/* A deep copy into another arena, text included. */
struct doc *doc_copy(struct arena *a, const struct doc *d);

/* A map or list whose children are shared: change its members without touching the original. */
struct doc *doc_shallow(struct arena *a, const struct doc *d);

/* Same kind and content; maps without regard to order; numbers by value (1 equals 1.0). */
bool doc_equal(const struct doc *a, const struct doc *b);

#endif
