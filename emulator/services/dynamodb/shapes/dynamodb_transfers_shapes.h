/* The inputs and outputs of exports to S3 and of imports from it. */
#ifndef NUBE_DYNAMODB_TRANSFERS_SHAPES_H
#define NUBE_DYNAMODB_TRANSFERS_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape DdbExportTableToPointInTimeInput, DdbExportDescriptionOutput;
extern const struct shape DdbDescribeExportInput;
extern const struct shape DdbListExportsInput, DdbListExportsOutput;
extern const struct shape DdbImportTableInput, DdbImportDescriptionOutput;
extern const struct shape DdbDescribeImportInput;
extern const struct shape DdbListImportsInput, DdbListImportsOutput;

#endif
