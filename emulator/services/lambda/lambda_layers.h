/* Handlers of layers. https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html */
#ifndef NUBE_LAMBDA_LAYERS_H
#define NUBE_LAMBDA_LAYERS_H

#include "emulator/services/lambda/lambda_layer_store.h"

int lambda_publish_layer_version(struct call *c);
int lambda_get_layer_version(struct call *c);
int lambda_get_layer_version_by_arn(struct call *c);
int lambda_list_layer_versions(struct call *c);
int lambda_list_layers(struct call *c);
int lambda_delete_layer_version(struct call *c);

/* Reads a layer's name, or its ARN with a version or without: account, region, name and version, 0 where there is
 * none. */
void lambda_layer_parse(const struct call *c, struct span text, struct lambda_layer *l);

/* The ARN of a version. */
struct span lambda_layer_arn(struct call *c, const struct lambda_layer *l);

#endif
