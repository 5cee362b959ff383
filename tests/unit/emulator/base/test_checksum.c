/* Checksums against the answers of their standards, in pieces of any size, and combined. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/checksum.h"
#include "emulator/base/digest.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void text_make(char *text, size_t size)
{
    uint32_t state = 1;

    for (size_t i = 0; i < size; i++) text[i] = (char)((state = state * 1664525 + 1013904223) >> 24);
}

static char *hex_of(enum checksum_kind kind, struct span data)
{
    unsigned char bytes[CHECKSUM_BYTES_MAX];
    size_t size = checksum_of(kind, data, bytes);
    char *out = arena_alloc(&arena, 2 * size + 1);

    assert_int_equal(size, checksum_bytes(kind));
    hex_encode(bytes, size, out);
    return out;
}

/* The check values of the CRC catalogue; RFC 3720 B.4; the NVM Command Set Specification, 5.2.1.3.4; FIPS 180. */
static void known_checksums(void **state)
{
    const struct span digits = SPAN("123456789"), nothing = { NULL, 0 };
    char zeros[4096] = { 0 }, ones[4096];
    const struct span zeros32 = { zeros, 32 }, ones32 = { ones, 32 }, zeros4k = { zeros, 4096 },
                      ones4k = { ones, 4096 };

    (void)state;
    memset(ones, 0xff, sizeof ones);
    assert_string_equal(hex_of(CHECKSUM_CRC32, digits), "cbf43926");
    assert_string_equal(hex_of(CHECKSUM_CRC32, nothing), "00000000");
    assert_string_equal(hex_of(CHECKSUM_CRC32C, digits), "e3069283");
    assert_string_equal(hex_of(CHECKSUM_CRC32C, zeros32), "8a9136aa");
    assert_string_equal(hex_of(CHECKSUM_CRC32C, ones32), "62a8ab43");
    assert_string_equal(hex_of(CHECKSUM_CRC64NVME, digits), "ae8b14860a799888");
    assert_string_equal(hex_of(CHECKSUM_CRC64NVME, nothing), "0000000000000000");
    assert_string_equal(hex_of(CHECKSUM_CRC64NVME, zeros4k), "6482d367eb22b64e");
    assert_string_equal(hex_of(CHECKSUM_CRC64NVME, ones4k), "c0ddba7302eca3ac");
    assert_string_equal(hex_of(CHECKSUM_SHA1, SPAN("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_string_equal(hex_of(CHECKSUM_SHA256, SPAN("abc")),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(hex_of(CHECKSUM_SHA512, SPAN("abc")),
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    assert_string_equal(hex_of(CHECKSUM_MD5, SPAN("abc")), "900150983cd24fb0d6963f7d28e17f72");
}

/* AWS's own, of its aws-checksums; then those that libxxhash 0.8.1 gives in one piece, of each of the ways that XXH3 has by
 * length. */
static void known_xxhashes(void **state)
{
    static const struct {
        size_t size;
        const char *of_64, *of_3, *of_128;
    } cases[] = {
        { 0, "ef46db3751d8e999", "2d06800538d394c2", "99aa06d3014798d86001c324468d497f" },
        { 1, "022545933f06bf0d", "429e81bc6744101c", "beff62be44bc9be4429e81bc6744101c" },
        { 3, "08df8be3658d3d95", "32dbb5c7774cc94f", "9dce807f4a9aaa5632dbb5c7774cc94f" },
        { 16, "195983347c8efed4", "372c92fa68129c98", "f8ae1a6f144fb00b4c6929dc65a535a0" },
        { 17, "eb63f65f9d7a517e", "b5d6b9c1898bd9d6", "0ad716e7cfed9dc843287186cdfec85d" },
        { 128, "044fe4fd8444eea4", "c59e505a97d029e0", "2b83749a25627c556772960c7e09e15b" },
        { 240, "52196cba7571032a", "967597e635f3c527", "b2c3c2aa029b2279e16f608e11e76335" },
        { 241, "4ad057cdafb56edd", "d6afac6f8fa85b01", "e75e577a31d24834d6afac6f8fa85b01" },
        { 1025, "4c3fe020b83d1185", "95edccc1adc4d895", "15379a00bb4cec9895edccc1adc4d895" },
        { 3000, "c59de50289844942", "8489db8ce5637d6b", "3f9566386f7fec258489db8ce5637d6b" },
    };
    const struct span hello = SPAN("Hello world");
    char text[3000];

    (void)state;
    text_make(text, sizeof text);
    assert_string_equal(hex_of(CHECKSUM_XXHASH64, hello), "c500b0c912b376d8");
    assert_string_equal(hex_of(CHECKSUM_XXHASH3, hello), "b6acb9d84a38ff74");
    assert_string_equal(hex_of(CHECKSUM_XXHASH128, hello), "7351f89812f97382b91d05b31e04dd7f");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct span data = { text, cases[i].size };
        assert_string_equal(hex_of(CHECKSUM_XXHASH64, data), cases[i].of_64);
        assert_string_equal(hex_of(CHECKSUM_XXHASH3, data), cases[i].of_3);
        assert_string_equal(hex_of(CHECKSUM_XXHASH128, data), cases[i].of_128);
    }
}

/* A bit at a time, as the definition has it. */
static uint64_t slowly(uint64_t polynomial, int bits, struct span data)
{
    uint64_t inverted = UINT64_MAX >> (64 - bits), crc = inverted;

    for (size_t i = 0; i < data.size; i++) {
        crc ^= (unsigned char)data.data[i];
        for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
    }
    return crc ^ inverted;
}

static const struct {
    enum crc_kind kind;
    uint64_t polynomial;
    int bits;
} crcs[] = { { CRC_32, 0xEDB88320, 32 },
             { CRC_32C, 0x82F63B78, 32 },
             { CRC_64NVME, UINT64_C(0x9A6C9329AC4BC9B5), 64 } };

/* Of every length, so that each way through the bytes is taken, and at every address. */
static void every_length_by_its_definition(void **state)
{
    char text[700];

    (void)state;
    text_make(text, sizeof text);
    for (size_t k = 0; k < 3; k++)
        for (size_t size = 0; size < sizeof text - 8; size++) {
            struct span data = { text + size % 8, size };
            if (crc_add(crcs[k].kind, 0, data) != slowly(crcs[k].polynomial, crcs[k].bits, data))
                fail_msg("kind %zu, %zu bytes", k, size);
        }
}

static void pieces_are_as_the_whole(void **state)
{
    char text[3000];

    (void)state;
    text_make(text, sizeof text);
    for (int kind = 0; kind < CHECKSUM_KINDS; kind++) {
        unsigned char whole[CHECKSUM_BYTES_MAX], pieces[CHECKSUM_BYTES_MAX];
        size_t size = checksum_of((enum checksum_kind)kind, (struct span){ text, sizeof text }, whole);
        struct checksum s;
        checksum_begin(&s, (enum checksum_kind)kind, 0);
        for (size_t at = 0, n = 0; at < sizeof text; at += n, n++)
            checksum_add(&s, span_sub((struct span){ text, sizeof text }, at, n));
        assert_int_equal(checksum_end(&s, pieces), size);
        assert_memory_equal(pieces, whole, size);
    }
}

static void two_are_combined(void **state)
{
    char text[1000];

    (void)state;
    text_make(text, sizeof text);
    for (int kind = 0; kind < CHECKSUM_KINDS; kind++) {
        if (!checksum_combines((enum checksum_kind)kind)) continue;
        for (size_t cut = 0; cut <= sizeof text; cut += 50) {
            unsigned char first[CHECKSUM_BYTES_MAX], second[CHECKSUM_BYTES_MAX], whole[CHECKSUM_BYTES_MAX];
            size_t size = checksum_of((enum checksum_kind)kind, (struct span){ text, cut }, first);
            checksum_of((enum checksum_kind)kind, (struct span){ text + cut, sizeof text - cut }, second);
            checksum_of((enum checksum_kind)kind, (struct span){ text, sizeof text }, whole);
            checksum_combine((enum checksum_kind)kind, first, second, sizeof text - cut);
            assert_memory_equal(first, whole, size);
        }
    }
}

/* Five gigabytes of zeros, in doubling steps: the second piece's length has more than 32 bits. */
static void long_pieces_are_combined(void **state)
{
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        uint64_t one = crc_add(crcs[k].kind, 0, (struct span){ "", 1 }), crc = one, size = 1;
        for (; size < UINT64_C(1) << 33; size *= 2) crc = crc_combine(crcs[k].kind, crc, crc, size);
        assert_true(crc_combine(crcs[k].kind, one, crc, size) == crc_combine(crcs[k].kind, crc, one, 1));
        assert_true(crc != one);
    }
}

static void names(void **state)
{
    static const char *const known[] = { "CRC32",  "CRC32C", "CRC64NVME", "SHA1",    "SHA256",
                                         "SHA512", "MD5",    "XXHASH64",  "XXHASH3", "XXHASH128" };
    enum checksum_kind kind;

    (void)state;
    for (int i = 0; i < CHECKSUM_KINDS; i++) {
        assert_true(checksum_named(span_of(known[i]), &kind));
        assert_int_equal(kind, i);
        assert_string_equal(checksum_name(kind), known[i]);
        assert_int_equal(checksum_combines(kind), i < CHECKSUM_SHA1);
    }
    assert_false(checksum_named(SPAN("crc32"), &kind));
    assert_false(checksum_named(SPAN(""), &kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(known_checksums, drop),
        cmocka_unit_test_teardown(known_xxhashes, drop),
        cmocka_unit_test(every_length_by_its_definition),
        cmocka_unit_test(pieces_are_as_the_whole),
        cmocka_unit_test(two_are_combined),
        cmocka_unit_test(long_pieces_are_combined),
        cmocka_unit_test(names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
