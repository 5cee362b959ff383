/* AWS Certificate Manager: certificates that are requested, which the authority issues at once, and imported ones.
 * https://docs.aws.amazon.com/acm/latest/APIReference/Welcome.html */
#include "emulator/core/service.h"
#include "emulator/services/acm/acm_asks.h"
#include "emulator/services/acm/acm_certificates.h"
#include "emulator/services/acm/acm_imports.h"
#include "emulator/services/acm/acm_requests.h"
#include "emulator/services/acm/acm_shapes.h"
#include "emulator/services/acm/acm_store.h"
#include "emulator/services/acm/acm_tags.h"
#include "emulator/wire/codecs.h"

extern const struct service acm_service;

static const struct operation operations[] = {
    { "RequestCertificate", &AcmRequestInput, &AcmArnOutput, acm_request_certificate, WRITES,
      .prepare = acm_request_prepare },
    { "ImportCertificate", &AcmImportInput, &AcmArnOutput, acm_import_certificate, WRITES,
      .prepare = acm_import_prepare, .asks = acm_ask_certificate },
    { "DescribeCertificate", &AcmArnInput, &AcmDescribeOutput, acm_describe_certificate, .asks = acm_ask_certificate },
    { "GetCertificate", &AcmArnInput, &AcmGetOutput, acm_get_certificate, .asks = acm_ask_certificate },
    { "ExportCertificate", &AcmExportInput, &AcmExportOutput, acm_export_certificate, .asks = acm_ask_certificate },
    { "ListCertificates", &AcmListInput, &AcmListOutput, acm_list_certificates },
    { "DeleteCertificate", &AcmArnInput, &Nothing, acm_delete_certificate, WRITES, .asks = acm_ask_certificate },
    { "RenewCertificate", &AcmArnInput, &Nothing, acm_renew_certificate, WRITES, .asks = acm_ask_certificate },
    { "ResendValidationEmail", &AcmResendInput, &Nothing, acm_resend_validation_email, .asks = acm_ask_certificate },
    { "UpdateCertificateOptions", &AcmOptionsInput, &Nothing, acm_update_certificate_options, WRITES,
      .asks = acm_ask_certificate },
    { "AddTagsToCertificate", &AcmTagsInput, &Nothing, acm_add_tags_to_certificate, WRITES,
      .asks = acm_ask_certificate },
    { "RemoveTagsFromCertificate", &AcmTagsInput, &Nothing, acm_remove_tags_from_certificate, WRITES,
      .asks = acm_ask_certificate },
    { "ListTagsForCertificate", &AcmArnInput, &AcmTagsOutput, acm_list_tags_for_certificate,
      .asks = acm_ask_certificate },
    { "GetAccountConfiguration", &Nothing, &AcmConfigurationOutput, acm_get_account_configuration },
    { "PutAccountConfiguration", &AcmConfigurationInput, &Nothing, acm_put_account_configuration, WRITES },
    { 0 },
};

const struct service acm_service = {
    .name = "acm",
    .title = "AWS Certificate Manager",
    .target_prefix = "CertificateManager",
    .codecs = CODECS(&aws_json_1_1),
    .body_bytes_max = 4 * 1024 * 1024,
    .operations = operations,
    .resource_tags = acm_resource_tags,
    .condition_keys = acm_condition_keys,
    .certificate_of = acm_certificate_of,
    .schema = acm_schema,
};
