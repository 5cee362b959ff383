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
 * Stack: a call needs about 40 KB of its thread's stack; an evaluation (or an expression) nested so deeply that less is
 * left goes on in a thread of its own with a larger one, and the caller waits for it. So depth is bounded by depth_max
 * alone. Compiling and evaluating allocate in the arena only, regular expressions included.
 */
#ifndef NUBE_JSONATA_H
#define NUBE_JSONATA_H

#include "emulator/asl/jsonata/jsonata_scope.h"

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

/* Evaluates. NULL with error->code NULL: the result is undefined. NULL with error->code: it failed. The result may
 * share nodes with the input and the variables. A function in the result is given as the empty string, as $string
 * does. */
struct doc *jsonata_value(const struct jsonata *e, struct jsonata_scope *s, struct jsonata_error *error);

#endif
