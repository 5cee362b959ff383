/* Digests against their standards' answers, base64, hex, and random names. */
#include "tests/support/emulator/unit.h"

#include <ctype.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static char *hex(const unsigned char *bytes, size_t size)
{
    char *out = arena_alloc(&arena, 2 * size + 1);

    hex_encode(bytes, size, out);
    return out;
}

static void known_digests(void **state)
{
    unsigned char out[64];
    const struct span abc = SPAN("abc"), absent = { NULL, 0 };

    (void)state;
    assert_string_equal(md5_hex(&arena, SPAN("")), "d41d8cd98f00b204e9800998ecf8427e"); /* RFC 1321 */
    assert_string_equal(md5_hex(&arena, abc), "900150983cd24fb0d6963f7d28e17f72");
    assert_string_equal(sha256_hex(&arena, absent), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(sha256_hex(&arena, abc), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(crc32_of(SPAN("123456789")), 0xCBF43926);
    assert_int_equal(crc32_of(absent), 0);
    assert_int_equal(digest_named(SPAN("SHA-1"), abc, out), 20);
    assert_string_equal(hex(out, 20), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_int_equal(digest_named(SPAN("MD5"), abc, out), 16);
    assert_int_equal(digest_named(SPAN("SHA-256"), abc, out), 32);
    assert_int_equal(digest_named(SPAN("SHA-384"), abc, out), 48);
    assert_memory_equal(out, "\xcb\x00\x75\x3f", 4);
    assert_int_equal(digest_named(SPAN("SHA-512"), abc, out), 64);
    assert_memory_equal(out, "\xdd\xaf\x35\xa1", 4);
    assert_int_equal(digest_named(SPAN("sha-1"), abc, out), 0);
}

/* RFC 4231, cases 1, 2 and 6. */
static void known_macs(void **state)
{
    unsigned char out[32], key[131];

    (void)state;
    memset(key, 0x0b, 20);
    hmac_sha256((struct span){ (char *)key, 20 }, SPAN("Hi There"), out);
    assert_string_equal(hex(out, 32), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hmac_sha256(SPAN("Jefe"), SPAN("what do ya want for nothing?"), out);
    assert_string_equal(hex(out, 32), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, 131);
    hmac_sha256((struct span){ (char *)key, 131 }, SPAN("Test Using Larger Than Block-Size Key - Hash Key First"), out);
    assert_string_equal(hex(out, 32), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void base64(void **state)
{
    static const char *const wrong[] = { "Z",        "Zg",   "Zg=",    "Zg===", "====", "Z===",
                                         "Zg==Zg==", "Z=g=", "Zm9v\n", "Zm 9",  "Zm-_", "Zm9vYg" };
    static const struct {
        const char *plain, *text;
    } rows[] = {
        /* RFC 4648 §10 */
        { "", "" },
        { "f", "Zg==" },
        { "fo", "Zm8=" },
        { "foo", "Zm9v" },
        { "foob", "Zm9vYg==" },
        { "fooba", "Zm9vYmE=" },
        { "foobar", "Zm9vYmFy" },
        { "\xfb\xff\xfe", "+//+" },
    };
    struct span bytes;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_span_equal(base64_text(&arena, span_of(rows[i].plain)), rows[i].text);
        assert_true(base64_decode(&arena, span_of(rows[i].text), &bytes));
        assert_span_equal(bytes, rows[i].plain);
        assert_non_null(bytes.data);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (base64_decode(&arena, span_of(wrong[i]), &bytes)) fail_msg("%s", wrong[i]);
    assert_false(base64_decode(&arena, SPAN("Zm\0v"), &bytes));
}

static void identifiers(void **state)
{
    char a[37], b[37], text[41];

    (void)state;
    for (int n = 0; n < 1000; n++) {
        uuid_new(a);
        uuid_new(b);
        assert_string_not_equal(a, b);
        assert_int_equal(strlen(a), 36);
        for (int i = 0; i < 36; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) assert_int_equal(a[i], '-');
            else assert_true(isdigit((unsigned char)a[i]) || (a[i] >= 'a' && a[i] <= 'f'));
        }
        assert_int_equal(a[14], '4');
        assert_non_null(strchr("89ab", a[19]));
    }
    random_text(text, 40, ALPHABET_UPPER);
    assert_int_equal(strlen(text), 40);
    assert_int_equal(strspn(text, ALPHABET_UPPER), 40);
    random_text(text, 0, ALPHABET_LOWER);
    assert_string_equal(text, "");
}

/* Pieces smaller and larger than the block that a thread draws. */
static void random_bytes_fill(void **state)
{
    static unsigned char out[5000];

    (void)state;
    for (size_t size = 1; size < sizeof out; size = size * 2 + 1) {
        size_t zeros = 0;
        memset(out, 0, sizeof out);
        for (int i = 0; i < 4 && (size > 16 || i < 1); i++) random_bytes(out, size);
        for (size_t i = 0; i < size; i++) zeros += out[i] == 0;
        if (size > 16) assert_true(zeros < size / 4);
        for (size_t i = size; i < sizeof out; i++) assert_int_equal(out[i], 0);
    }
}

/* In pieces it is the same as at once. */
static void digests_of_pieces(void **state)
{
    static const char *const names[] = { "MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512" };
    char text[1000];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(i * 7);
    for (size_t i = 0; i < 10; i++) {
        struct span name = span_of(names[i % 5]);
        unsigned char whole[64], pieces[64];
        struct digest_stream *d = digest_stream_begin(name, i < 5 ? (int64_t)sizeof text : -1); /* by either library */
        size_t size = digest_named(name, (struct span){ text, sizeof text }, whole);
        for (size_t at = 0, n = 0; at < sizeof text; at += n, n++)
            digest_stream_add(d, (struct span){ text + at, n < sizeof text - at ? n : sizeof text - at });
        assert_int_equal(digest_stream_end(d, pieces), size);
        assert_memory_equal(pieces, whole, size);
    }
    assert_null(digest_stream_begin(SPAN("MD6"), -1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(known_digests, drop),
        cmocka_unit_test_teardown(known_macs, drop),
        cmocka_unit_test(digests_of_pieces),
        cmocka_unit_test_teardown(base64, drop),
        cmocka_unit_test_teardown(identifiers, drop),
        cmocka_unit_test_teardown(random_bytes_fill, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
