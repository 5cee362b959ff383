/* Sources that pack and unpack: whatever the sizes of reads, what breaks off, and what is none. */
#include "tests/support/emulator/drip.h"
#include "tests/support/emulator/unit.h"

#include <dlfcn.h>
#include <string.h>
#include <zstd.h>

#include "emulator/base/buf.h"
#include "emulator/base/gzip.h"
#include "emulator/base/gzip_source.h"
#include "emulator/base/zstd_source.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static bool is_closed;

static void note_closed(struct source *s)
{
    (void)s;
    is_closed = true;
}

static struct source *slowly(struct span bytes, size_t most)
{
    struct drip *own = ARENA_NEW(&arena, struct drip);

    is_closed = false;
    *own = drip_of(bytes, most);
    own->source.close = note_closed;
    return &own->source;
}

/* All of it, read in pieces of that size; false where it broke off. */
static bool read_all(struct source *s, size_t piece, struct buf *out)
{
    char *room = arena_alloc(&arena, piece);
    ssize_t got;

    while ((got = source_read(s, room, piece)) > 0) buf_add(out, room, (size_t)got);
    assert_int_equal(source_read(s, room, piece), got); /* it stays so */
    source_close(s);
    assert_true(is_closed);
    return got == 0;
}

static struct span text_of(size_t size)
{
    char *text = arena_alloc(&arena, size + 1);
    uint32_t x = 1;

    for (size_t i = 0; i < size; i++) {
        x = x * 1103515245 + 12345;
        text[i] = i % 7 ? (char)('a' + x / 65536 % 26) : ' ';
    }
    return (struct span){ text, size };
}

static struct span gzipped(struct span text)
{
    struct buf b = { 0 };
    struct span packed;

    assert_true(gzip_deflate(&b, text));
    packed = arena_span(&arena, buf_span(&b));
    buf_release(&b);
    return packed;
}

static struct span zstd_packed(struct span text)
{
    void *library = dlopen("libzstd.so.1", RTLD_NOW);
    __typeof__(ZSTD_compress) *compress;
    void *found = library ? dlsym(library, "ZSTD_compress") : NULL;
    size_t room = text.size + text.size / 100 + 200;
    char *out = arena_alloc(&arena, room);

    assert_non_null(found);
    memcpy(&compress, &found, sizeof found);
    return (struct span){ out, compress(out, room, text.data ? text.data : "", text.size, 3) };
}

static struct span twice(struct span one)
{
    char *both = arena_alloc(&arena, 2 * one.size);

    memcpy(both, one.data, one.size);
    memcpy(both + one.size, one.data, one.size);
    return (struct span){ both, 2 * one.size };
}

static const size_t sizes[] = { 0, 1, 100, 16384, 100000, 400000 }, pieces[] = { 1, 7, 4096, 131072 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void what_is_packed_unpacks_to_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t j = 0; j < COUNT(pieces); j++) {
            struct span text = text_of(sizes[i]);
            struct buf packed = { 0 }, plain = { 0 };
            if (pieces[j] == 1 && text.size > 20000) continue;
            assert_true(read_all(gzip_source_pack(slowly(text, pieces[j] + 3)), pieces[j], &packed));
            assert_true(gzip_inflate(&plain, buf_span(&packed), text.size));
            assert_true(span_eq(buf_span(&plain), text));
            buf_clear(&plain);
            assert_true(read_all(gzip_source_unpack(slowly(buf_span(&packed), pieces[j] + 3)), pieces[j], &plain));
            assert_true(span_eq(buf_span(&plain), text));
            buf_release(&packed);
            buf_release(&plain);
        }
}

typedef struct source *unpack_fn(struct source *behind);

static void holds(unpack_fn *unpack, struct span packed, size_t piece, struct span text)
{
    struct buf plain = { 0 };

    assert_true(read_all(unpack(slowly(packed, piece)), piece, &plain));
    assert_true(span_eq(buf_span(&plain), text));
    buf_release(&plain);
}

static void breaks(unpack_fn *unpack, struct span packed)
{
    for (size_t j = 0; j < COUNT(pieces); j++) {
        struct buf plain = { 0 };
        assert_false(read_all(unpack(slowly(packed, pieces[j])), pieces[j], &plain));
        buf_release(&plain);
    }
}

static void members_come_one_after_another(unpack_fn *unpack, struct span (*pack)(struct span))
{
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t j = 0; j < COUNT(pieces); j++) {
            struct span text = text_of(sizes[i]), packed = pack(text);
            if (pieces[j] == 1 && text.size > 20000) continue;
            holds(unpack, packed, pieces[j], text);
            holds(unpack, twice(packed), pieces[j], twice(text));
        }
    holds(unpack, SPAN(""), 10, SPAN(""));
}

static void what_breaks_off_or_is_none_breaks(unpack_fn *unpack, struct span (*pack)(struct span))
{
    struct span packed = pack(text_of(5000)), two = twice(packed);

    breaks(unpack, SPAN("{\"Item\":{}}\n"));
    breaks(unpack, span_sub(packed, 0, 3));
    breaks(unpack, span_sub(packed, 0, packed.size / 2));
    breaks(unpack, span_sub(packed, 0, packed.size - 1));
    breaks(unpack, span_sub(two, 0, two.size - 1));
    breaks(unpack, span_sub(two, 0, packed.size + 3));
}

static void gzip_members(void **state)
{
    (void)state;
    members_come_one_after_another(gzip_source_unpack, gzipped);
    what_breaks_off_or_is_none_breaks(gzip_source_unpack, gzipped);
}

static void zstd_frames(void **state)
{
    (void)state;
    members_come_one_after_another(zstd_source_unpack, zstd_packed);
    what_breaks_off_or_is_none_breaks(zstd_source_unpack, zstd_packed);
}

/* What is behind it breaks off, and so does it. */
static void a_source_that_breaks_off(void **state)
{
    static unpack_fn *const fns[] = { gzip_source_pack, gzip_source_unpack, zstd_source_unpack };
    char room[100];

    (void)state;
    for (size_t i = 0; i < COUNT(fns); i++) {
        struct drip broken = drip_of(SPAN(""), 1);
        struct source *s;
        broken.breaks = true;
        s = fns[i](&broken.source);
        assert_int_equal(source_read(s, room, sizeof room), -1);
        assert_int_equal(source_read(s, room, sizeof room), -1);
        source_close(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_packed_unpacks_to_the_same, drop),
        cmocka_unit_test_teardown(gzip_members, drop),
        cmocka_unit_test_teardown(zstd_frames, drop),
        cmocka_unit_test_teardown(a_source_that_breaks_off, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
