/* Twenty expressions, of the kinds that workflows write, compiled once and evaluated over and over: an arena that is reset behind each. */
#include <stdio.h>
#include <stdlib.h>

#include "emulator/asl/jsonata/jsonata.h"
#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "tests/bench/jsonata_rate.h"

#define DOCUMENT                                                                                                             \
    "{\"id\":\"order-7\",\"customer\":{\"name\":\"Ann Smith\",\"email\":\"ann@example.com\"},\"paid\":true,\"total\":59.85," \
    "\"items\":[{\"sku\":\"a\",\"price\":9.95,\"quantity\":2},{\"sku\":\"b\",\"price\":19.95,\"quantity\":1},"               \
    "{\"sku\":\"c\",\"price\":5,\"quantity\":4}],\"tags\":[\"new\",\"gift\"],\"created\":\"2026-11-24T07:34:36.000Z\"}"

static const char *const expressions[] = {
    "id",
    "customer.name",
    "items.sku",
    "items[0].price",
    "items[price > 9].sku",
    "$sum(items.(price * quantity))",
    "$count(items)",
    "total >= 50 and paid",
    "paid ? 'yes' : 'no'",
    "customer.name & ' <' & customer.email & '>'",
    "$uppercase(id)",
    "$substringBefore(customer.email, '@')",
    "{'id': id, 'skus': items.sku, 'n': $count(items)}",
    "items{sku: quantity}",
    "items^(>price).sku",
    "$map(items, function($i) { $i.price * $i.quantity })",
    "$filter(items, function($i) { $i.quantity > 1 }).sku",
    "($n := $count(tags); $n = 2 ? tags[1] : tags[0])",
    "'gift' in tags",
    "$toMillis(created) > 0",
};

#define COUNT (sizeof expressions / sizeof *expressions)

static void compile(struct arena *a, struct jsonata **compiled)
{
    struct jsonata_error error;

    for (size_t i = 0; i < COUNT; i++) {
        if ((compiled[i] = jsonata_compile(a, span_of(expressions[i]), &error))) continue;
        fprintf(stderr, "bench: %s: %s\n", expressions[i], error.code);
        exit(1);
    }
}

void jsonata_report(double seconds)
{
    struct arena kept = { 0 }, work = { 0 };
    struct jsonata *compiled[COUNT];
    struct doc *document = json_parse(&kept, SPAN(DOCUMENT), NULL);
    int64_t began = clock_monotonic_us(), taken = 0;
    long done = 0, failed = 0;

    compile(&kept, compiled);
    for (; (double)taken < seconds * 1e6; taken = clock_monotonic_us() - began) {
        for (size_t i = 0; i < COUNT; i++, done++) {
            struct jsonata_scope scope = { .arena = &work, .input = document };
            struct jsonata_error error;
            if (!jsonata_value(compiled[i], &scope, &error)) failed++;
            arena_reset(&work);
        }
    }
    printf("\nJSONata in process, one thread\n  %-44s %9.0f /s%s\n", "expressions", (double)done * 1e6 / (double)taken,
           failed ? "   FAILURES" : "");
    arena_release(&kept);
    arena_release(&work);
}
