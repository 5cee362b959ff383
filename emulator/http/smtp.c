/* An e-mail: headers (RFC 5322), a base64 body (RFC 2045), and libcurl's SMTP client. */
#include "emulator/http/smtp.h"

#include <string.h>
#include <time.h>

#include "emulator/base/arena.h"
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/times.h"
#include "emulator/base/clock.h"
#include "emulator/http/curl_library.h"

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

static CURLcode mail_send(const struct curl_library *library, const char *url, const char *recipient, struct span mail)
{
    struct upload upload = { mail };
    struct curl_slist *recipients = library->slist_append(NULL, recipient);
    CURL *curl = library->easy_init();
    CURLcode rc;

    library->easy_setopt(curl, CURLOPT_URL, url);
    library->easy_setopt(curl, CURLOPT_MAIL_FROM, "<" SENDER ">");
    library->easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    library->easy_setopt(curl, CURLOPT_READFUNCTION, upload_read);
    library->easy_setopt(curl, CURLOPT_READDATA, &upload);
    library->easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    library->easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 5L);
    library->easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
    library->easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    library->easy_setopt(curl, CURLOPT_PROXY, "");
    rc = library->easy_perform(curl);
    library->easy_cleanup(curl);
    library->slist_free_all(recipients);
    return rc;
}

int smtp_send(const char *server, struct span recipient, struct span subject, struct span body, const char **error)
{
    const struct curl_library *library = curl_library();
    struct arena a = { 0 };
    struct buf mail = { 0 };
    CURLcode rc;

    if (!library) {
        *error = "libcurl is not installed";
        return -1;
    }
    mail_write(&mail, &a, recipient, subject, body);
    rc = mail_send(library, arena_printf(&a, "smtp://%s", server), arena_printf(&a, "<%.*s>", SPAN_ARG(recipient)),
                   buf_span(&mail));
    *error = library->easy_strerror(rc);
    buf_release(&mail);
    arena_release(&a);
    return rc == CURLE_OK ? 0 : -1;
}
