/* One way for all polynomials: eight bytes a step by tables, or, where the processor multiplies without carries, 64
 * bytes a step.
 *
 * A check is a polynomial over GF(2) in reflected form: of W bits the lowest is x^(W-1). A text's check is the text,
 * times x^W, modulo the polynomial, so that whatever is congruent to a text may stand in its place. Folding makes use
 * of it: 128 bits that stand D bits before others are multiplied by x^D mod P and added to those. What remains in the
 * end is 16 bytes, congruent to the whole text, whose check the tables give.
 *
 * A product of two reflected numbers of 64 bits has 127, and is read as 128: so it comes out as times x, and each
 * factor has an x less. See Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction",
 * Intel, 2009. */
#include "emulator/base/crc.h"

#include <pthread.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static const struct crc {
    uint64_t polynomial; /* reflected, without its highest power */
    int bits;
} kinds[] = {
    [CRC_32] = { 0xEDB88320, 32 },
    [CRC_32C] = { 0x82F63B78, 32 },
    [CRC_64NVME] = { UINT64_C(0x9A6C9329AC4BC9B5), 64 },
};

#define KINDS      (sizeof kinds / sizeof *kinds)
#define SLICES     8
#define FOLD_BYTES 64

/* What is worked out once, of each kind. */
static struct made {
    uint64_t table[SLICES][256]; /* of a byte with so many zero bytes behind it */
    uint64_t by_512[2];          /* x^(512+63) and x^(512-1) mod P: what folds 128 bits by 512 */
    uint64_t by_128[2];
    bool folds;
} made[KINDS];

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* --- polynomials -------------------------------------------------------------------------------------------------- */

static uint64_t times_x(const struct crc *k, uint64_t a)
{
    return a & 1 ? a >> 1 ^ k->polynomial : a >> 1;
}

static uint64_t times(const struct crc *k, uint64_t a, uint64_t b)
{
    uint64_t product = 0;

    for (uint64_t bit = UINT64_C(1) << (k->bits - 1); bit; bit >>= 1) {
        if (a & bit) product ^= b;
        b = times_x(k, b);
    }
    return product;
}

/* x^(2^doublings * n), by squares. */
static uint64_t power_of_x(const struct crc *k, uint64_t n, int doublings)
{
    uint64_t result = UINT64_C(1) << (k->bits - 1), square = result >> 1;

    for (int i = 0; i < doublings; i++) square = times(k, square, square);
    for (; n; n >>= 1) {
        if (n & 1) result = times(k, result, square);
        square = times(k, square, square);
    }
    return result;
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static void table_make(const struct crc *k, struct made *m)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        m->table[0][byte] = byte;
        for (int i = 0; i < 8; i++) m->table[0][byte] = times_x(k, m->table[0][byte]);
    }
    for (int slice = 1; slice < SLICES; slice++)
        for (unsigned byte = 0; byte < 256; byte++) {
            uint64_t before = m->table[slice - 1][byte];
            m->table[slice][byte] = before >> 8 ^ m->table[0][before & 255];
        }
}

/* A factor is reflected in 64 bits. */
static void factors_make(const struct crc *k, uint64_t factors[2], uint64_t bits)
{
    factors[0] = power_of_x(k, bits + 63, 0) << (64 - k->bits);
    factors[1] = power_of_x(k, bits - 1, 0) << (64 - k->bits);
}

static void make(void)
{
    for (size_t i = 0; i < KINDS; i++) {
        table_make(&kinds[i], &made[i]);
        factors_make(&kinds[i], made[i].by_512, 512);
        factors_make(&kinds[i], made[i].by_128, 128);
#if defined(__x86_64__)
        made[i].folds = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
#endif
    }
}

static uint64_t by_table(const struct made *m, uint64_t crc, const unsigned char *p, size_t size)
{
    for (; size >= 8; p += 8, size -= 8) {
        for (int i = 0; i < 8; i++) crc ^= (uint64_t)p[i] << (8 * i);
        crc = m->table[7][crc & 255] ^ m->table[6][crc >> 8 & 255] ^ m->table[5][crc >> 16 & 255] ^
              m->table[4][crc >> 24 & 255] ^ m->table[3][crc >> 32 & 255] ^ m->table[2][crc >> 40 & 255] ^
              m->table[1][crc >> 48 & 255] ^ m->table[0][crc >> 56];
    }
    for (; size; p++, size--) crc = crc >> 8 ^ m->table[0][(crc ^ *p) & 255];
    return crc;
}

/* --- folding ------------------------------------------------------------------------------------------------------ */

#if defined(__x86_64__)
#define FOLDING __attribute__((target("pclmul,sse4.1")))

FOLDING static inline __m128i load(const void *p)
{
    return _mm_loadu_si128(p);
}

FOLDING static inline __m128i fold(__m128i before, __m128i factors, __m128i behind)
{
    __m128i low = _mm_clmulepi64_si128(before, factors, 0x00), high = _mm_clmulepi64_si128(before, factors, 0x11);

    return _mm_xor_si128(_mm_xor_si128(low, high), behind);
}

/* `size` is a multiple of 64, and not 0. */
FOLDING static uint64_t by_folding(const struct made *m, uint64_t crc, const unsigned char *p, size_t size)
{
    __m128i by_512 = load(m->by_512), by_128 = load(m->by_128), lanes[4], rest;
    unsigned char last[16];

    for (int i = 0; i < 4; i++) lanes[i] = load(p + 16 * i);
    lanes[0] = _mm_xor_si128(lanes[0], _mm_set_epi64x(0, (long long)crc));
    while (size -= FOLD_BYTES) {
        p += FOLD_BYTES;
        for (int i = 0; i < 4; i++) lanes[i] = fold(lanes[i], by_512, load(p + 16 * i));
    }
    rest = lanes[0];
    for (int i = 1; i < 4; i++) rest = fold(rest, by_128, lanes[i]);
    _mm_storeu_si128((void *)last, rest);
    return by_table(m, 0, last, sizeof last);
}
#else
static uint64_t by_folding(const struct made *m, uint64_t crc, const unsigned char *p, size_t size)
{
    return by_table(m, crc, p, size);
}
#endif

/* --- outside ------------------------------------------------------------------------------------------------------ */

uint64_t crc_add(enum crc_kind kind, uint64_t crc, struct span data)
{
    const struct made *m = &made[kind];
    uint64_t inverted = UINT64_MAX >> (64 - kinds[kind].bits);
    size_t folded = data.size / FOLD_BYTES * FOLD_BYTES;
    const unsigned char *p = (const unsigned char *)data.data;

    if (!data.size) return crc;
    pthread_once(&once, make);
    if (!m->folds) folded = 0;
    crc ^= inverted;
    if (folded) crc = by_folding(m, crc, p, folded);
    return by_table(m, crc, p + folded, data.size - folded) ^ inverted;
}

uint64_t crc_combine(enum crc_kind kind, uint64_t first, uint64_t second, uint64_t second_bytes)
{
    const struct crc *k = &kinds[kind];

    return times(k, first, power_of_x(k, second_bytes, 3)) ^ second;
}

size_t crc_bytes(enum crc_kind kind)
{
    return (size_t)kinds[kind].bits / 8;
}
