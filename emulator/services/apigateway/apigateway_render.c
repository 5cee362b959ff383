/* What comes and what is known of the request are made what a template sees; what it overrides is kept. */
#include "emulator/services/apigateway/apigateway_render.h"

#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_template.h"
#include "emulator/services/apigateway/apigateway_values.h"

static void put_copy(struct doc *map, const char *name, const struct doc *value)
{
    if (value) doc_put(map, name, doc_copy(doc_arena(map), value));
    else doc_put_map(map, name);
}

static struct doc *params_make(struct api_request *r)
{
    struct doc *params = doc_map(r->arena);

    put_copy(params, "path", r->path_parameters);
    put_copy(params, "querystring", api_values_query(r)->single);
    put_copy(params, "header", api_values_headers(r)->single);
    return params;
}

static struct doc *context_make(struct api_request *r)
{
    struct doc *context = api_context_document(r);

    if (r->request_override) doc_put(context, "requestOverride", r->request_override);
    if (r->response_override) doc_put(context, "responseOverride", r->response_override);
    return context;
}

static int run(struct api_request *r, const struct vtl *vtl, struct span body, struct arena *json, struct buf *out)
{
    const struct doc *variables = r->live ? r->live->variables : NULL;
    struct api_template_input in = { .body = body,
                                     .params = params_make(r),
                                     .context = context_make(r),
                                     .stage_variables = variables ? doc_copy(r->arena, variables) : NULL };
    struct vtl_error error;

    if (!api_template_run(vtl, r->arena, json, &in, out, &error)) {
        api_log_error(r, "Execution failed due to configuration error: Unable to transform: %s", error.reason);
        return api_refuse_internal(r, 500);
    }
    r->request_override = doc_copy(r->arena, doc_get(in.context, "requestOverride"));
    r->response_override = doc_copy(r->arena, doc_get(in.context, "responseOverride"));
    return 0;
}

int api_render(struct api_request *r, const struct api_template *t, struct span body, struct span *text)
{
    struct buf out = { .max = VTL_OUTPUT_BYTES_MAX };
    struct arena json = { 0 };
    int rc;

    if (t->is_wrong) return api_refuse_internal(r, 500);
    if (!t->vtl) return *text = t->text, 0;
    rc = run(r, t->vtl, body, &json, &out);
    *text = arena_span(r->arena, buf_span(&out));
    buf_release(&out);
    arena_release(&json);
    return rc;
}
