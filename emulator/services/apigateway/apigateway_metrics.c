/* Series are looked up once for a stage. */
#include "emulator/services/apigateway/apigateway_metrics.h"

static const struct telemetry_metric metrics[] = {
    [API_METRIC_COUNT] = { "AWS/ApiGateway", "Count", "Count" },
    [API_METRIC_4XX] = { "AWS/ApiGateway", "4XXError", "Count" },
    [API_METRIC_5XX] = { "AWS/ApiGateway", "5XXError", "Count" },
    [API_METRIC_LATENCY] = { "AWS/ApiGateway", "Latency", "Milliseconds" },
    [API_METRIC_INTEGRATION_LATENCY] = { "AWS/ApiGateway", "IntegrationLatency", "Milliseconds" },
    [API_METRIC_CACHE_HIT] = { "AWS/ApiGateway", "CacheHitCount", "Count" },
    [API_METRIC_CACHE_MISS] = { "AWS/ApiGateway", "CacheMissCount", "Count" },
};
_Static_assert(sizeof metrics / sizeof *metrics == API_METRICS, "one each");

void api_metrics_make(struct span account, struct span region, struct span api_name, struct span stage,
                      struct api_metrics *m)
{
    const struct telemetry_dimension dimensions[] = { { "ApiName", api_name }, { "Stage", stage } };

    for (size_t i = 0; i < API_METRICS; i++)
        for (size_t n = 0; n < 2; n++)
            m->series[i][n] = telemetry_series(&metrics[i], account, region, dimensions, n + 1);
}

void api_metrics_add(const struct api_metrics *m, enum api_metric metric, double value)
{
    for (size_t n = 0; n < 2; n++) telemetry_add(m->series[metric][n], value);
}
