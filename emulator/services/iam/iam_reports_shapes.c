/* Shapes of IAM: reports. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member GenerateCredentialReportOutput_members[] = { { "State", &String },
                                                                        { "Description", &String },
                                                                        { 0 } };
const struct shape IamGenerateCredentialReportOutput = STRUCTURE(GenerateCredentialReportOutput_members);

static const struct member GetCredentialReportOutput_members[] = {
    { "Content", &Blob }, { "ReportFormat", &String }, { "GeneratedTime", &Timestamp }, { 0 }
};
const struct shape IamGetCredentialReportOutput = STRUCTURE(GetCredentialReportOutput_members);
