/* Where a function's code comes from: the request itself, or an object in S3.
 * https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html */
#ifndef NUBE_LAMBDA_CODE_SOURCE_H
#define NUBE_LAMBDA_CODE_SOURCE_H

#include "emulator/core/call.h"

/* For the rows of CreateFunction and UpdateFunctionCode. An object that is named is read in the caller's name, and
 * stands in the input as its ZipFile from then on. The package is checked. 0, or -1 with the fault. */
int lambda_code_check(struct call *c);

/* The folder that is run in place, where S3Bucket is "hot-reload" and S3Key its path, as LocalStack has it; absent where
 * the code is something else. */
struct span lambda_code_hot_folder(const struct doc *code);

/* Of the package that lambda_code_check has seen. */
int64_t lambda_code_unpacked_bytes(const struct call *c);

#endif
