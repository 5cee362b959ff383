/* Compiled patterns in a fixed hash table by the address of their text: tables are const, so an address is one
 * pattern. */
#include "emulator/core/pattern.h"

#include <assert.h>
#include <pthread.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define SLOTS     1024
#define STEPS_MAX 100000

/* A slot's code is there before its pattern is: who sees the one may use the other. */
static struct {
    const char *_Atomic pattern;
    pcre2_code *code;
} slots[SLOTS];
static pcre2_match_context *_Atomic limits; /* of steps; made with the first pattern */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static pcre2_code *compile(const char *pattern)
{
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                      PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &error, &offset, NULL);

    assert(code);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where machine code is refused, it is interpreted */
    return code;
}

/* The pattern's slot, or the empty one that is its to take. */
static size_t slot_of(const char *pattern)
{
    size_t slot = ((uintptr_t)pattern >> 3) % SLOTS, tried = 0;
    const char *there;

    while ((there = slots[slot].pattern) && there != pattern) {
        slot = (slot + 1) % SLOTS;
        tried++;
        assert(tried < SLOTS);
    }
    return slot;
}

static void limits_make(void)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);

    assert(context);
    pcre2_set_match_limit(context, STEPS_MAX);
    limits = context;
}

static size_t slot_fill(const char *pattern)
{
    size_t slot;

    pthread_mutex_lock(&lock);
    if (!limits) limits_make();
    slot = slot_of(pattern);
    if (!slots[slot].pattern) {
        slots[slot].code = compile(pattern);
        slots[slot].pattern = pattern;
    }
    pthread_mutex_unlock(&lock);
    return slot;
}

static const pcre2_code *code_of(const char *pattern)
{
    size_t slot = slot_of(pattern);

    if (!slots[slot].pattern) slot = slot_fill(pattern);
    return slots[slot].code;
}

bool pattern_matches(const char *pattern, struct span text)
{
    const pcre2_code *code = code_of(pattern);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.data ? text.data : "");
    int rc = pcre2_match(code, subject, text.size, 0, 0, data, limits);

    if (rc == PCRE2_ERROR_JIT_STACKLIMIT) /* 32 KB: the interpreter takes its own from the heap */
        rc = pcre2_match(code, subject, text.size, 0, PCRE2_NO_JIT, data, limits);
    pcre2_match_data_free(data);
    return rc >= 0;
}
