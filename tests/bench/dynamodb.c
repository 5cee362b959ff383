/* A table has partitions of ten items; every load draws its partitions at random over the whole table, so that nothing is only found in caches. */
#include "tests/bench/dynamodb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/floors.h"
#include "tests/bench/load.h"

#define SMALL     1000
#define PARTITION 10

struct table {
    int port;
    const char *name;
    long items;
};

static size_t request(char *out, size_t room, const struct table *t, const char *operation, const char *body)
{
    return (size_t)snprintf(
        out, room,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Amz-Target: DynamoDB_20120810.%s\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        t->port, operation, strlen(body), body);
}

/* A number that goes over 0 … count - 1 without order. */
static long scatter(long n, long count)
{
    return (long)((unsigned long)n * 0x9E3779B97F4A7C15ul >> 11) % count;
}

static int key(char *out, size_t room, const struct table *t, long n)
{
    long i = scatter(n, t->items);

    return snprintf(out, room, "\"pk\":{\"S\":\"part-%08ld\"},\"sk\":{\"N\":\"%ld\"}", i / PARTITION, i % PARTITION);
}

/* What is written differs from what is there, as SQLite leaves a page alone that would stay as it is. */
static int item(char *out, size_t room, long i, long version)
{
    return snprintf(
        out, room,
        "\"pk\":{\"S\":\"part-%08ld\"},\"sk\":{\"N\":\"%ld\"},\"status\":{\"S\":\"PENDING\"},\"name\":{\"S\":\"Ada Lovelace\"},"
        "\"total\":{\"N\":\"%ld.25\"},\"address\":{\"M\":{\"street\":{\"S\":\"1 Main Street\"},\"city\":{\"S\":\"Paris\"}}}",
        i / PARTITION, i % PARTITION, 1000 + (i + version + time(NULL)) % 9000);
}

static size_t get(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;
    char body[512], k[128];

    key(k, sizeof k, t, n);
    snprintf(body, sizeof body, "{\"TableName\":\"%s\",\"Key\":{%s}}", t->name, k);
    return request(out, room, t, "GetItem", body);
}

static size_t put(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;
    char body[1024], i[512];

    item(i, sizeof i, scatter(n, t->items), n);
    snprintf(body, sizeof body, "{\"TableName\":\"%s\",\"Item\":{%s}}", t->name, i);
    return request(out, room, t, "PutItem", body);
}

static size_t query(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;
    char body[512];

    snprintf(
        body, sizeof body,
        "{\"TableName\":\"%s\",\"KeyConditionExpression\":\"pk = :p\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"part-%08ld\"}}}",
        t->name, scatter(n, t->items / PARTITION));
    return request(out, room, t, "Query", body);
}

static size_t update(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;
    char body[1024], k[128];

    key(k, sizeof k, t, n);
    snprintf(
        body, sizeof body,
        "{\"TableName\":\"%s\",\"Key\":{%s},\"UpdateExpression\":\"SET #s = :s ADD #t :one\",\"ConditionExpression\":\"attribute_exists(pk) "
        "AND #t >= :zero\",\"ExpressionAttributeNames\":{\"#s\":\"status\",\"#t\":\"total\"},\"ExpressionAttributeValues\":{\":s\":{\"S\":\"PAID\"},\":one\":{"
        "\"N\":\"1\"},\":zero\":{\"N\":\"0\"}}}",
        t->name, k);
    return request(out, room, t, "UpdateItem", body);
}

/* Items from `first` on, 25 of them. */
static size_t batch_of(char *out, size_t room, const struct table *t, long first, int step, long version)
{
    char body[7000], i[512];
    int size = snprintf(body, sizeof body, "{\"RequestItems\":{\"%s\":[", t->name);

    for (long k = 0; k < 25; k++) {
        item(i, sizeof i, (first + k * step) % t->items, version);
        size +=
            snprintf(body + size, sizeof body - (size_t)size, "%s{\"PutRequest\":{\"Item\":{%s}}}", k ? "," : "", i);
    }
    snprintf(body + size, sizeof body - (size_t)size, "]}}");
    return request(out, room, t, "BatchWriteItem", body);
}

static size_t batch(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;

    return batch_of(out, room, t, scatter(n, t->items), 17, n);
}

static size_t transaction(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;
    char body[4000], i[512];
    int size = snprintf(body, sizeof body, "{\"TransactItems\":[");

    for (long k = 0; k < 4; k++) {
        item(i, sizeof i, (scatter(n, t->items) + k * 17) % t->items, n);
        size += snprintf(body + size, sizeof body - (size_t)size, "%s{\"Put\":{\"TableName\":\"%s\",\"Item\":{%s}}}",
                         k ? "," : "", t->name, i);
    }
    snprintf(body + size, sizeof body - (size_t)size, "]}");
    return request(out, room, t, "TransactWriteItems", body);
}

static const struct {
    const char *name;
    size_t (*request)(char *out, size_t room, long n, void *arg);
    enum { HTTP, SQLITE, BATCHES, FLOORS } floor;
} loads[] = {
    { "GetItem", get, HTTP },
    { "Query of 10", query, HTTP },
    { "PutItem", put, SQLITE },
    { "UpdateItem with a condition", update, SQLITE },
    { "BatchWriteItem of 25", batch, BATCHES },
    { "TransactWriteItems of 4", transaction, SQLITE },
};

#define LOADS (sizeof loads / sizeof *loads)

static int send_once(const struct table *t, const char *text, size_t size)
{
    static char answer[65536];

    if (load_once(t->port, text, size, answer, sizeof answer) / 100 == 2) return 0;
    fprintf(stderr, "%s\n", answer);
    return -1;
}

static size_t fill_request(char *out, size_t room, long n, void *arg)
{
    const struct table *t = arg;

    return batch_of(out, room, t, n * 25, 1, 0);
}

/* Fills it by the load itself, in pieces of a second, until each item was written. */
static int fill(const struct table *t)
{
    char text[8192];

    for (long n = 0; n * 25 < t->items; n++)
        if (send_once(t, text, fill_request(text, sizeof text, n, (void *)t))) return -1;
    return 0;
}

static int make(const struct table *t)
{
    char body[512], text[2048];

    snprintf(
        body, sizeof body,
        "{\"TableName\":\"%s\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},{"
        "\"AttributeName\":\"sk\",\"AttributeType\":\"N\"}],\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},{\"AttributeName\":"
        "\"sk\",\"KeyType\":\"RANGE\"}]}",
        t->name);
    return send_once(t, text, request(text, sizeof text, t, "CreateTable", body)) ? -1 : fill(t);
}

static void measure(const struct table *t, int connections, double seconds, const double floors[FLOORS], double *rates)
{
    printf("\n  a table of %ld items\n", t->items);
    for (size_t i = 0; i < LOADS; i++) {
        struct load load = { .port = t->port,
                             .connections = connections,
                             .seconds = seconds,
                             .request = loads[i].request,
                             .arg = (void *)t };
        struct load_result r = load_run(&load);
        printf("  %-34s %10.0f /s   p50 %7.2f ms   p99 %7.2f ms   %5.0f %% of its floor", loads[i].name, r.per_second,
               r.p50_ms, r.p99_ms, 100 * r.per_second / floors[loads[i].floor]);
        if (rates[i] > 0) printf("   %5.0f %% of the small table's", 100 * r.per_second / rates[i]);
        if (r.failures) printf("   %ld FAILED", r.failures);
        printf("\n");
        fflush(stdout);
        rates[i] = r.per_second;
    }
}

/* What batches cost where every item is on a page of its own. */
static double floor_report(const char *folder, long items, int connections, double seconds)
{
    struct load_result r = floor_batches(folder, items, connections, seconds);

    printf("\n  %-34s %10.0f /s   p50 %7.2f ms   p99 %7.2f ms   (raw SQLite, %ld rows)\n", "floor of batches of 25",
           r.per_second, r.p50_ms, r.p99_ms, items);
    fflush(stdout);
    return r.per_second;
}

int dynamodb_report(int port, const char *folder, int connections, double seconds, double http_floor,
                    double sqlite_floor)
{
    const char *wanted = getenv("BENCH_ITEMS");
    struct table small = { port, "Small", SMALL }, large = { port, "Large", wanted ? atol(wanted) : 0 };
    double floors[FLOORS] = { http_floor, sqlite_floor, sqlite_floor }, rates[LOADS] = { 0 };

    if (make(&small)) return -1;
    measure(&small, connections, seconds, floors, rates);
    if (large.items < SMALL) return 0;
    floors[BATCHES] = floor_report(folder, large.items, connections, seconds);
    if (make(&large)) return -1;
    measure(&large, connections, seconds, floors, rates);
    return 0;
}
