/* JSONata 2 (docs.jsonata.org): an expression is compiled once and evaluated over documents.
 *
 *   struct jsonata_error error;
 *   struct jsonata *e = jsonata_compile(&a, SPAN("$sum(orders.price)"), &error);
 *   struct jsonata_scope scope = { .arena = &call_arena, .input = document, .now_ms = clock_now_ms() };
 *   struct doc *result = jsonata_value(e, &scope, &error);
 *
 * Text is UTF-8 and documents are those of base/doc.h. Numbers are IEEE doubles, as the language has them: an integer
 * beyond 2^53 is rounded when it is computed with, and kept as it is when it is only passed through.
 *
 * Stack: a call needs about 40 KB of its thread's stack (JSONATA_STACK_BYTES); an evaluation (or an expression) nested
 * so deeply that less is left goes on in a thread of its own with a larger one, and the caller waits for it. So depth is
 * bounded by depth_max alone. Compiling and evaluating allocate in the arena only, regular expressions included.
 */
#ifndef NUBE_JSONATA_H
#define NUBE_JSONATA_H

#include "emulator/base/doc.h"

/* An error of the language: its code ("S0201", "D3030", "T2001", "U1001"…; NULL while all is well), its message, where
 * it stands (in UTF-16 units from the expression's start, behind the offending token) and the token it is about, which
 * may be absent. */
struct jsonata_error {
    const char *code;
    struct span message;
    size_t position;
    struct span token;
};

/* A compiled expression, in its arena. It does not change: several threads may evaluate it at once. */
struct jsonata;

/* Compiles an expression, which is not copied and must live as long as the arena. NULL with *error when it is none. */
struct jsonata *jsonata_compile(struct arena *a, struct span text, struct jsonata_error *error);

#define JSONATA_DEPTH_MAX        10000
#define JSONATA_MILLISECONDS_MAX 5000
#define JSONATA_BYTES_MAX        ((size_t)64 * 1024 * 1024)
#define JSONATA_STACK_BYTES      ((size_t)40 * 1024)

/* What an expression is evaluated in. */
struct jsonata_scope {
    struct arena *arena; /* the result and all work live here */
    struct doc *input;   /* `$`; NULL: undefined */

    /* The value of a variable that the expression itself does not bind, by its name without the `$`. A NULL function or
     * a NULL result: undefined. It is asked before the function library is. */
    struct doc *(*variable)(void *arg, struct span name);
    void *arg;

    /* AWS Step Functions' dialect: $partition, $range, $hash, $uuid, $parse and $random(seed) exist, $eval does not; numbers that JSON has not are
     * texts in the result ("Infinity", "-Infinity", "NaN"), not null. */
    bool is_aws;

    int64_t now_ms; /* what $now and $millis give: milliseconds since 1970 */

    /* How many evaluations may be nested (a call of a function counts about three) and how long it may take; 0: the
     * defaults. Past either, or past JSONATA_BYTES_MAX of memory, the error is U1001. */
    int depth_max;
    int64_t milliseconds_max;
};

/* Evaluates. NULL with error->code NULL: the result is undefined. NULL with error->code: it failed. The result may share
 * nodes with the input and the variables. A function in the result is given as the empty string, as $string does. */
struct doc *jsonata_value(const struct jsonata *e, struct jsonata_scope *s, struct jsonata_error *error);

#endif
