/* A path is compared with the rows' segment by segment. AWS: a boolean is true for "true" in any case, and false for
 * all else. */
#include "emulator/services/apigateway/apigateway_patch.h"

#include <math.h>

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_faults.h"

/* --- paths -------------------------------------------------------------------------------------------------------- */

static bool is_label(struct span segment)
{
    return span_starts(segment, "{") || span_starts(segment, "<");
}

struct span api_patch_unescape(struct arena *a, struct span text)
{
    char *out = arena_alloc(a, text.size + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.size; i++) {
        bool escape = text.data[i] == '~' && i + 1 < text.size && (text.data[i + 1] == '0' || text.data[i + 1] == '1');
        out[n++] = !escape ? text.data[i] : text.data[++i] == '1' ? '/' : '~';
    }
    return (struct span){ out, n };
}

bool api_patch_segment(struct call *c, struct span *path, struct span *segment)
{
    if (span_starts(*path, "/")) *path = span_sub(*path, 1, SIZE_MAX);
    if (!span_split(path, '/', segment)) return false;
    *segment = api_patch_unescape(&c->arena, *segment);
    return true;
}

/* AWS: the last label takes all that is left, as a parameter's name may have unescaped slashes. A label in <> may be
 * empty, where a resource's path is not escaped. */
static bool path_fits(struct api_patch *p, const char *template)
{
    struct span wanted = span_of(template), path = p->path, want, have;
    size_t labels = 0;

    span_split(&wanted, '/', &want);
    if (!span_split(&path, '/', &have) || have.size) return false;
    while (span_split(&wanted, '/', &want)) {
        if (!path.data) return false;
        if (is_label(want) && !wanted.data) {
            have = path;
            path = (struct span){ NULL, 0 };
        } else {
            span_split(&path, '/', &have);
        }
        have = api_patch_unescape(&p->c->arena, have);
        if (is_label(want) ? !have.size && !span_starts(want, "<") : !span_eq(want, have)) return false;
        if (is_label(want) && labels < PATCH_LABELS_MAX) p->labels[labels++] = have;
    }
    return !path.data;
}

static const struct api_patch_row *row_of(struct api_patch *p, const struct api_patch_row *rows)
{
    for (const struct api_patch_row *row = rows; row->path; row++)
        if (path_fits(p, row->path)) return row;
    return NULL;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static int refuse_value(struct api_patch *p, const char *wanted)
{
    return fault(p->c, &apigateway_bad_request, "Invalid patch value  '%.*s' specified for op '%.*s'. Must be %s",
                 SPAN_ARG(p->value), SPAN_ARG(p->op_name), wanted);
}

int api_patch_value(struct api_patch *p, enum api_patch_form form, struct span text, struct doc **value)
{
    struct arena *a = &p->c->arena;
    int64_t number;

    *value = NULL;
    switch (form) {
    case PATCH_BOOLEAN: *value = doc_bool(a, span_is_nocase(text, "true")); return 0;
    case PATCH_INTEGER:
        if (!span_int(text, &number) || number < INT32_MIN || number > INT32_MAX) return refuse_value(p, "an integer");
        *value = doc_int(a, number);
        return 0;
    case PATCH_NUMBER:
        *value = text.size ? json_parse(a, text, NULL) : NULL;
        if (!doc_is_number(*value) || !isfinite(doc_as_double(*value))) return refuse_value(p, "a number");
        return 0;
    default: *value = doc_string(a, text); return 0;
    }
}

/* --- setting ------------------------------------------------------------------------------------------------------ */

static void list_remove(struct doc *owner, const char *name, struct span item)
{
    struct doc *old = doc_get(owner, name), *left = doc_put_list(owner, name);

    for (size_t i = 0; i < doc_count(old); i++)
        if (!span_eq(doc_text(doc_at(old, i)), item)) doc_append(left, doc_at(old, i));
}

static void list_add(struct doc *owner, const char *name, struct span item)
{
    if (item.size) list_remove(owner, name, item);
    if (item.size) doc_append_str(doc_get(owner, name), item);
}

/* AWS: what replaces an item of a list comes last. */
static int list_change(struct api_patch *p, struct doc *owner, const char *name, struct span label)
{
    struct span item = label.data ? label : p->value, rest = p->value, piece;

    if (p->op == PATCH_ADD) list_add(owner, name, item);
    if (p->op == PATCH_REMOVE) list_remove(owner, name, item);
    if (p->op == PATCH_REPLACE && label.data) {
        list_remove(owner, name, label);
        list_add(owner, name, p->value);
    }
    if (p->op == PATCH_REPLACE && !label.data)
        for (doc_put_list(owner, name); span_split(&rest, ',', &piece);) list_add(owner, name, span_trim(piece));
    if (!doc_count(doc_get(owner, name))) doc_remove(owner, span_of(name));
    return 0;
}

static int member_change(struct api_patch *p, struct doc *owner, struct span name)
{
    bool is_text = p->row->form == PATCH_TEXT, is_gone = p->op == PATCH_REMOVE || (is_text && !p->value.data);
    struct doc *value;

    if (is_gone) doc_remove(owner, name);
    else if (api_patch_value(p, p->row->form, p->value, &value)) return -1;
    else doc_put_span(owner, arena_span(&p->c->arena, name), value);
    return 0;
}

/* The map that has the member, made where it is not there; `name` is what is left: the member's own. */
static struct doc *owner_of(struct api_patch *p, struct span *name, bool *has_label)
{
    struct span path = span_sub(span_of(p->row->path), 1, SIZE_MAX), segment;
    struct doc *owner = p->document, *next;
    size_t labels = 0;

    *has_label = false;
    for (span_split(&path, '/', &segment);; span_split(&path, '/', &segment)) {
        *has_label = is_label(segment);
        *name = *has_label ? p->labels[labels++] : segment;
        if (!path.data || (p->row->form == PATCH_LIST && is_label(span_sub(path, 0, 1)))) return owner;
        next = doc_get_span(owner, *name);
        if (!next) doc_put_span(owner, arena_span(&p->c->arena, *name), next = doc_map(&p->c->arena));
        owner = next;
    }
}

/* AWS: a map of which the last entry goes is gone, too. */
static void drop_empty(struct api_patch *p)
{
    struct span first, path = p->path;

    api_patch_segment(p->c, &path, &first);
    if (doc_is(doc_get_span(p->document, first), DOC_MAP) && !doc_count(doc_get_span(p->document, first)))
        doc_remove(p->document, first);
}

int api_patch_set(struct api_patch *p)
{
    struct span name;
    bool has_label;
    struct doc *owner = owner_of(p, &name, &has_label);

    if (p->row->form == PATCH_LIST) return list_change(p, owner, arena_string(&p->c->arena, name), p->labels[0]);
    if (!has_label && p->row->form == PATCH_TEXT && !p->value.size) p->op = PATCH_REMOVE;
    if (member_change(p, owner, name)) return -1;
    if (p->op == PATCH_REMOVE) drop_empty(p);
    return 0;
}

/* --- operations --------------------------------------------------------------------------------------------------- */

static int refuse(struct api_patch *p, const struct api_patch_row *rows)
{
    struct buf paths = { 0 };
    int rc;

    for (const struct api_patch_row *row = rows; row->path; row++)
        if (row->ops & p->op) buf_printf(&paths, "%s%s", paths.size ? ", " : "", row->path);
    if (paths.size)
        rc = fault(p->c, &apigateway_bad_request,
                   "Invalid patch path  '%.*s' specified for op '%.*s'. Must be one of: [%.*s]", SPAN_ARG(p->path),
                   SPAN_ARG(p->op_name), SPAN_ARG(buf_span(&paths)));
    else
        rc = fault(p->c, &apigateway_bad_request,
                   "Invalid patch path  '%.*s' specified for op '%.*s'. Please choose supported operations",
                   SPAN_ARG(p->path), SPAN_ARG(p->op_name));
    buf_release(&paths);
    return rc;
}

static unsigned op_of(struct span name)
{
    static const struct {
        const char *name;
        unsigned op;
    } ops[] = {
        { "add", PATCH_ADD }, { "remove", PATCH_REMOVE }, { "replace", PATCH_REPLACE }, { "copy", PATCH_COPY }
    };

    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (span_is(name, ops[i].name)) return ops[i].op;
    return 0;
}

int api_patch(struct call *c, const struct api_patch_rules *rules, struct doc *document)
{
    struct doc *operations = doc_get(c->in, "patchOperations");

    for (size_t i = 0; i < doc_count(operations); i++) {
        struct doc *o = doc_at(operations, i);
        struct api_patch p = { .c = c,
                               .document = document,
                               .op_name = doc_get_str(o, "op"),
                               .path = doc_get_str(o, "path"),
                               .from = doc_get_str(o, "from"),
                               .value = doc_get_str(o, "value") };
        int rc;
        if (!p.op_name.data) p.op_name = SPAN("null");
        if (!p.path.data) p.path = SPAN("null");
        p.op = op_of(p.op_name);
        p.row = row_of(&p, rules->rows);
        if (p.row && p.row->ops & p.op) rc = p.row->set ? p.row->set(&p) : api_patch_set(&p);
        else rc = rules->refuse ? rules->refuse(&p) : refuse(&p, rules->rows);
        if (rc) return -1;
    }
    return 0;
}

int api_patch_noun(struct call *c, const struct api_noun *n, const struct api_patch_rules *rules)
{
    if (api_noun_require(c, n, &c->out) || api_patch(c, rules, c->out)) return -1;
    api_noun_put(c, n, c->out);
    return 0;
}
