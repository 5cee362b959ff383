/* A walk over the JSON as text, since its blanks and its order are its sender's. */
#include "emulator/policy/policy_principals.h"

#include "emulator/base/json.h"

/* What a value is within a policy. */
enum place { DOCUMENT, STATEMENT, PRINCIPALS, PRINCIPAL, ELSEWHERE };

struct walk {
    struct arena *arena;
    struct span text, type; /* of the principal that it is at */
    size_t at, copied;      /* what lies before is read, and written */
    struct buf out;
    policy_rename_fn *rename;
    void *arg;
};

static char sign_at(struct walk *w)
{
    while (w->at < w->text.size && strchr(" \t\r\n,:", w->text.data[w->at])) w->at++;
    return w->at < w->text.size ? w->text.data[w->at] : 0;
}

/* A whole string with its quotes, of well-formed JSON. */
static struct span string_take(struct walk *w)
{
    size_t from = w->at++;

    while (w->text.data[w->at] != '"') w->at += w->text.data[w->at] == '\\' ? 2 : 1;
    w->at++;
    return span_sub(w->text, from, w->at - from);
}

static struct span string_read(struct walk *w, struct span token)
{
    return doc_text(json_parse(w->arena, token, NULL));
}

static void principal_rename(struct walk *w, struct span token)
{
    struct span name = w->rename(w->type, string_read(w, token), w->arg);

    if (!name.data) return;
    buf_add_span(&w->out, span_sub(w->text, w->copied, (size_t)(token.data - w->text.data) - w->copied));
    json_write_string(&w->out, name);
    w->copied = w->at;
}

static enum place place_within(struct walk *w, enum place place, struct span name)
{
    switch (place) {
    case DOCUMENT: return span_is(name, "Statement") ? STATEMENT : ELSEWHERE;
    case STATEMENT: return span_is(name, "Principal") || span_is(name, "NotPrincipal") ? PRINCIPALS : ELSEWHERE;
    case PRINCIPALS: w->type = name; return PRINCIPAL;
    default: return ELSEWHERE;
    }
}

/* As deep as JSON may be nested. */
static void value_walk(struct walk *w, enum place place)
{
    char sign = sign_at(w), end = sign == '{' ? '}' : ']';

    if (sign == '"') {
        struct span token = string_take(w);
        if (place == PRINCIPAL) principal_rename(w, token);
    } else if (sign == '{' || sign == '[') {
        w->at++;
        while (sign_at(w) != end)
            value_walk(w, sign == '[' ? place : place_within(w, place, string_read(w, string_take(w))));
        w->at++;
    } else {
        while (w->at < w->text.size && !strchr(" \t\r\n,]}", w->text.data[w->at])) w->at++;
    }
}

struct span policy_principals_rename(struct arena *a, struct span text, policy_rename_fn *rename, void *arg)
{
    struct walk w = { .arena = a, .text = text, .rename = rename, .arg = arg };
    struct span renamed = text;

    if (!json_parse(a, text, NULL)) return text;
    value_walk(&w, DOCUMENT);
    if (w.copied) {
        buf_add_span(&w.out, span_sub(text, w.copied, SIZE_MAX));
        renamed = arena_span(a, buf_span(&w.out));
    }
    buf_release(&w.out);
    return renamed;
}
