/* A service's lines are read one by one: this is asked only on the way to an error. */
#include "emulator/edge/aws_operations.h"

#include <string.h>

#include "emulator/wire/uri_template.h"

static struct span lines_of(const struct service *s)
{
    for (const struct aws_operations *o = aws_operations; o->service; o++)
        if (strcmp(o->service, s->name) == 0) return span_of(o->lines);
    return (struct span){ NULL, 0 };
}

bool aws_operations_has(const struct service *s, struct span wanted)
{
    struct span rest = lines_of(s), line, name;

    while (span_split(&rest, '\n', &line))
        if (span_split(&line, ' ', &name) && name.size && span_eq(name, wanted)) return true;
    return false;
}

struct span aws_operations_rest(const struct service *s, const struct http_request *request, struct span path,
                                int above)
{
    struct span rest = lines_of(s), line, name, method, best = { NULL, 0 };
    int rank;

    while (span_split(&rest, '\n', &line)) {
        if (!span_split(&line, ' ', &name) || !span_split(&line, ' ', &method) || !span_eq(method, request->method))
            continue;
        rank = uri_template_rank(arena_string(request->arena, line), request, path);
        if (rank <= above) continue;
        above = rank;
        best = name;
    }
    return best;
}
