/* Methods of resources, and their responses. */
#ifndef NUBE_APIGATEWAY_METHODS_H
#define NUBE_APIGATEWAY_METHODS_H

#include "emulator/core/call.h"

/* What the input names: a method, with the resource it is in. `integration` and so on are members of the method. */
struct api_place {
    struct doc *resource, *method;
};

/* 0, or -1 with NotFoundException of the resource or the method. */
int api_method_require(struct call *c, struct api_place *at);

/* Is it a method's name, or ANY? 0, or -1 with BadRequestException. */
int api_method_name_check(struct call *c, struct span name);

/* Writes the resource with all in it. */
void api_method_store(struct call *c, const struct api_place *at);

int api_put_method(struct call *c);
int api_get_method(struct call *c);
int api_update_method(struct call *c);
int api_delete_method(struct call *c);
int api_put_method_response(struct call *c);
int api_get_method_response(struct call *c);
int api_update_method_response(struct call *c);
int api_delete_method_response(struct call *c);

#endif
