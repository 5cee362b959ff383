/* What the SDK reads of others: the shared files, XML, errors, credentials, base64, dates. The first byte says which. */
#include "tests/fuzz/fuzz.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/sdk/aws_credentials.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_error.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_profile.h"
#include "app/sdk/aws_uri.h"
#include "app/sdk/aws_xml.h"

enum { READER_TEXT_MAX = 1024 * 1024 };

static void read_profile(const char *text)
{
    char value[64];

    if (aws_profile_find(text, "profile a", "region", value, sizeof value)) must_hold(strlen(value) < sizeof value);
    aws_profile_find_nested(text, "services a", "s3", "endpoint_url", value, sizeof value);
}

static void read_xml(const char *text)
{
    struct text out;
    const char *at = text;

    text_init(&out, READER_TEXT_MAX);
    aws_xml_text(text, "Key", &out);
    while ((at = aws_xml_after(at, "member"))) must_hold(at > text && at <= text + strlen(text));
    text_release(&out);
}

/* A head, an empty line, a body. */
static void read_error(const char *text)
{
    const char *body = strstr(text, "\n\n");
    struct aws_http_response response;
    struct aws_error error;

    aws_http_response_init(&response);
    response.status = 400;
    text_append(&response.headers, text, body ? (size_t)(body - text) : 0);
    text_put(&response.body, body ? body + 2 : text);
    aws_error_from_response(&error, &response);
    must_hold(*error.code && strlen(error.message) < sizeof error.message);
    aws_http_response_release(&response);
}

static void read_credentials(const char *text)
{
    static struct aws_credentials credentials;

    if (aws_credentials_parse(text, &credentials)) must_hold(*credentials.access_key_id);
    aws_credentials_parse_time(text);
    aws_credentials_uri_is_safe(text);
}

/* What decodes is what the encoder would have written. */
static void read_codings(const char *text)
{
    struct text decoded, encoded;

    text_init(&decoded, READER_TEXT_MAX);
    text_init(&encoded, READER_TEXT_MAX);
    aws_uri_decode(&decoded, text, strlen(text));
    text_clear(&decoded);
    if (aws_base64_decode(&decoded, text)) {
        aws_base64_encode(&encoded, decoded.bytes, decoded.length);
        must_hold(!strcmp(text_string(&encoded), text));
    }
    text_release(&encoded);
    text_release(&decoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[])(const char *) = { read_profile, read_xml, read_error, read_credentials,
                                                     read_codings };
    char *text;

    if (!size) return 0;
    text = malloc(size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    readers[*data % (sizeof readers / sizeof *readers)](text);
    free(text);
    return 0;
}
