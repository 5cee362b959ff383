/* Code that is run in place, in a folder of its author's (S3Bucket=hot-reload, S3Key=/the/folder): noticing that it
 * changed. */
#ifndef NUBE_LAMBDA_HOT_H
#define NUBE_LAMBDA_HOT_H

#include <stdbool.h>

#include "emulator/base/span.h"

/* Is something in the folder other than when it was last looked at, for this function: made, changed, removed? Files
 * are looked at by their times and sizes; node_modules, __pycache__ and folders whose names begin with a dot are passed
 * over. False at the first look. Takes some milliseconds for thousands of files; without locks. */
bool lambda_hot_changed(int64_t function_id, struct span folder);

#endif
