/* The Lambda Runtime API, by which a function's process takes events and gives results.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * Each process has a port of its own, so that a request tells whose it is. Ports come in listeners of PORTS_PER_LISTENER, each with a
 * thread for every port, since `next` waits by nature; a listener starts when the ports before it are all in use, and stays. */
#ifndef NUBE_LAMBDA_RUNTIME_API_H
#define NUBE_LAMBDA_RUNTIME_API_H

/* A port for a new process; 0 when no listener could be started. */
int lambda_runtime_port_take(void);
void lambda_runtime_port_give(int port);

#endif
