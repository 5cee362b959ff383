/* The cache: its bound, who waits for whom, what invalidations reach; and bodies that several read while they come. */
#include "emulator/services/cloudfront/cloudfront_cache.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/emulator/unit.h"

#define NOW INT64_C(1000000)

static struct cloudfront_cache_key key_of(const char *text)
{
    return (struct cloudfront_cache_key){ span_of(text), SPAN("E1"), span_of(text) };
}

static struct cloudfront_object *object_of(size_t size, int64_t fresh_ms)
{
    struct http_header headers[] = { { SPAN("Content-Type"), SPAN("text/plain") } };
    struct cloudfront_answer_head head = { 200, headers, 1 };
    struct cloudfront_life life = { .is_kept = true, .is_shared = fresh_ms > 0, .fresh_ms = fresh_ms };
    char *bytes = malloc(size);

    memset(bytes, 'x', size);
    return cloudfront_object_new(&head, cloudfront_body_of(bytes, size), &life, NOW);
}

static void put(const char *text, size_t size, int64_t fresh_ms)
{
    struct cloudfront_cache_key key = key_of(text);
    struct cloudfront_cache_found found;
    struct cloudfront_object *o = object_of(size, fresh_ms);

    assert_int_equal(cloudfront_cache_find(&key, NOW, true, &found), CLOUDFRONT_CACHE_ASK);
    assert_non_null(found.claim);
    cloudfront_cache_put(&found, &key, o);
    cloudfront_object_release(o);
    cloudfront_cache_end(&found);
}

static bool has(const char *text, int64_t now_ms)
{
    struct cloudfront_cache_key key = key_of(text);
    struct cloudfront_cache_found found;
    bool serves = cloudfront_cache_find(&key, now_ms, true, &found) == CLOUDFRONT_CACHE_SERVE;

    cloudfront_cache_end(&found);
    return serves;
}

static int empty(void **state)
{
    (void)state;
    cloudfront_cache_drop((struct span){ NULL, 0 });
    cloudfront_cache_limit(1024 * 1024);
    assert_int_equal(cloudfront_cache_use().objects, 0);
    assert_int_equal(cloudfront_cache_use().bytes, 0);
    return 0;
}

static void what_is_fresh_is_served(void **state)
{
    struct cloudfront_cache_key key = key_of("a");
    struct cloudfront_cache_found found;

    (void)state;
    put("a", 10, 5000);
    assert_true(has("a", NOW + 4999));
    assert_false(has("b", NOW));
    assert_int_equal(cloudfront_cache_find(&key, NOW + 5000, true, &found), CLOUDFRONT_CACHE_ASK);
    assert_non_null(found.object);
    assert_non_null(found.claim);
    cloudfront_cache_end(&found);
}

static void what_was_used_longest_ago_leaves(void **state)
{
    char name[8];

    (void)state;
    for (int i = 0; i < 12; i++) {
        snprintf(name, sizeof name, "k%d", i);
        put(name, 100 * 1024, 5000);
        if (i) assert_true(has("k0", NOW));
    }
    assert_true(cloudfront_cache_use().bytes <= 1024 * 1024);
    assert_true(has("k0", NOW));
    assert_true(has("k11", NOW));
    assert_false(has("k1", NOW));
}

static void what_is_too_large_is_not_kept(void **state)
{
    (void)state;
    put("a", 300 * 1024, 5000);
    assert_false(has("a", NOW));
    assert_int_equal(cloudfront_cache_use().objects, 0);
}

static void invalidations_reach_what_is_there(void **state)
{
    (void)state;
    put("/a/1", 10, 5000);
    put("/a/2?q", 10, 5000);
    put("/b", 10, 5000);
    assert_int_equal(cloudfront_cache_invalidate(SPAN("E2"), SPAN("/*")), 0);
    assert_int_equal(cloudfront_cache_invalidate(SPAN("E1"), SPAN("/a/2")), 0);
    assert_int_equal(cloudfront_cache_invalidate(SPAN("E1"), SPAN("/a/*")), 2);
    assert_false(has("/a/1", NOW));
    assert_true(has("/b", NOW));
}

static void invalidations_reach_what_is_on_its_way(void **state)
{
    struct cloudfront_cache_key key = key_of("/a");
    struct cloudfront_cache_found found;
    struct cloudfront_object *o = object_of(10, 5000);

    (void)state;
    assert_int_equal(cloudfront_cache_find(&key, NOW, true, &found), CLOUDFRONT_CACHE_ASK);
    cloudfront_cache_invalidate(SPAN("E1"), SPAN("/a"));
    cloudfront_cache_put(&found, &key, o);
    cloudfront_object_release(o);
    cloudfront_cache_end(&found);
    assert_false(has("/a", NOW));
}

static void what_is_stale_is_served_while_one_asks(void **state)
{
    struct cloudfront_cache_key key = key_of("a");
    struct cloudfront_cache_found first, second;
    struct cloudfront_object *o = object_of(10, 1000);

    (void)state;
    o->life.revalidate_ms = 2000;
    assert_int_equal(cloudfront_cache_find(&key, NOW, true, &first), CLOUDFRONT_CACHE_ASK);
    cloudfront_cache_put(&first, &key, o);
    cloudfront_object_release(o);
    assert_int_equal(cloudfront_cache_find(&key, NOW + 2999, true, &first), CLOUDFRONT_CACHE_SERVE);
    assert_true(first.is_stale && first.claim);
    assert_int_equal(cloudfront_cache_find(&key, NOW + 2999, true, &second), CLOUDFRONT_CACHE_SERVE);
    assert_true(second.is_stale && !second.claim);
    cloudfront_cache_end(&second);
    cloudfront_cache_end(&first);
    assert_int_equal(cloudfront_cache_find(&key, NOW + 3000, true, &first), CLOUDFRONT_CACHE_ASK);
    cloudfront_cache_end(&first);
}

/* --- many at once ------------------------------------------------------------------------------------------------- */

#define MANY 16

static _Atomic int asked;
static int64_t shared_ms;

static void *ask(void *unused)
{
    struct cloudfront_cache_key key = key_of("many");
    struct cloudfront_cache_found found;

    (void)unused;
    if (cloudfront_cache_find(&key, NOW, true, &found) == CLOUDFRONT_CACHE_ASK) {
        struct cloudfront_object *o = object_of(10, shared_ms);
        asked++;
        usleep(50000);
        cloudfront_cache_put(&found, &key, o);
        cloudfront_object_release(o);
    }
    cloudfront_cache_end(&found);
    return NULL;
}

static int asked_by_many(int64_t fresh_ms)
{
    pthread_t threads[MANY];

    asked = 0;
    shared_ms = fresh_ms;
    for (int i = 0; i < MANY; i++) pthread_create(&threads[i], NULL, ask, NULL);
    for (int i = 0; i < MANY; i++) pthread_join(threads[i], NULL);
    return asked;
}

static void one_asks_for_all(void **state)
{
    (void)state;
    assert_int_equal(asked_by_many(5000), 1);
    assert_int_equal(asked_by_many(5000), 0);
}

static void what_is_not_shared_is_asked_for_by_each(void **state)
{
    (void)state;
    assert_int_equal(asked_by_many(0), MANY);
}

/* --- bodies ------------------------------------------------------------------------------------------------------- */

#define BODY ((size_t)1000000)

struct slow {
    struct source source;
    size_t at, breaks_at;
    bool is_closed;
};

static ssize_t slow_read(struct source *s, void *out, size_t room)
{
    struct slow *own = (struct slow *)s;
    size_t size = room < 4096 ? room : 4096;

    if (own->at >= own->breaks_at) return -1;
    for (size_t i = 0; i < size; i++) ((char *)out)[i] = (char)((own->at + i) % 251);
    own->at += size;
    return (ssize_t)size;
}

static void slow_close(struct source *s)
{
    ((struct slow *)s)->is_closed = true;
}

static void *read_all(void *body)
{
    struct source *s = cloudfront_body_read(body, 1, BODY - 1);
    char piece[3000];
    size_t at = 1;
    ssize_t got;

    while ((got = source_read(s, piece, sizeof piece)) > 0)
        for (ssize_t i = 0; i < got; i++, at++)
            if (piece[i] != (char)(at % 251)) at = BODY * 2;
    source_close(s);
    return (void *)(got < 0 ? (size_t)0 : at);
}

static void many_read_what_comes(void **state)
{
    struct slow origin = { .source = { (int64_t)BODY, slow_read, slow_close }, .breaks_at = SIZE_MAX };
    struct cloudfront_body *b = cloudfront_body_from(&origin.source, BODY, false);
    pthread_t threads[4];
    void *at;

    (void)state;
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, read_all, b);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], &at);
        assert_int_equal((size_t)at, BODY);
    }
    assert_true(origin.is_closed && cloudfront_body_is_whole(b) && origin.at == BODY);
    cloudfront_body_release(b);
}

static void what_breaks_off_breaks_for_all(void **state)
{
    struct slow origin = { .source = { (int64_t)BODY, slow_read, slow_close }, .breaks_at = BODY / 2 };
    struct cloudfront_body *b = cloudfront_body_from(&origin.source, BODY, false);

    (void)state;
    assert_int_equal((size_t)read_all(b), 0);
    assert_true(origin.is_closed && cloudfront_body_is_broken(b));
    assert_int_equal((size_t)read_all(b), 0);
    cloudfront_body_release(b);
}

static void what_nobody_read_is_closed(void **state)
{
    struct slow origin = { .source = { (int64_t)BODY, slow_read, slow_close }, .breaks_at = SIZE_MAX };

    (void)state;
    cloudfront_body_release(cloudfront_body_from(&origin.source, BODY, false));
    assert_true(origin.is_closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_fresh_is_served, empty, empty),
        cmocka_unit_test_setup_teardown(what_was_used_longest_ago_leaves, empty, empty),
        cmocka_unit_test_setup_teardown(what_is_too_large_is_not_kept, empty, empty),
        cmocka_unit_test_setup_teardown(invalidations_reach_what_is_there, empty, empty),
        cmocka_unit_test_setup_teardown(invalidations_reach_what_is_on_its_way, empty, empty),
        cmocka_unit_test_setup_teardown(what_is_stale_is_served_while_one_asks, empty, empty),
        cmocka_unit_test_setup_teardown(one_asks_for_all, empty, empty),
        cmocka_unit_test_setup_teardown(what_is_not_shared_is_asked_for_by_each, empty, empty),
        cmocka_unit_test(many_read_what_comes),
        cmocka_unit_test(what_breaks_off_breaks_for_all),
        cmocka_unit_test(what_nobody_read_is_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
