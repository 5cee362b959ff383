/* Reading a template: characters, words and texts. What reads expressions and what reads blocks share it. */
#ifndef NUBE_VTL_READER_H
#define NUBE_VTL_READER_H

#include "emulator/vtl/vtl_nodes.h"

#define VTL_DEPTH_MAX 64  /* of what is nested: blocks, values, texts in texts */
#define VTL_TERMS_MAX 500 /* of one expression */

struct vtl_reader {
    struct arena *arena;
    struct span text;
    size_t at;
    struct doc *names;                               /* of struct vtl */
    struct vtl_node *(*whole)(struct vtl_reader *r); /* reads all as a block */
    int depth;
    bool is_literal; /* it reads a text in quotes, which stands at `literal_at` of the template */
    uint32_t literal_at;
    const char *reason; /* of the first error, which was at `error_at` */
    size_t error_at;
};

/* The character `ahead` of the next one; 0 at the end. */
static inline char vtl_peek(const struct vtl_reader *r, size_t ahead)
{
    return r->at + ahead < r->text.size ? r->text.data[r->at + ahead] : 0;
}

static inline bool vtl_at_end(const struct vtl_reader *r)
{
    return r->at >= r->text.size;
}

bool vtl_take(struct vtl_reader *r, char c);

/* Blanks and line ends. */
void vtl_skip_space(struct vtl_reader *r);

/* What a directive swallows behind it: blanks and a line's end, or nothing. */
void vtl_skip_line_end(struct vtl_reader *r);

/* Notes the error, if it is the first, and gives NULL. */
void *vtl_fail(struct vtl_reader *r, const char *reason);

struct vtl_node *vtl_node_new(struct vtl_reader *r, enum vtl_kind kind);

bool vtl_is_letter(char c);
bool vtl_is_name_start(char c); /* of a reference: a letter or _ */

/* The size of the name from `ahead` on; 0 when there is none. */
size_t vtl_name_size(const struct vtl_reader *r, size_t ahead);

/* A text in quotes, which must be next: a constant, or what is interpolated. NULL with an error. */
struct vtl_node *vtl_read_text(struct vtl_reader *r);

/* Is what stands at `$` a reference? Backslashes before it are not looked at. */
bool vtl_is_reference(const struct vtl_reader *r, size_t ahead);

/* The reference at `$`. */
struct vtl_node *vtl_read_reference(struct vtl_reader *r);

/* A value as methods and lists take it: no operators. */
struct vtl_node *vtl_read_value(struct vtl_reader *r);

/* A whole expression, up to what is none of it. */
struct vtl_node *vtl_read_expression(struct vtl_reader *r);

#endif
