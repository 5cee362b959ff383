/* Tokens of pages. */
#include "emulator/core/page.h"

#include <inttypes.h>

#include "emulator/base/digest.h"

bool page_after(struct call *c, const char *member, struct span *after)
{
    struct span token = doc_get_str(c->in, member);

    *after = (struct span){ NULL, 0 };
    return !token.size || base64_decode(&c->arena, token, after);
}

bool page_after_number(struct call *c, const char *member, int64_t *after)
{
    struct span text;

    *after = 0;
    return page_after(c, member, &text) && (!text.data || (span_int(text, after) && *after > 0));
}

void page_continue(struct call *c, const char *member, struct span last)
{
    doc_put_str(c->out, member, base64_text(&c->arena, last));
}

void page_continue_number(struct call *c, const char *member, int64_t last)
{
    page_continue(c, member, arena_format(&c->arena, "%" PRId64, last));
}
