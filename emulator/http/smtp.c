/* An e-mail: headers (RFC 5322), a base64 body (RFC 2045), and libcurl's SMTP client. */
#include "emulator/http/smtp.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "emulator/base/arena.h"
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/library.h"
#include "emulator/base/times.h"
#include "emulator/base/clock.h"

#define SENDER "no-reply@sns.amazonaws.com"

struct upload {
    struct span left;
};

static size_t upload_read(char *out, size_t size, size_t count, void *arg)
{
    struct upload *u = arg;
    struct span piece = span_sub(u->left, 0, size * count);

    memcpy(out, piece.data, piece.size);
    u->left = span_sub(u->left, piece.size, SIZE_MAX);
    return piece.size;
}

/* A subject that is not ASCII as an encoded word (RFC 2047). */
static void subject_add(struct buf *b, struct span subject)
{
    bool is_ascii = true;

    for (size_t i = 0; i < subject.size; i++)
        if ((unsigned char)subject.data[i] >= 0x80) is_ascii = false;
    buf_add_text(b, is_ascii ? "Subject: " : "Subject: =?UTF-8?B?");
    if (is_ascii) buf_add_span(b, subject);
    else base64_encode(b, subject);
    buf_add_text(b, is_ascii ? "\r\n" : "?=\r\n");
}

/* Base64 in lines of 76 characters: 57 bytes each. */
static void body_add(struct buf *b, struct span body)
{
    for (size_t at = 0; at < body.size; at += 57) {
        base64_encode(b, span_sub(body, at, 57));
        buf_add_text(b, "\r\n");
    }
}

static void mail_write(struct buf *b, struct arena *a, struct span recipient, struct span subject, struct span body)
{
    char id[37];

    uuid_new(id);
    buf_printf(b, "Date: %.*s\r\n", SPAN_ARG(time_http(a, clock_now_ms())));
    buf_printf(b, "From: AWS Notifications <" SENDER ">\r\nTo: %.*s\r\nMessage-ID: <%s@nube>\r\n", SPAN_ARG(recipient),
               id);
    subject_add(b, subject);
    buf_add_text(
        b, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    body_add(b, body);
}

/* libcurl, loaded with the first mail. */
static struct {
    bool is_there;
    __typeof__(curl_global_init) *global_init;
    __typeof__(curl_easy_init) *easy_init;
    __typeof__(curl_easy_setopt) *easy_setopt;
    __typeof__(curl_easy_perform) *easy_perform;
    __typeof__(curl_easy_cleanup) *easy_cleanup;
    __typeof__(curl_easy_strerror) *easy_strerror;
    __typeof__(curl_slist_append) *slist_append;
    __typeof__(curl_slist_free_all) *slist_free_all;
} library;

static void library_init(void)
{
    static const char *const names[] = { "libcurl.so.4", NULL };
    const struct library_symbol symbols[] = {
        { "curl_global_init", &library.global_init },
        { "curl_easy_init", &library.easy_init },
        { "curl_easy_setopt", &library.easy_setopt },
        { "curl_easy_perform", &library.easy_perform },
        { "curl_easy_cleanup", &library.easy_cleanup },
        { "curl_easy_strerror", &library.easy_strerror },
        { "curl_slist_append", &library.slist_append },
        { "curl_slist_free_all", &library.slist_free_all },
        { NULL, NULL },
    };

    library.is_there = library_load(names, symbols) && library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static CURLcode mail_send(const char *url, const char *recipient, struct span mail)
{
    struct upload upload = { mail };
    struct curl_slist *recipients = library.slist_append(NULL, recipient);
    CURL *curl = library.easy_init();
    CURLcode rc;

    library.easy_setopt(curl, CURLOPT_URL, url);
    library.easy_setopt(curl, CURLOPT_MAIL_FROM, "<" SENDER ">");
    library.easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    library.easy_setopt(curl, CURLOPT_READFUNCTION, upload_read);
    library.easy_setopt(curl, CURLOPT_READDATA, &upload);
    library.easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    library.easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 5L);
    library.easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
    library.easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    library.easy_setopt(curl, CURLOPT_PROXY, "");
    rc = library.easy_perform(curl);
    library.easy_cleanup(curl);
    library.slist_free_all(recipients);
    return rc;
}

int smtp_send(const char *server, struct span recipient, struct span subject, struct span body, const char **error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct arena a = { 0 };
    struct buf mail = { 0 };
    CURLcode rc;

    pthread_once(&once, library_init);
    if (!library.is_there) {
        *error = "libcurl is not installed";
        return -1;
    }
    mail_write(&mail, &a, recipient, subject, body);
    rc = mail_send(arena_printf(&a, "smtp://%s", server), arena_printf(&a, "<%.*s>", SPAN_ARG(recipient)),
                   buf_span(&mail));
    *error = library.easy_strerror(rc);
    buf_release(&mail);
    arena_release(&a);
    return rc == CURLE_OK ? 0 : -1;
}
