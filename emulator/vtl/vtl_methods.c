/* Finding a value's method by its name and arguments. */
#include "emulator/vtl/vtl_methods.h"
#include "emulator/vtl/vtl_apply.h"
#include "emulator/vtl/vtl_classes.h"

static bool fits(char kind, const struct doc *arg)
{
    switch (kind | 32) {
    case 's': return doc_is(arg, DOC_STRING);
    case 'i': return doc_is(arg, DOC_INT);
    case 'n': return doc_is_number(arg);
    case 'l': return doc_is(arg, DOC_LIST);
    case 'm': return doc_is(arg, DOC_MAP);
    default: return true;
    }
}

/* Capital letters are what must be there. */
static bool all_fit(const struct vtl_method *m, struct doc *const *args, size_t count)
{
    size_t i = 0;

    for (; i < count; i++)
        if (!m->args[i] || !fits(m->args[i], args[i])) return false;
    return !m->args[i] || m->args[i] >= 'a';
}

static const struct vtl_method *find(const struct vtl_method *m, struct span name, struct doc *const *args,
                                     size_t count)
{
    for (; m->name; m++)
        if (span_is(name, m->name) && all_fit(m, args, count)) return m;
    return NULL;
}

static const struct vtl_method *find_for(const struct doc *self, struct span name, struct doc *const *args,
                                         size_t count)
{
    const struct vtl_method *m;

    switch (self->kind) {
    case DOC_STRING:
        m = find(vtl_text_methods, name, args, count);
        return m ? m : find(vtl_pattern_methods, name, args, count);
    case DOC_INT:
    case DOC_NUMBER: return find(vtl_number_methods, name, args, count);
    case DOC_BOOL: return find(vtl_boolean_methods, name, args, count);
    case DOC_LIST: return find(vtl_list_methods, name, args, count);
    case DOC_MAP: return find(vtl_map_methods, name, args, count);
    default: return NULL;
    }
}

static struct doc *call_object(struct vtl_run *r, const struct vtl_node *step, const struct vtl_object *o,
                               struct doc **args, size_t count)
{
    struct vtl_call c = { .arena = r->world.arena, .method = step->text, .args = args, .count = count };
    struct doc *value;

    if (!o->class->call) return NULL;
    value = o->class->call(o, &c);
    return c.error ? vtl_run_fail(r, step->at, c.error) : value;
}

/* Work by what is looked through. */
static size_t weight(const struct doc *value)
{
    return doc_is(value, DOC_STRING) ? doc_text(value).size / 64 : doc_count(value) / 16;
}

struct doc *vtl_call_method(struct vtl_run *r, const struct vtl_node *step, struct doc *self, struct doc **args,
                            size_t count)
{
    const struct vtl_object *o = vtl_object_of(self);
    struct vtl_apply c = { r, r->world.arena, step->at, self, doc_text(self), args, count };
    const struct vtl_method *m;
    size_t work = weight(self);

    for (size_t i = 0; i < count; i++) work += weight(args[i]);
    if (!vtl_run_spend(r, step->at, work)) return NULL;
    if (o) return call_object(r, step, o, args, count);
    if (!count && span_is(step->text, "getClass")) return vtl_class_of(r, self);
    m = find_for(self, step->text, args, count);
    return m ? m->run(&c) : NULL;
}
