/* Arenas: a list of chunks, newest first; the newest is bumped. Chunks double up to 64 KB. What is larger, or finds no
 * room in a newest that has much left, gets a chunk of its own behind it, so that no more than that is lost. Under
 * AddressSanitizer all get one of their own, so that it sees who runs past an end. */
#include "emulator/base/arena.h"
#include "emulator/base/panic.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES_FIRST 4096
#define CHUNK_BYTES_MAX   (64 * 1024)
#define MUCH              8 /* the part of a chunk that is not to be lost */

#ifndef __has_feature
#define __has_feature(name) 0
#endif
#if defined __SANITIZE_ADDRESS__ || __has_feature(address_sanitizer)
#define IS_EACH_ALONE true
#else
#define IS_EACH_ALONE false
#endif

struct arena_chunk {
    struct arena_chunk *next;
    size_t room, used;
    struct arena *arena;
    alignas(max_align_t) char bytes[];
};

/* Links it in and takes the first piece from it. */
static void *chunk_new(struct arena *a, struct arena_chunk **at, size_t room, size_t size)
{
    struct arena_chunk *chunk = memory_raw(sizeof *chunk + room);

    *chunk = (struct arena_chunk){ .next = *at, .room = room, .used = size, .arena = a };
    *at = chunk;
    a->total += room;
    return chunk->bytes;
}

static __attribute__((noinline)) void *chunk_begin(struct arena *a, size_t size)
{
    size_t room = a->chunks ? a->chunks->room * 2 : CHUNK_BYTES_FIRST;

    if (size > SIZE_MAX / 2) panic("more memory is wanted than can be counted");
    if (room > CHUNK_BYTES_MAX) room = CHUNK_BYTES_MAX;
    if (IS_EACH_ALONE) return chunk_new(a, &a->chunks, size, size);
    if (a->chunks && (size > room || a->chunks->room - a->chunks->used > a->chunks->room / MUCH))
        return chunk_new(a, &a->chunks->next, size, size);
    return chunk_new(a, &a->chunks, room < size ? size : room, size);
}

void *arena_raw(struct arena *a, size_t size, size_t alignment)
{
    struct arena_chunk *chunk = a->chunks;
    size_t at = chunk ? (chunk->used + alignment - 1) & ~(alignment - 1) : 0;

    if (!chunk || at > chunk->room || chunk->room - at < size) return chunk_begin(a, size);
    chunk->used = at + size;
    return chunk->bytes + at;
}

void *arena_alloc_aligned(struct arena *a, size_t size, size_t alignment)
{
    return memset(arena_raw(a, size, alignment), 0, size);
}

void *arena_alloc(struct arena *a, size_t size)
{
    return arena_alloc_aligned(a, size, alignof(max_align_t));
}

/* In words from its chunk's beginning. Nothing small lies far: a chunk that is larger holds one large piece, and is not
 * kept for others. */
uint16_t arena_place(const struct arena *a, const void *last)
{
    size_t words = (size_t)((const char *)last - (const char *)a->chunks) / sizeof(void *);

    assert(words <= UINT16_MAX);
    return (uint16_t)words;
}

struct arena *arena_of(const void *piece, uint16_t place)
{
    return ((const struct arena_chunk *)((const void *const *)piece - place))->arena;
}

char *arena_copy(struct arena *a, const void *data, size_t size)
{
    char *copy = arena_raw(a, size + 1, 1);

    if (size) memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

struct span arena_span(struct arena *a, struct span s)
{
    return s.data ? (struct span){ arena_copy(a, s.data, s.size), s.size } : s;
}

char *arena_string(struct arena *a, struct span s)
{
    return arena_copy(a, s.data, s.size);
}

/* Letters between these move by so much. */
static struct span cased(struct arena *a, struct span s, char first, char last, int by)
{
    char *copy = arena_string(a, s);

    for (size_t i = 0; i < s.size; i++)
        if (copy[i] >= first && copy[i] <= last) copy[i] = (char)(copy[i] + by);
    return (struct span){ copy, s.size };
}

struct span arena_lower(struct arena *a, struct span s)
{
    return cased(a, s, 'A', 'Z', 'a' - 'A');
}

struct span arena_upper(struct arena *a, struct span s)
{
    return cased(a, s, 'a', 'z', 'A' - 'a');
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    char most[256], *text; /* as long as most are: the longer ones are printed twice */
    va_list again;
    int size;

    va_copy(again, args);
    size = vsnprintf(most, sizeof most, format, again);
    va_end(again);
    if (size < 0) panic("a format cannot be printed");
    text = arena_raw(a, (size_t)size + 1, 1);
    if ((size_t)size < sizeof most) memcpy(text, most, (size_t)size + 1);
    else vsnprintf(text, (size_t)size + 1, format, args);
    return text;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = arena_vprintf(a, format, args);
    va_end(args);
    return text;
}

struct span arena_format(struct arena *a, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = arena_vprintf(a, format, args);
    va_end(args);
    return span_of(text);
}

static void chunks_free(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_release(struct arena *a)
{
    chunks_free(a->chunks);
    *a = (struct arena){ 0 };
}

void arena_reset(struct arena *a)
{
    if (IS_EACH_ALONE || (a->chunks && a->chunks->room > CHUNK_BYTES_MAX)) arena_release(a);
    if (!a->chunks) return;
    chunks_free(a->chunks->next);
    a->chunks->next = NULL;
    a->chunks->used = 0;
    a->total = a->chunks->room;
}
