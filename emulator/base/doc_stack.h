/* What is read, until its list or map closes: the items or members of all that are open, the innermost's last. They go
 * into an array of just their number, and nothing is left of one that grew. */
#ifndef NUBE_DOC_STACK_H
#define NUBE_DOC_STACK_H

#include <stdalign.h>

#include "emulator/base/doc.h"

struct doc_stack_block;

struct doc_stack {
    struct doc_stack_block *blocks; /* the newest first; behind the last of them is `first` */
    char *top;
    size_t used, room; /* of the top */
    size_t first_used;
    alignas(struct doc_member) char first[2048];
};

void doc_stack_init(struct doc_stack *s);
void doc_stack_release(struct doc_stack *s);

/* Room for another block. */
void doc_stack_grow(struct doc_stack *s);

static inline void *doc_stack_push(struct doc_stack *s, size_t size)
{
    if (s->room - s->used < size) doc_stack_grow(s);
    s->used += size;
    return s->top + s->used - size;
}

static inline void doc_stack_item(struct doc_stack *s, struct doc *item)
{
    *(struct doc **)doc_stack_push(s, sizeof item) = item;
}

static inline void doc_stack_member(struct doc_stack *s, struct span name, struct doc *value)
{
    *(struct doc_member *)doc_stack_push(s, sizeof(struct doc_member)) = (struct doc_member){ name, value };
}

/* A list of the last so many, a map of the last so many (of two with one name the last counts); they leave the
 * stack. */
struct doc *doc_stack_list(struct doc_stack *s, struct arena *a, size_t count);
struct doc *doc_stack_map(struct doc_stack *s, struct arena *a, size_t count);

#endif
