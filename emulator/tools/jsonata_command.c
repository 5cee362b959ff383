/* jsonata: evaluates an expression over a document, from the command line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/jsonata.h"
#include "emulator/base/clock.h"
#include "emulator/base/json.h"

static const char usage[] = "usage: jsonata [--bindings JSON] [--data FILE] [--] EXPRESSION\n";

static const char help[] =
    "\n"
    "Evaluates a JSONata expression and prints its result as JSON, or nothing when it is undefined.\n"
    "An error's code and message go to standard error, with exit status 1.\n"
    "\n"
    "  --bindings JSON  an object whose members are variables: {\"limit\":5} is $limit\n"
    "  --data FILE      the JSON document that the expression is about; - reads standard input\n"
    "  --help           this text\n";

struct options {
    const char *bindings, *data, *expression;
    bool help;
};

static struct doc *variable(void *arg, struct span name)
{
    return doc_get_span(arg, name);
}

/* Takes the options. False when they are wrong. */
static bool options_read(int argc, char **argv, struct options *o)
{
    bool ended = false;

    for (int i = 1; i < argc; i++) {
        const char **value = !strcmp(argv[i], "--bindings") ? &o->bindings
                             : !strcmp(argv[i], "--data")   ? &o->data
                                                            : NULL;
        if (!ended && !strcmp(argv[i], "--help")) {
            o->help = true;
            return true;
        }
        if (!ended && !strcmp(argv[i], "--")) {
            ended = true;
        } else if (!ended && value) {
            if (++i == argc) return false;
            *value = argv[i];
        } else if (o->expression || (!ended && !strncmp(argv[i], "--", 2))) {
            return false;
        } else {
            o->expression = argv[i];
        }
    }
    return o->expression != NULL;
}

/* A file's text; absent when it cannot be read. */
static struct span file_text(struct arena *a, const char *path)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    struct buf b = { 0 };
    char piece[8192];
    struct span text = { 0 };

    if (!f) return text;
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, piece, n);
    if (!ferror(f) && !b.overflowed) text = b.size ? arena_span(a, buf_span(&b)) : SPAN("");
    if (f != stdin) fclose(f);
    buf_release(&b);
    return text;
}

static struct doc *parse(struct arena *a, struct span text, const char *what)
{
    struct json_error error;
    struct doc *d = json_parse(a, text, &error);

    if (!d) fprintf(stderr, "jsonata: %s is not JSON: %s at byte %zu\n", what, error.reason, error.offset);
    return d;
}

static int evaluate(struct arena *a, const struct options *o, struct jsonata_scope *scope)
{
    struct jsonata_error error = { 0 };
    struct jsonata *e = jsonata_compile(a, span_of(o->expression), &error);
    struct doc *result = e ? jsonata_value(e, scope, &error) : NULL;
    struct span text;

    if (error.code) {
        fprintf(stderr, "%s: %.*s\n", error.code, SPAN_ARG(error.message));
        return 1;
    }
    if (!result) return 0;
    text = json_text(a, result);
    fwrite(text.data, 1, text.size, stdout);
    putchar('\n');
    return 0;
}

static int run(struct arena *a, const struct options *o)
{
    struct jsonata_scope scope = { .arena = a, .now_ms = clock_now_ms() };
    struct span text;

    if (o->bindings) {
        if (!(scope.arg = parse(a, span_of(o->bindings), "--bindings"))) return 2;
        if (!doc_is(scope.arg, DOC_MAP)) {
            fputs("jsonata: --bindings wants an object\n", stderr);
            return 2;
        }
        scope.variable = variable;
    }
    if (o->data) {
        text = file_text(a, o->data);
        if (!text.data) {
            fprintf(stderr, "jsonata: %s cannot be read\n", o->data);
            return 2;
        }
        if (!(scope.input = parse(a, text, o->data))) return 2;
    }
    return evaluate(a, o, &scope);
}

int main(int argc, char **argv)
{
    struct options o = { 0 };
    struct arena a = { 0 };
    int status;

    if (!options_read(argc, argv, &o)) {
        fputs(usage, stderr);
        return 2;
    }
    if (o.help) {
        fputs(usage, stdout);
        fputs(help, stdout);
        return 0;
    }
    status = run(&a, &o);
    arena_release(&a);
    return status;
}
