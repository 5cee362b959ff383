/* What is told of a request once it is answered: the stage's access log, and the metrics of AWS/ApiGateway.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
#ifndef NUBE_APIGATEWAY_WATCHING_H
#define NUBE_APIGATEWAY_WATCHING_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Both. DIFFERS: an access log whose destination is no log group is not written. */
void api_watch_request(struct api_request *r);

#endif
