/* The metrics of AWS/ApiGateway, by API, and by API and stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
#ifndef NUBE_APIGATEWAY_METRICS_H
#define NUBE_APIGATEWAY_METRICS_H

#include "emulator/core/telemetry.h"

enum api_metric {
    API_METRIC_COUNT,
    API_METRIC_4XX,
    API_METRIC_5XX,
    API_METRIC_LATENCY,
    API_METRIC_INTEGRATION_LATENCY,
    API_METRIC_CACHE_HIT,
    API_METRIC_CACHE_MISS,
    API_METRICS
};

struct api_metrics {
    struct telemetry_series *series[API_METRICS][2];
};

void api_metrics_make(struct span account, struct span region, struct span api_name, struct span stage,
                      struct api_metrics *m);
void api_metrics_add(const struct api_metrics *m, enum api_metric metric, double value);

#endif
