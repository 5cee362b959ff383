/* Is a resource as it is to be? Pure. */
#ifndef APP_DEPLOY_DEPLOY_COMPARE_H
#define APP_DEPLOY_DEPLOY_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;

/* Everything that is wanted is found: members of objects (what is found beside them does not matter, but in policies,
 * variables and an API's paths, models and gateway responses), elements of arrays in any order. A number equals its
 * text, as some services tell all in texts. Where that is not so, `where` is the wanted property that differs,
 * "GlobalSecondaryIndexes"; else "". */
bool deploy_compare(const struct cJSON *wanted, const struct cJSON *found, char *where, size_t size);

/* The same for two values: of one property, say. */
bool deploy_compare_values(const struct cJSON *wanted, const struct cJSON *found);

/* Of two values where what is found beside matters. */
bool deploy_compare_whole(const struct cJSON *wanted, const struct cJSON *found);

#endif
