/* Random operations, through the door, beside a plain model in memory: every answer must be the model's.
 *
 * The model is an array of items of a few keys each. A table has a partition key of 8 values and a sort key of 16 numbers, a global index
 * by `g` and `n` (which items may lack), and a local one by `v`. What an answer holds is worked out from the array by looking at all of it.
 *
 * MODEL_OPERATIONS says how many (8,000; the full run is 100,000), MODEL_SEED where to begin. The second test does the same in a child that is
 * killed at any moment and begun again; what it had acknowledged must be there, and of the operation under way all or nothing. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/emulator/world.h"

#define HASHES 8
#define SORTS  16
#define KEYS   (HASHES * SORTS)

struct item {
    bool there;
    int v, n, g; /* n and g are -1 where the item lacks them */
};

struct model {
    struct item items[KEYS];
};

static unsigned long long seed;

static int dice(int sides)
{
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (int)((seed >> 33) % (unsigned)sides);
}

/* --- operations --------------------------------------------------------------------------------------------------- */

enum kind { PUT, UPDATE, DELETE, TRANSACT };

/* One write and its condition: none, there, not there, v = a number, n < a number. */
struct part {
    enum kind kind;
    int key, v, n, g;
    int condition, against;
};

struct deed {
    enum kind kind;
    struct part parts[4];
    int count;
};

static struct part part_new(void)
{
    return (struct part){ .kind = (enum kind)dice(3),
                          .key = dice(KEYS),
                          .v = dice(10),
                          .n = dice(12) - 2,
                          .g = dice(5) - 1,
                          .condition = dice(8),
                          .against = dice(10) };
}

static bool is_taken(const struct deed *o, int key)
{
    for (int i = 0; i < o->count; i++)
        if (o->parts[i].key == key) return true;
    return false;
}

static struct deed deed_new(void)
{
    struct deed o = { .kind = dice(5) ? PUT : TRANSACT };
    int wanted = o.kind == TRANSACT ? 1 + dice(4) : 1;

    while (o.count < wanted) {
        struct part p = part_new();
        if (!is_taken(&o, p.key)) o.parts[o.count++] = p;
    }
    if (o.kind != TRANSACT) o.kind = o.parts[0].kind;
    return o;
}

static bool holds(const struct part *p, const struct item *i)
{
    switch (p->condition) {
    case 1: return i->there;
    case 2: return !i->there;
    case 3: return i->there && i->v == p->against;
    case 4: return i->there && i->n >= 0 && i->n < p->against;
    default: return true;
    }
}

static void part_apply(const struct part *p, struct item *i)
{
    if (p->kind == DELETE) {
        *i = (struct item){ 0 };
    } else if (p->kind == PUT) {
        *i = (struct item){ true, p->v, p->n < 0 ? -1 : p->n, p->g };
    } else {
        if (!i->there) *i = (struct item){ true, 0, -1, -1 };
        i->v = p->v;
        i->n = p->n < 0 ? -1 : p->n;
        if (p->g >= 0) i->g = p->g;
    }
}

/* Is all of it done? Then the model changes. */
static bool deed_apply(struct model *m, const struct deed *o)
{
    for (int i = 0; i < o->count; i++)
        if (!holds(&o->parts[i], &m->items[o->parts[i].key])) return false;
    for (int i = 0; i < o->count; i++) part_apply(&o->parts[i], &m->items[o->parts[i].key]);
    return true;
}

/* --- as requests -------------------------------------------------------------------------------------------------- */

static void put_key(struct buf *b, int key)
{
    buf_printf(b, "\"h\":{\"S\":\"h%d\"},\"s\":{\"N\":\"%d\"}", key / SORTS, key % SORTS - 4);
}

static void put_attributes(struct buf *b, const struct item *i)
{
    buf_printf(b, ",\"v\":{\"N\":\"%d\"}", i->v);
    if (i->n >= 0) buf_printf(b, ",\"n\":{\"N\":\"%d\"}", i->n);
    if (i->g >= 0) buf_printf(b, ",\"g\":{\"S\":\"g%d\"}", i->g);
}

static void put_condition(struct buf *b, const struct part *p)
{
    static const char *const texts[] = { "", "attribute_exists(h)", "attribute_not_exists(h)", "v = :against",
                                         "n < :against" };

    if (p->condition < 5 && p->condition > 0) buf_printf(b, ",\"ConditionExpression\":\"%s\"", texts[p->condition]);
}

static void put_update(struct buf *b, const struct part *p)
{
    buf_printf(b, ",\"UpdateExpression\":\"SET v = :v%s%s%s\"", p->n >= 0 ? ", n = :n" : "",
               p->g >= 0 ? ", g = :g" : "", p->n < 0 ? " REMOVE n" : "");
}

static void put_values(struct buf *b, const struct part *p)
{
    bool against = p->condition == 3 || p->condition == 4;
    const char *comma = "";

    if (p->kind != UPDATE && !against) return;
    buf_add_text(b, ",\"ExpressionAttributeValues\":{");
    if (p->kind == UPDATE) {
        buf_printf(b, "\":v\":{\"N\":\"%d\"}", p->v);
        if (p->n >= 0) buf_printf(b, ",\":n\":{\"N\":\"%d\"}", p->n);
        if (p->g >= 0) buf_printf(b, ",\":g\":{\"S\":\"g%d\"}", p->g);
        comma = ",";
    }
    if (against) buf_printf(b, "%s\":against\":{\"N\":\"%d\"}", comma, p->against);
    buf_add_char(b, '}');
}

static void put_part(struct buf *b, const struct part *p)
{
    struct item put = { true, p->v, p->n < 0 ? -1 : p->n, p->g };

    buf_printf(b, "{\"TableName\":\"Model\",\"%s\":{", p->kind == PUT ? "Item" : "Key");
    put_key(b, p->key);
    if (p->kind == PUT) put_attributes(b, &put);
    buf_add_char(b, '}');
    if (p->kind == UPDATE) put_update(b, p);
    put_condition(b, p);
    put_values(b, p);
    buf_add_char(b, '}');
}

static const char *const names[] = { "Put", "Update", "Delete" };

static bool deed_ask(const struct deed *o)
{
    struct buf b = { 0 };
    char name[32];
    struct call *c;
    bool done;

    if (o->kind != TRANSACT) {
        put_part(&b, &o->parts[0]);
    } else {
        buf_add_text(&b, "{\"TransactItems\":[");
        for (int i = 0; i < o->count; i++) {
            buf_printf(&b, "%s{\"%s\":", i ? "," : "", names[o->parts[i].kind]);
            put_part(&b, &o->parts[i]);
            buf_add_char(&b, '}');
        }
        buf_add_text(&b, "]}");
    }
    snprintf(name, sizeof name, o->kind == TRANSACT ? "TransactWriteItems" : "%sItem", names[o->parts[0].kind]);
    c = ask("dynamodb", name, "%s", b.data);
    done = !c->fault.kind;
    if (!done && strcmp(c->fault.kind->code, "ConditionalCheckFailedException") != 0 &&
        strcmp(c->fault.kind->code, "TransactionCanceledException") != 0)
        fail_msg("%s: %s: %s", b.data, c->fault.kind->code, c->fault.message);
    call_free(c);
    buf_release(&b);
    return done;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct query {
    const char *index;
    int hash;     /* of the table or of byG */
    int from, to; /* of the sort key, both in it */
    int above;    /* filter: v > above; -1: none */
    int limit;
    bool backward;
};

/* The sort key of the query's index. */
static int sort_of(const struct query *q, const struct item *items, int key)
{
    if (strcmp(q->index, "byG") == 0) return items[key].n;
    return strcmp(q->index, "byV") == 0 ? items[key].v : key % SORTS - 4;
}

static bool matches(const struct query *q, const struct item *items, int key)
{
    const struct item *i = &items[key];
    int sort;

    if (!i->there) return false;
    if (strcmp(q->index, "byG") == 0 ? i->g != q->hash || i->n < 0 : key / SORTS != q->hash) return false;
    sort = sort_of(q, items, key);
    return sort >= q->from && sort <= q->to;
}

static int key_of(const struct doc *item)
{
    struct span h = doc_get_str(doc_get(item, "h"), "S"), s = doc_get_str(doc_get(item, "s"), "N");
    int64_t hash = -1, sort = -100;

    assert_true(span_int(span_sub(h, 1, SIZE_MAX), &hash) && span_int(s, &sort));
    return (int)(hash * SORTS + sort + 4);
}

static void item_same(const struct doc *item, const struct item *i)
{
    struct buf b = { 0 };
    struct arena a = { 0 };
    int key = key_of(item);

    assert_true(i->there);
    buf_add_char(&b, '{');
    put_key(&b, key);
    put_attributes(&b, i);
    buf_add_char(&b, '}');
    if (!doc_equal(item, json_parse(&a, buf_span(&b), NULL)))
        fail_msg("item %s, not %s", json_text(&a, item).data, b.data);
    buf_release(&b);
    arena_release(&a);
}

static struct call *query_page(const struct query *q, const struct doc *start)
{
    struct buf b = { 0 };
    struct arena a = { 0 };
    bool by_g = strcmp(q->index, "byG") == 0, by_v = strcmp(q->index, "byV") == 0;
    struct call *c;

    buf_printf(
        &b,
        "{\"TableName\":\"Model\",\"ConsistentRead\":%s,\"KeyConditionExpression\":\"%s = :h AND %s BETWEEN :a AND :b\",",
        by_g ? "false" : "true", by_g ? "g" : "h",
        by_g   ? "n"
        : by_v ? "v"
               : "s");
    if (*q->index) buf_printf(&b, "\"IndexName\":\"%s\",", q->index);
    if (q->above >= 0) buf_printf(&b, "\"FilterExpression\":\"%s > :f\",", by_v ? "n" : "v");
    if (q->limit) buf_printf(&b, "\"Limit\":%d,", q->limit);
    if (start) buf_printf(&b, "\"ExclusiveStartKey\":%s,", json_text(&a, start).data);
    buf_printf(
        &b,
        "\"ScanIndexForward\":%s,\"ExpressionAttributeValues\":{\":h\":{\"S\":\"%s%d\"},\":a\":{\"N\":\"%d\"},\":b\":{\"N\":\"%d\"}",
        q->backward ? "false" : "true", by_g ? "g" : "h", q->hash, q->from, q->to);
    if (q->above >= 0) buf_printf(&b, ",\":f\":{\"N\":\"%d\"}", q->above);
    buf_add_text(&b, "}}");
    c = ask("dynamodb", "Query", "%s", b.data);
    if (c->fault.kind) fail_msg("%s: %s", b.data, c->fault.message);
    buf_release(&b);
    arena_release(&a);
    return c;
}

static bool passes(const struct query *q, const struct item *i)
{
    if (q->above < 0) return true;
    return strcmp(q->index, "byV") == 0 ? i->n > q->above : i->v > q->above;
}

/* All pages of a query: each item once, in order, as the model has it, and as many as it has. */
static void query_check(const struct model *m, const struct query *q)
{
    bool seen[KEYS] = { false };
    int expected = 0, scanned = 0, got = 0, last = q->backward ? 1000 : -1000;
    struct call *c = NULL, *before;

    for (int k = 0; k < KEYS; k++) {
        if (!matches(q, m->items, k)) continue;
        scanned++;
        expected += passes(q, &m->items[k]);
    }
    do {
        struct doc *items;
        before = c;
        c = query_page(q, before ? doc_get(before->out, "LastEvaluatedKey") : NULL);
        if (before) call_free(before);
        items = doc_get(c->out, "Items");
        scanned -= (int)doc_get_int(c->out, "ScannedCount", 0);
        if (q->limit) assert_true(doc_get_int(c->out, "ScannedCount", 0) <= q->limit);
        for (size_t i = 0; i < doc_count(items); i++) {
            int key = key_of(doc_at(items, i)), sort = sort_of(q, m->items, key);
            assert_true(matches(q, m->items, key) && passes(q, &m->items[key]) && !seen[key]);
            assert_true(q->backward ? sort <= last : sort >= last);
            item_same(doc_at(items, i), &m->items[key]);
            seen[key] = true;
            last = sort;
            got++;
        }
    } while (doc_get(c->out, "LastEvaluatedKey"));
    call_free(c);
    assert_int_equal(got, expected);
    assert_int_equal(scanned, 0);
}

static void query_any(const struct model *m)
{
    static const char *const indexes[] = { "", "byG", "byV" };
    struct query q = {
        .index = indexes[dice(3)], .from = dice(10) - 5, .above = dice(3) ? -1 : dice(8), .backward = dice(2)
    };

    q.hash = dice(strcmp(q.index, "byG") ? HASHES : 4);
    q.to = q.from + dice(20);
    q.limit = dice(2) ? 0 : 1 + dice(6);
    query_check(m, &q);
}

static void get_any(const struct model *m)
{
    int key = dice(KEYS);
    struct call *c =
        ask("dynamodb", "GetItem",
            "{\"TableName\":\"Model\",\"ConsistentRead\":true,\"Key\":{\"h\":{\"S\":\"h%d\"},\"s\":{\"N\":\"%d\"}}}",
            key / SORTS, key % SORTS - 4);
    struct doc *item = doc_get(c->out, "Item");

    assert_null(c->fault.kind);
    assert_int_equal(item != NULL, m->items[key].there);
    if (item) item_same(item, &m->items[key]);
    call_free(c);
}

/* Table and indexes hold just what the model does, and have counted it. */
static void everything_check(const struct model *m)
{
    struct query q = { .from = -100, .to = 100, .above = -1 };
    int there = 0, in_g = 0;
    struct call *c;
    struct doc *table, *global;

    for (int k = 0; k < KEYS; k++) {
        there += m->items[k].there;
        in_g += m->items[k].there && m->items[k].g >= 0 && m->items[k].n >= 0;
    }
    for (int i = 0; i < HASHES; i++) {
        q.hash = i;
        q.index = "";
        query_check(m, &q);
        q.index = "byV";
        query_check(m, &q);
        q.index = "byG";
        query_check(m, &q);
    }
    c = ask("dynamodb", "DescribeTable", "{\"TableName\":\"Model\"}");
    table = doc_get(c->out, "Table");
    global = doc_at(doc_get(table, "GlobalSecondaryIndexes"), 0);
    assert_int_equal(doc_get_int(table, "ItemCount", -1), there);
    assert_int_equal(doc_get_int(global, "ItemCount", -1), in_g);
    call_free(c);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static void table_make(void)
{
    must(
        "dynamodb", "CreateTable",
        "{\"TableName\":\"Model\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":\"h\",\"AttributeType\":"
        "\"S\"},{\"AttributeName\":\"s\",\"AttributeType\":\"N\"},{\"AttributeName\":\"v\",\"AttributeType\":\"N\"},{\"AttributeName\":\"g\","
        "\"AttributeType\":\"S\"},{\"AttributeName\":\"n\",\"AttributeType\":\"N\"}],\"KeySchema\":[{\"AttributeName\":\"h\",\"KeyType\":"
        "\"HASH\"},{\"AttributeName\":\"s\",\"KeyType\":\"RANGE\"}],\"LocalSecondaryIndexes\":[{\"IndexName\":\"byV\",\"KeySchema\":[{"
        "\"AttributeName\":\"h\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"v\",\"KeyType\":\"RANGE\"}],\"Projection\":{\"ProjectionType\":"
        "\"ALL\"}}],\"GlobalSecondaryIndexes\":[{\"IndexName\":\"byG\",\"KeySchema\":[{\"AttributeName\":\"g\",\"KeyType\":\"HASH\"},{"
        "\"AttributeName\":\"n\",\"KeyType\":\"RANGE\"}],\"Projection\":{\"ProjectionType\":\"ALL\"}}]}");
}

static int operations_wanted(void)
{
    const char *wanted = getenv("MODEL_OPERATIONS"), *from = getenv("MODEL_SEED");

    seed = from ? strtoull(from, NULL, 10) : 20261124;
    return wanted ? atoi(wanted) : 8000;
}

static void answers_are_the_models(void **state)
{
    struct model *m = calloc(1, sizeof *m);
    int wanted = operations_wanted();

    (void)state;
    assert_non_null(m);
    table_make();
    for (int i = 0; i < wanted; i++) {
        struct deed o = deed_new();
        switch (dice(4)) {
        case 0: get_any(m); break;
        case 1: query_any(m); break;
        default: assert_int_equal(deed_ask(&o), deed_apply(m, &o));
        }
    }
    everything_check(m);
    free(m);
}

/* --- killed ------------------------------------------------------------------------------------------------------- */

/* What the child says, in memory that outlives it. Its model after `done` operations is at models[done % 2], so that counting one more is all
 * that makes the next one true. */
struct diary {
    struct model models[2];
    struct deed operation; /* the one numbered `begun` */
    volatile long begun, done;
    volatile unsigned long long seed;
};

static void child_run(struct diary *d)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    world_start();
    seed = d->seed;
    for (;;) {
        struct deed o = deed_new();
        struct model *next = &d->models[(d->done + 1) % 2];
        *next = d->models[d->done % 2];
        d->operation = o;
        d->seed = seed;
        __sync_synchronize();
        d->begun = d->done + 1;
        if (deed_ask(&o) != deed_apply(next, &o)) _exit(3);
        __sync_synchronize();
        d->done++;
    }
}

static bool is_stored_so(int key, const struct item *i)
{
    struct call *c =
        ask("dynamodb", "GetItem",
            "{\"TableName\":\"Model\",\"ConsistentRead\":true,\"Key\":{\"h\":{\"S\":\"h%d\"},\"s\":{\"N\":\"%d\"}}}",
            key / SORTS, key % SORTS - 4);
    const struct doc *item = doc_get(c->out, "Item");
    struct span n = doc_get_str(doc_get(item, "n"), "N"), g = doc_get_str(doc_get(item, "g"), "S");
    int64_t v = 0, number = -1, group = -1;
    bool same;

    span_int(doc_get_str(doc_get(item, "v"), "N"), &v);
    if (n.data) span_int(n, &number);
    if (g.data) span_int(span_sub(g, 1, SIZE_MAX), &group);
    same = item ? i->there && v == i->v && number == i->n && group == i->g : !i->there;
    call_free(c);
    return same;
}

/* The operation under way is on disk wholly or not at all: one item that it changes tells which. */
static void settle(struct diary *d)
{
    struct model *now = &d->models[d->done % 2], after = *now;

    if (d->begun == d->done || !deed_apply(&after, &d->operation)) return;
    for (int i = 0; i < d->operation.count; i++) {
        int key = d->operation.parts[i].key;
        if (memcmp(&after.items[key], &now->items[key], sizeof after.items[key]) == 0) continue;
        if (is_stored_so(key, &after.items[key])) *now = after;
        return;
    }
}

#define PATIENCE_US 20000000 /* for a child on a busy machine */

/* Kills the child some time after it has done that many operations. */
static void run_and_kill(struct diary *d, long operations)
{
    long enough = d->done + operations;
    pid_t pid = fork();
    int status;

    assert_true(pid >= 0);
    if (pid == 0) child_run(d);
    for (int waited = 0; d->done < enough && waited < PATIENCE_US; waited += 500) usleep(500);
    usleep((unsigned)dice(3000));
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
}

static void nothing_acknowledged_is_lost(void **state)
{
    struct diary *d = mmap(NULL, sizeof *d, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int wanted = operations_wanted(), rounds = wanted >= 100000 ? 40 : 6;

    (void)state;
    assert_true(d != MAP_FAILED);
    table_make();
    world_stop();
    d->seed = seed;
    for (int i = 0; i < rounds; i++) {
        run_and_kill(d, wanted / 8 / rounds + (long)dice(100));
        world_start();
        settle(d);
        d->begun = d->done;
        everything_check(&d->models[d->done % 2]);
        world_stop();
    }
    print_message("%ld operations acknowledged\n", d->done);
    assert_true(d->done >= wanted / 8 / rounds * rounds);
    munmap(d, sizeof *d);
    world_start();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_are_the_models, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(nothing_acknowledged_is_lost, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
