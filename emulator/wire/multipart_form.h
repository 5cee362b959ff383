/* Forms with a file (multipart/form-data, RFC 7578 and RFC 2046, section 5.1), read as a stream: the fields before the
 * file, in their order, are kept, which are few and small; the file is a source. What follows it is not looked at. */
#ifndef NUBE_MULTIPART_FORM_H
#define NUBE_MULTIPART_FORM_H

#include "emulator/base/source.h"

struct multipart_field {
    struct span name, value;
};

struct multipart_form {
    struct multipart_field *fields;
    size_t count;
    struct span filename;     /* of the file, as it was sent; absent: the part has none */
    struct span content_type; /* of the file's part; absent: it has none */
    struct source *file;      /* ends where the part does; breaks off where the body does before that */
};

enum multipart_outcome {
    MULTIPART_FILE,      /* form->file is to be read */
    MULTIPART_NO_FILE,   /* the form ended without one */
    MULTIPART_TOO_LARGE, /* the file did not come within so many bytes, or fields */
    MULTIPART_MALFORMED, /* it is no form, or broke off */
};

#define MULTIPART_FIELDS_MAX 256

/* Of a Content-Type: true for multipart/form-data; *boundary is absent where it names none that is one. */
bool multipart_is_form(struct arena *a, struct span content_type, struct span *boundary);

/* Reads up to the first part of form-data that is named `file_name`. All is in the arena, and the body is somebody
 * else's to close. */
enum multipart_outcome multipart_read(struct arena *a, struct source *body, struct span boundary, const char *file_name,
                                      size_t bytes_max, struct multipart_form *form);

/* The value of the first field of that name, in any case; absent when there is none. */
struct span multipart_field(const struct multipart_form *form, const char *name);

#endif
