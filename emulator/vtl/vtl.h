/* The Velocity Template Language of API Gateway's mapping templates: Velocity 1.7's, set up as AWS has it. Pure: what a
 * template reads is given by its caller, what it prints goes into a buffer, and nothing runs without bounds.
 *
 *     #set($root = $input.path('$'))
 *     { "names": [ #foreach($one in $root.people)"$one.name"#if($foreach.hasNext), #end#end ] }
 *
 * AWS, as templates on it were seen to behave:
 * - A reference that has no value is the empty text: it prints nothing, equals "" and is true in #if.
 * - Macros are not allowed: #macro … #end prints nothing, and a call prints as it is written, as does #evaluate.
 * - A loop ends after 1000 turns.
 * - A text ends at its quote: a backslash protects none, a quote is written twice. \uXXXX is a character.
 * - A `$` or `#` as a template's last character is an error; so is an index beyond a list's end.
 * #parse and #include are refused: there are no files.
 *
 * The language: https://velocity.apache.org/engine/1.7/vtl-reference.html; the limits:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
#ifndef NUBE_VTL_H
#define NUBE_VTL_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

#define VTL_TEMPLATE_BYTES_MAX ((size_t)300 * 1024)
#define VTL_OUTPUT_BYTES_MAX   ((size_t)10 * 1024 * 1024) /* of a payload, and of any text on the way */
#define VTL_LOOPS_MAX          1000

/* Where it went wrong, counted from 1, and why: a constant, or text in the arena. */
struct vtl_error {
    uint32_t line, column;
    const char *reason;
};

struct vtl;

/* Reads a template. NULL with *error when it is none. It is never changed afterwards: any number of threads may run it.
 * It points into `text`. */
const struct vtl *vtl_compile(struct arena *a, struct span text, struct vtl_error *error);

/* Does it mention the reference, as "context"? So that nobody makes a value that is not asked for. */
bool vtl_mentions(const struct vtl *template, const char *name);

/* What a run works with. */
struct vtl_world {
    struct arena *arena;      /* for the values that the template makes */
    const struct arena *json; /* AWS: lists that live in this one print as JSON, not as [a, b]; NULL: none do */
    struct doc *names;        /* a map: what each reference stands for. The template may change it and all that it
                                 holds, so they are the run's own, and live no longer than its arena */
    struct buf *out;          /* takes what is printed, up to VTL_OUTPUT_BYTES_MAX of it */
};

/* Runs it. False with *error when it ends in an error (which is AWS's 500); `out` then has what was printed before. */
bool vtl_run(const struct vtl *template, const struct vtl_world *world, struct vtl_error *error);

/* --- objects: values with properties and methods of their own, as $input and $util ------------------------------- */

struct vtl_object;

/* A call of a method. It gives a value, or NULL when it gives none; or NULL and an error. */
struct vtl_call {
    struct arena *arena;
    struct span method;
    struct doc **args; /* NULL is null */
    size_t count;
    const char *error; /* set it to end the run */
};

/* Any slot may be NULL. */
struct vtl_class {
    struct doc *(*get)(const struct vtl_object *o, struct arena *a, struct span property);
    struct doc *(*call)(const struct vtl_object *o, struct vtl_call *c);
    void (*print)(const struct vtl_object *o, struct buf *out);
};

struct vtl_object {
    const struct vtl_class *class;
    void *self;
};

/* The object as a value: a document's blob, which templates have no other use for. vtl_object_of gives NULL for any
 * other value. */
struct doc *vtl_object_new(struct arena *a, const struct vtl_class *class, void *self);
const struct vtl_object *vtl_object_of(const struct doc *value);

/* A value as Java prints it (a number by its double, a map as {a=1, b=2}); `json` as in vtl_world. NULL is "null". One
 * that holds itself makes the buffer overflow. */
void vtl_print(struct buf *out, const struct doc *value, const struct arena *json);
void vtl_print_json(struct buf *out, const struct doc *value, const struct arena *json); /* as JSON */
struct span vtl_text(struct arena *a, const struct doc *value, const struct arena *json);

#endif
