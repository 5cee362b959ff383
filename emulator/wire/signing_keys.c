/* A small table by hash: the last that was derived has the slot. */
#include "emulator/wire/signing_keys.h"

#include <pthread.h>
#include <stdio.h>

#include "emulator/base/digest.h"

#define SLOTS      64
#define SCOPE_MAX  192 /* bytes: the secret and the scope */
#define SECRET_MAX 128

static struct {
    pthread_mutex_t lock;
    struct {
        char scope[SCOPE_MAX];
        size_t size; /* 0: empty */
        unsigned char key[32];
    } slots[SLOTS];
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void hmac(unsigned char key[32], struct span text)
{
    unsigned char next[32];

    hmac_sha256((struct span){ (const char *)key, 32 }, text, next);
    memcpy(key, next, 32);
}

static void derive(struct span secret, struct span date, struct span region, struct span service, unsigned char key[32])
{
    char first[4 + SECRET_MAX];

    if (secret.size > SECRET_MAX) secret.size = SECRET_MAX;
    memcpy(first, "AWS4", 4);
    if (secret.size) memcpy(first + 4, secret.data, secret.size);
    hmac_sha256((struct span){ first, 4 + secret.size }, date, key);
    hmac(key, region);
    hmac(key, service);
    hmac(key, SPAN("aws4_request"));
}

/* The four, a NUL behind each. 0: too long. */
static size_t scope_write(char *out, const struct span *parts)
{
    size_t size = 0;

    for (int i = 0; i < 4; i++) {
        if (size + parts[i].size + 1 > SCOPE_MAX) return 0;
        if (parts[i].size) memcpy(out + size, parts[i].data, parts[i].size);
        size += parts[i].size;
        out[size++] = '\0';
    }
    return size;
}

void signing_key(struct span secret, struct span date, struct span region, struct span service, unsigned char key[32])
{
    const struct span parts[] = { secret, date, region, service };
    char scope[SCOPE_MAX];
    size_t size = scope_write(scope, parts), slot = (size_t)(span_hash((struct span){ scope, size }) % SLOTS);
    bool found;

    pthread_mutex_lock(&kept.lock);
    found = size && kept.slots[slot].size == size && memcmp(kept.slots[slot].scope, scope, size) == 0;
    if (found) memcpy(key, kept.slots[slot].key, 32);
    pthread_mutex_unlock(&kept.lock);
    if (found) return;
    derive(secret, date, region, service, key);
    if (!size) return;
    pthread_mutex_lock(&kept.lock);
    memcpy(kept.slots[slot].scope, scope, size);
    memcpy(kept.slots[slot].key, key, 32);
    kept.slots[slot].size = size;
    pthread_mutex_unlock(&kept.lock);
}
