/* What calls to API Gateway ask: the row's path, with the labels filled in from the input. */
#include "emulator/services/apigateway/apigateway_asks.h"

#include "emulator/base/buf.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/service.h"

/* The input's value for a label of the path. */
static struct span label_value(const struct call *c, struct span label)
{
    for (const struct member *m = c->operation->input->members; m->name; m++)
        if (m->place == IN_URI && span_is(label, m->wire_name ? m->wire_name : m->name))
            return doc_get_str(c->in, m->name);
    return SPAN("");
}

void api_ask_path(struct call *c)
{
    struct span rest = span_of(c->operation->rest.uri), piece;
    struct buf path = { 0 };

    span_split(&rest, '/', &piece);
    while (span_split(&rest, '/', &piece)) {
        bool is_label = piece.size > 2 && piece.data[0] == '{';
        buf_add_char(&path, '/');
        buf_add_span(&path, is_label ? label_value(c, span_sub(piece, 1, piece.size - 2)) : piece);
    }
    ask_for(c, arn_make(&c->arena, "apigateway", span_of(c->who.region), SPAN(""), "%.*s", SPAN_ARG(buf_span(&path))));
    buf_release(&path);
    ask_pass_role(c, doc_get_str(c->in, "credentials"), "apigateway.amazonaws.com");
}
