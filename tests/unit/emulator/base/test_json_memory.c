/* What a document costs in memory: at most ten times its JSON, whatever that is. */
#include "tests/support/emulator/unit.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/cbor.h"
#include "emulator/base/json.h"

#ifndef __has_feature
#define __has_feature(name) 0
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif

/* As few as have a table of their names. */
#define SEVENTEEN                                                                                                   \
    "{\"a\":[],\"b\":[],\"c\":[],\"d\":[],\"e\":[],\"f\":[],\"g\":[],\"h\":[],\"i\":[],\"j\":[],\"k\":[],\"l\":[]," \
    "\"m\":[],\"n\":[],\"o\":[],\"p\":[],\"q\":[]}"

#define TIMES_MAX   10
#define FIRST_BYTES ((size_t)4096) /* an arena's first chunk, however little is wanted */
#define SHORT_BYTES ((size_t)16 * 1024)
#define LONG_BYTES  ((size_t)1024 * 1024)
#define TOKENS_MAX  (IS_SANITIZED ? 7 : 9)

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* What was handed out: all but the end of the newest chunk, which is used up to see how long it was. */
static size_t used(struct arena *a)
{
    size_t total = a->total, rest = 0;

    while (arena_raw(a, 1, 1) && a->total == total) rest++;
    return total - rest;
}

/* The piece again and again; "@@@" in it is another number each time. */
static void repeat(struct buf *b, const char *piece, size_t size)
{
    const char *at = strstr(piece, "@@@");

    for (int n = 0; b->size < size; n++) {
        if (n) buf_add_char(b, ',');
        if (at) buf_printf(b, "%.*s%x%s", (int)(at - piece), piece, n, at + 3);
        else buf_add_text(b, piece);
    }
}

static void assert_bounded(const char *opening, const char *piece, const char *closing, size_t size)
{
    struct buf b = { 0 };
    size_t bytes;

    buf_add_text(&b, opening);
    repeat(&b, piece, size);
    buf_add_text(&b, closing);
    assert_non_null(json_parse(&arena, buf_span(&b), NULL));
    bytes = used(&arena);
    if (bytes > TIMES_MAX * b.size + FIRST_BYTES)
        fail_msg("%s%s%s, %zu bytes of it: %.2f times its size", opening, piece, closing, b.size,
                 (double)bytes / (double)b.size);
    arena_release(&arena);
    buf_release(&b);
}

/* --- every short text --------------------------------------------------------------------------------------------- */

static const char *const tokens[] = { "[", "]", "{", "}", ",", "1", "-0", "\"\"", "\"\":" };

static int texts_seen;

/* Those that begin with `text`, of as many tokens more; where it is wrong before its end there is none. */
static void each_text(char *text, int more)
{
    size_t end = strlen(text);

    for (size_t i = 0; more && i < sizeof tokens / sizeof *tokens; i++) {
        struct json_error error = { 0 };
        bool is_json;
        strcpy(text + end, tokens[i]);
        is_json = json_parse(&arena, span_of(text), &error) != NULL;
        arena_release(&arena);
        if (is_json) assert_bounded("[", text, "]", SHORT_BYTES);
        if (is_json) texts_seen++;
        else if (error.offset == strlen(text)) each_text(text, more - 1);
    }
    text[end] = '\0';
}

static void no_short_text_takes_more_than_ten_times_its_size(void **state)
{
    char text[64] = "";

    (void)state;
    each_text(text, TOKENS_MAX);
    assert_true(texts_seen > (IS_SANITIZED ? 100 : 900));
}

/* --- longer ones -------------------------------------------------------------------------------------------------- */

static void no_long_text_takes_more_than_ten_times_its_size(void **state)
{
    static const char *const pieces[] = {
        "100",
        "1.5",
        "null",
        "true",
        "\"a\"",
        "\"\\n\"",
        "[[[],[]],[[],[]]]",
        "[[[[],[]],[[],[]]],[[[],[]],[[],[]]]]",
        "[[],[],[]]",
        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
        "{\"a\":{\"\":{\"\":{}}}}",
        "{\"a\":1,\"a\":1,\"a\":1}",
        "{\"a\":[],\"b\":[]}",
        "{\"N\":\"1\"}",
        "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1}",
        SEVENTEEN,
        "{\"@@@\":{\"S\":\"\"}}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) assert_bounded("[", pieces[i], "]", LONG_BYTES);
}

static void no_nesting_takes_more_than_ten_times_its_size(void **state)
{
    static const char *const levels[][3] = {
        { "[", "[]", "]" },      { "[1,", "1", "]" },       { "[[],", "[]", "]" },
        { "{\"\":", "{}", "}" }, { "[{\"\":", "[]", "}]" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        char piece[1024] = "";
        for (int n = 0; n < 60; n++) strcat(piece, levels[i][0]);
        strcat(piece, levels[i][1]);
        for (int n = 0; n < 60; n++) strcat(piece, levels[i][2]);
        assert_bounded("[", piece, "]", LONG_BYTES);
    }
}

/* Of all sizes, since the table of their names has a power of two. */
static void no_map_takes_more_than_ten_times_its_size(void **state)
{
    static const char *const members[] = { "\"@@@\":1",  "\"@@@\":null", "\"@@@\":\"a\"", "\"@@@\":[]",
                                           "\"@@@\":{}", "\"\":[]",      "\"\":1",        "\"@@@\":{\"S\":\"a\"}" };

    (void)state;
    for (size_t size = 20; size <= LONG_BYTES; size += size / 5)
        for (size_t i = 0; i < sizeof members / sizeof *members; i++) assert_bounded("{", members[i], "}", size);
}

/* --- while it is read --------------------------------------------------------------------------------------------- */

static size_t resident_bytes_max(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

/* In a process of its own, whose pages are counted; as the program does, large pieces go back to the system. */
static int resident_times(const char *opening, const char *piece, const char *closing)
{
    struct buf b = { 0 };
    size_t before;

    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    buf_add_text(&b, opening);
    repeat(&b, piece, 4 * LONG_BYTES);
    buf_add_text(&b, closing);
    before = resident_bytes_max();
    if (!json_parse(&arena, buf_span(&b), NULL)) return 255;
    return (int)((resident_bytes_max() - before - LONG_BYTES / 2 + b.size - 1) / b.size);
}

static void reading_takes_no_more_than_what_is_read(void **state)
{
    static const char *const rows[][3] = {
        { "[", "[]", "]" }, { "[0,[", "[]", "]]" },  { "[", "[[],[]]", "]" },
        { "[", "1", "]" },  { "{", "\"\":[]", "}" }, { "{", "\"@@@\":[]", "}" },
    };

    (void)state;
    if (IS_SANITIZED) skip();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pid_t child = fork();
        int status;
        if (!child) _exit(resident_times(rows[i][0], rows[i][1], rows[i][2]));
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFEXITED(status) || WEXITSTATUS(status) > TIMES_MAX || WEXITSTATUS(status) < 2)
            fail_msg("%s%s: %d times its size", rows[i][0], rows[i][1], WEXITSTATUS(status));
    }
}

/* --- CBOR --------------------------------------------------------------------------------------------------------- */

/* It says in one byte what takes JSON three: a node and its place in a list are 24. */
static void cbor_takes_at_most_as_much_as_its_nodes(void **state)
{
    static const struct {
        struct span item;
        size_t times;
    } rows[] = {
        { { "\x01", 1 }, 8 },      { { "\x80", 1 }, 24 },         { { "\xa0", 1 }, 24 },
        { { "\x81\x80", 2 }, 20 }, { { "\x18\x64", 2 }, 12 },     { { "\x61\x61", 2 }, 12 },
        { { "\x9f\xff", 2 }, 12 }, { { "\xf9\x01\x01", 3 }, 16 }, { { "\xa1\x60\x80", 3 }, 22 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = { 0 };
        size_t bytes;
        buf_add_char(&b, (char)0x9f);
        while (b.size < LONG_BYTES) buf_add_span(&b, rows[i].item);
        buf_add_char(&b, (char)0xff);
        assert_non_null(cbor_parse(&arena, buf_span(&b), NULL));
        bytes = used(&arena);
        if (bytes > rows[i].times * b.size + FIRST_BYTES) fail_msg("row %zu: %.2f", i, (double)bytes / (double)b.size);
        arena_release(&arena);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_short_text_takes_more_than_ten_times_its_size, drop),
        cmocka_unit_test_teardown(no_long_text_takes_more_than_ten_times_its_size, drop),
        cmocka_unit_test_teardown(no_nesting_takes_more_than_ten_times_its_size, drop),
        cmocka_unit_test_teardown(no_map_takes_more_than_ten_times_its_size, drop),
        cmocka_unit_test_teardown(reading_takes_no_more_than_what_is_read, drop),
        cmocka_unit_test_teardown(cbor_takes_at_most_as_much_as_its_nodes, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
