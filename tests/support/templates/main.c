/* Runs templates, for tests that hold them against another engine: each line it reads is {"template": …, "names": …},
 * each that it writes {"out": …} or {"error": …}. */
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/vtl/vtl.h"

static struct doc *run(struct arena *a, const struct doc *asked)
{
    struct buf out = { 0 };
    struct vtl_error e = { 0 };
    struct doc *answer = doc_map(a), *names = doc_get(asked, "names");
    const struct vtl *t = vtl_compile(a, doc_get_str(asked, "template"), &e);
    struct vtl_world world = { .arena = a, .names = names ? names : doc_map(a), .out = &out };

    if (t && vtl_run(t, &world, &e)) doc_put_str(answer, "out", out.size ? buf_span(&out) : SPAN(""));
    else doc_put_format(answer, "error", "%u:%u: %s", e.line, e.column, e.reason);
    buf_release(&out);
    return answer;
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t size;

    while ((size = getline(&line, &room, stdin)) > 0) {
        struct arena a = { 0 };
        struct doc *asked = json_parse(&a, span_trim((struct span){ line, (size_t)size }), NULL);

        puts(json_text(&a, run(&a, asked)).data);
        arena_release(&a);
    }
    free(line);
    return 0;
}
