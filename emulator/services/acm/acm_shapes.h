/* ACM's shapes. https://docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html */
#ifndef NUBE_ACM_SHAPES_H
#define NUBE_ACM_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape AcmArnInput, AcmTagsInput, AcmTagsOutput, AcmDescribeOutput, AcmGetOutput, AcmExportInput,
    AcmExportOutput, AcmImportInput, AcmArnOutput, AcmListInput, AcmListOutput, AcmRequestInput, AcmResendInput,
    AcmOptionsInput, AcmConfigurationInput, AcmConfigurationOutput;

#endif
