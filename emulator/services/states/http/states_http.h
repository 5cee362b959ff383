/* Tasks that are HTTP requests: apigateway:invoke and http:invoke. */
#ifndef NUBE_STATES_HTTP_H
#define NUBE_STATES_HTTP_H

struct errand;
struct asl_task;

/* Sends the task's request; its end is told to the execution. The errand is the request's from here on. */
void states_http_start(struct errand *errand, const struct asl_task *t, const char *region);

#endif
