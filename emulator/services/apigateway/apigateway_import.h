/* Handlers that take OpenAPI documents: ImportRestApi, PutRestApi, ImportDocumentationParts. */
#ifndef NUBE_APIGATEWAY_IMPORT_H
#define NUBE_APIGATEWAY_IMPORT_H

#include "emulator/core/call.h"

/* The row's path, and the roles that the document hands over. */
void api_ask_import(struct call *c);

/* Reads the document, off the writer. */
int api_import_prepare(struct call *c);

int api_import_rest_api(struct call *c);
int api_put_rest_api(struct call *c);
int api_import_documentation_parts(struct call *c);

#endif
