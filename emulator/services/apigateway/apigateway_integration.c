/* A function a kind. Those that wait hold a place among the waiting. */
#include "emulator/services/apigateway/apigateway_integration.h"

#include "emulator/http/http_waiting.h"
#include "emulator/services/apigateway/apigateway_http.h"
#include "emulator/services/apigateway/apigateway_lambda.h"
#include "emulator/services/apigateway/apigateway_mock.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_service.h"

static int none(struct api_request *r)
{
    return api_refuse_internal(r, 500);
}

static int (*const integrations[])(struct api_request *r) = {
    [API_INTEGRATION_NONE] = none,
    [API_INTEGRATION_MOCK] = api_mock,
    [API_INTEGRATION_LAMBDA_PROXY] = api_lambda_proxy,
    [API_INTEGRATION_AWS] = api_service,
    [API_INTEGRATION_HTTP] = api_http,
    [API_INTEGRATION_HTTP_PROXY] = api_http_proxy,
};

static int wait_for(struct api_request *r)
{
    int rc;

    if (!http_waiting_enter()) return api_refuse(r, API_THROTTLED);
    rc = integrations[r->method->kind](r);
    http_waiting_leave();
    return rc;
}

int api_integration_run(struct api_request *r)
{
    return r->method->kind == API_INTEGRATION_MOCK ? api_mock(r) : wait_for(r);
}
