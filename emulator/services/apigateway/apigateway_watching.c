/* A line in the stage's own format, and a value to each series. */
#include "emulator/services/apigateway/apigateway_watching.h"

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/core/telemetry.h"
#include "emulator/services/apigateway/apigateway_fill.h"

/* --- the access log ----------------------------------------------------------------------------------------------- */

/* "arn:aws:logs:REGION:ACCOUNT:log-group:NAME" (and ":*" behind it) → NAME */
static struct span group_of(struct span arn)
{
    static const char mark[] = ":log-group:";
    struct span name;

    while (arn.size && !span_starts(arn, mark)) arn = span_sub(arn, 1, SIZE_MAX);
    name = span_sub(arn, arn.size ? sizeof mark - 1 : 0, SIZE_MAX);
    return span_sub(name, 0, span_find(name, ':'));
}

static void access_log(struct api_request *r)
{
    const struct doc *settings = doc_get(r->live->stage, "accessLogSettings");
    struct span format = doc_get_str(settings, "format"), group = group_of(doc_get_str(settings, "destinationArn"));
    struct telemetry_line line;
    struct buf out = { 0 };

    if (!format.size || !group.size) return;
    api_fill(r, format, "-", &out);
    line = (struct telemetry_line){
        .account = r->live->account,
        .region = r->live->region,
        .group = group,
        .stream =
            span_of(md5_hex(r->arena, arena_format(r->arena, "%.*s/%.*s", SPAN_ARG(r->api_id), SPAN_ARG(r->stage)))),
        .text = buf_span(&out),
        .time_ms = r->now_ms
    };
    telemetry_log(&line);
    buf_release(&out);
}

/* --- metrics ------------------------------------------------------------------------------------------------------ */

/* AWS: errors are told of every request, so that their average is a rate. */
static void metrics(struct api_request *r)
{
    const struct api_metrics *m = &r->live->metrics;
    int status = r->response->status;

    api_metrics_add(m, API_METRIC_COUNT, 1);
    api_metrics_add(m, API_METRIC_4XX, status >= 400 && status < 500);
    api_metrics_add(m, API_METRIC_5XX, status >= 500);
    api_metrics_add(m, API_METRIC_LATENCY, (double)(clock_monotonic_us() - r->began_us) / 1000);
    if (r->integration_status) api_metrics_add(m, API_METRIC_INTEGRATION_LATENCY, (double)r->integration_ms);
}

void api_watch_request(struct api_request *r)
{
    if (!r->live) return;
    access_log(r);
    metrics(r);
}
