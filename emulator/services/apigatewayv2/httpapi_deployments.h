/* Deployments of HTTP APIs: what stages serve. */
#ifndef NUBE_HTTPAPI_DEPLOYMENTS_H
#define NUBE_HTTPAPI_DEPLOYMENTS_H

#include "emulator/core/call.h"

/* What is deployed of the call's API was changed: each of its stages with AutoDeploy gets a deployment of it. 0. */
int httpapi_deploy_changed(struct call *c);

/* Deploys the call's API as it is to that stage, by AutoDeploy or else on demand; completes the stage's document. */
void httpapi_deploy_to(struct call *c, struct doc *stage, bool is_automatic);

/* The snapshot of the call's API as it is (httpapi_store.h). */
struct doc *httpapi_deployment_snapshot(struct call *c);

int httpapi_create_deployment(struct call *c);

#endif
