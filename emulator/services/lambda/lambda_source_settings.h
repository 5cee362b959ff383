/* What an event source mapping is told to do: the members of its configuration, by the kind of its source.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
#ifndef NUBE_LAMBDA_SOURCE_SETTINGS_H
#define NUBE_LAMBDA_SOURCE_SETTINGS_H

#include "emulator/services/lambda/lambda_source_store.h"

enum lambda_source_kind { LAMBDA_SOURCE_QUEUE, LAMBDA_SOURCE_STREAM };

/* By its ARN, which is one of the two. */
enum lambda_source_kind lambda_source_kind_of(const struct lambda_source *s);

/* Is it a source that Nube emulates? 0, or -1 with the fault. */
int lambda_source_kind_check(struct call *c);

/* The configuration: what is there (NULL: the defaults) with the input's members over it. 0, or -1 with the fault. */
int lambda_source_settings_write(struct call *c, struct lambda_source *s);

/* Does a function of the mapping say which items of a batch failed? */
bool lambda_source_reports_items(const struct lambda_source *s);

#endif
