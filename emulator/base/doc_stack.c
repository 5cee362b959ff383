/* Blocks that double, up to a size which malloc gives back to the system. An array is filled from its end, and a block
 * goes as soon as it is empty: the items are there twice for a block's length only. */
#include "emulator/base/doc_stack.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#define BLOCK_BYTES_MAX (256 * 1024)

struct doc_stack_block {
    struct doc_stack_block *next;
    size_t used, room;
    alignas(struct doc_member) char bytes[];
};

void doc_stack_init(struct doc_stack *s)
{
    s->blocks = NULL;
    s->top = s->first;
    s->used = 0;
    s->room = sizeof s->first;
}

void doc_stack_release(struct doc_stack *s)
{
    while (s->blocks) {
        struct doc_stack_block *next = s->blocks->next;
        free(s->blocks);
        s->blocks = next;
    }
}

static void used_keep(struct doc_stack *s)
{
    if (s->blocks) s->blocks->used = s->used;
    else s->first_used = s->used;
}

void doc_stack_grow(struct doc_stack *s)
{
    size_t room = s->room * 2 < BLOCK_BYTES_MAX ? s->room * 2 : BLOCK_BYTES_MAX;
    struct doc_stack_block *block = memory_raw(sizeof *block + room);

    used_keep(s);
    *block = (struct doc_stack_block){ s->blocks, 0, room };
    s->blocks = block;
    s->top = block->bytes;
    s->used = 0;
    s->room = room;
}

static void block_pop(struct doc_stack *s)
{
    struct doc_stack_block *block = s->blocks;

    s->blocks = block->next;
    free(block);
    s->top = s->blocks ? s->blocks->bytes : s->first;
    s->used = s->blocks ? s->blocks->used : s->first_used;
    s->room = s->blocks ? s->blocks->room : sizeof s->first;
}

/* The last `size` bytes. A block that becomes empty is kept for what comes next, unless more than it is wanted. */
static void stack_pop(struct doc_stack *s, void *to, size_t size)
{
    while (size) {
        size_t step = size < s->used ? size : s->used;
        size -= step;
        s->used -= step;
        memcpy((char *)to + size, s->top + s->used, step);
        if (size) block_pop(s);
    }
}

static uint32_t counted(size_t count)
{
    if (count > UINT32_MAX / 4) panic("more values than can be counted");
    return (uint32_t)count;
}

struct doc *doc_stack_list(struct doc_stack *s, struct arena *a, size_t count)
{
    struct doc *list = doc_list_exactly(a, counted(count));

    stack_pop(s, doc_items(list), count * sizeof(struct doc *));
    return list;
}

struct doc *doc_stack_map(struct doc_stack *s, struct arena *a, size_t count)
{
    struct doc_member *members = doc_members(a, counted(count));

    stack_pop(s, members, count * sizeof *members);
    return doc_map_taking(a, members, (uint32_t)count);
}
