/* AWS: what a function writes to the console goes to a log group. Nube logs it. */
#include "emulator/services/cloudfront/cloudfront_viewers.h"

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/services/cloudfront/cloudfront_events.h"
#include "emulator/services/cloudfront/cloudfront_runner.h"

static void logs_tell(const struct cloudfront_code *code, const struct cloudfront_run *run)
{
    for (size_t i = 0; i < doc_count(run->logs); i++)
        log_info("CloudFront function %.*s: %.*s", SPAN_ARG(code->name), SPAN_ARG(doc_text(doc_at(run->logs, i))));
    if (run->error.data) log_warn("CloudFront function %.*s failed: %.*s", SPAN_ARG(code->name), SPAN_ARG(run->error));
}

/* What it returned: {"request": …} or {"response": …}. NULL: it failed. */
static const struct doc *run(struct cloudfront_visit *v, const struct cloudfront_code *code,
                             const struct http_response *response)
{
    struct cloudfront_event event = { v->plan->id, v->plan->domain, v->id, &v->request, response };
    const struct cloudfront_runner *runner = cloudfront_runner_find();
    struct cloudfront_run r = { .code = code->code,
                                .runtime = code->runtime,
                                .event = json_text(v->a, cloudfront_event_write(v->a, &event)) };

    if (!runner || runner->run(v->a, &r)) return NULL;
    logs_tell(code, &r);
    return r.output.data ? json_parse(v->a, r.output, NULL) : NULL;
}

enum cloudfront_viewers_verdict cloudfront_viewers_request(struct cloudfront_visit *v)
{
    const struct doc *made;

    if (!v->behavior->request_function) return CLOUDFRONT_GOES_ON;
    made = run(v, v->behavior->request_function, NULL);
    if (doc_get(made, "request"))
        return cloudfront_event_request(v->a, doc_get(made, "request"), &v->request) ? CLOUDFRONT_GOES_ON
                                                                                     : CLOUDFRONT_FAULTS;
    http_response_clear(v->c->response);
    return cloudfront_event_response(doc_get(made, "response"), v->c->response) ? CLOUDFRONT_ANSWERS
                                                                                : CLOUDFRONT_FAULTS;
}

/* AWS: here a function may return nothing but an answer. */
enum cloudfront_viewers_verdict cloudfront_viewers_response(struct cloudfront_visit *v)
{
    const struct doc *made;

    if (!v->behavior->response_function) return CLOUDFRONT_GOES_ON;
    made = run(v, v->behavior->response_function, v->c->response);
    return cloudfront_event_response(doc_get(made, "response"), v->c->response) ? CLOUDFRONT_GOES_ON
                                                                                : CLOUDFRONT_FAULTS;
}
