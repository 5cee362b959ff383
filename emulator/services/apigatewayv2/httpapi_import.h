/* APIs made of documents, and documents of APIs. */
#ifndef NUBE_HTTPAPI_IMPORT_H
#define NUBE_HTTPAPI_IMPORT_H

#include "emulator/core/call.h"

int httpapi_import_api(struct call *c);
int httpapi_reimport_api(struct call *c);
int httpapi_export_api(struct call *c);

#endif
