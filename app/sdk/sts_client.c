/* AWS STS over the Query protocol. */
#include "app/sdk/sts_client.h"

#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_xml.h"

int sts_account(struct aws_client *client, char account[STS_ACCOUNT_SIZE], struct aws_error *error)
{
    struct aws_query query;
    struct text xml, text;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    text_init(&text, STS_ACCOUNT_SIZE - 1);
    aws_query_begin(&query, "GetCallerIdentity", "2011-06-15");
    failed = aws_query_call(client, &aws_sts, &query, &xml, error);
    if (!failed && (!aws_xml_text(text_string(&xml), "Account", &text) || !text.length)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "STS answered without an Account");
        failed = -1;
    }
    text_copy(account, STS_ACCOUNT_SIZE, text_string(&text));
    text_release(&text);
    text_release(&xml);
    return failed;
}
