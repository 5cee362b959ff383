/* The one list of services. */
#ifndef NUBE_SERVICES_H
#define NUBE_SERVICES_H

#include "emulator/store/store.h"

/* Makes them the `services` of core/service.h; first of all. */
void services_register(void);

/* The schemas of the store itself and of all services that have one, for store_open. */
const struct store_schema *services_schemas(void);

#endif
