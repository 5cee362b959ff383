/* AWS: maps and lists that come from JSON are java.util.LinkedHashMap and net.minidev.json.JSONArray, which is why the
 * latter print as JSON. */
#include "emulator/vtl/vtl_classes.h"

static const char *name_of(const struct doc *value, const struct arena *json)
{
    switch (value->kind) {
    case DOC_STRING: return "java.lang.String";
    case DOC_BOOL: return "java.lang.Boolean";
    case DOC_INT: return value->integer == (int32_t)value->integer ? "java.lang.Integer" : "java.lang.Long";
    case DOC_NUMBER: return "java.lang.Double";
    case DOC_MAP: return "java.util.LinkedHashMap";
    case DOC_LIST: return json && doc_arena(value) == json ? "net.minidev.json.JSONArray" : "java.util.ArrayList";
    default: return NULL;
    }
}

static struct doc *class_get(const struct vtl_object *o, struct arena *a, struct span property)
{
    const char *name = o->self;

    if (span_is(property, "name")) return doc_string(a, span_of(name));
    return span_is(property, "simpleName") ? doc_string(a, span_of(strrchr(name, '.') + 1)) : NULL;
}

static struct doc *class_call(const struct vtl_object *o, struct vtl_call *c)
{
    if (c->count) return NULL;
    if (span_is(c->method, "getName")) return class_get(o, c->arena, SPAN("name"));
    return span_is(c->method, "getSimpleName") ? class_get(o, c->arena, SPAN("simpleName")) : NULL;
}

static void class_print(const struct vtl_object *o, struct buf *out)
{
    buf_add_text(out, "class ");
    buf_add_text(out, o->self);
}

struct doc *vtl_class_of(struct vtl_run *r, const struct doc *value)
{
    static const struct vtl_class class = { class_get, class_call, class_print };
    const char *name = name_of(value, r->world.json);

    return name ? vtl_object_new(r->world.arena, &class, (char *)(uintptr_t)name) : NULL;
}
