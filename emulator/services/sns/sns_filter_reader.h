/* Reads a filter policy's JSON token by token, and knows where it stands: AWS's messages name the place where its
 * parser had got to.
 *
 * AWS: its parser reads ahead. With a field's name it has read the colon and the beginning of the value: all of a
 * number, true, false, null or a bracket, but of a text only the opening quote, until the text is asked for. */
#ifndef NUBE_SNS_FILTER_READER_H
#define NUBE_SNS_FILTER_READER_H

#include "emulator/base/arena.h"

enum sns_filter_token {
    FILTER_NAME, /* of a field */
    FILTER_STRING,
    FILTER_NUMBER,
    FILTER_TRUE,
    FILTER_FALSE,
    FILTER_NULL,
    FILTER_OBJECT,
    FILTER_OBJECT_END,
    FILTER_ARRAY,
    FILTER_ARRAY_END,
    FILTER_END /* of the text */
};

struct sns_filter_reader {
    struct arena *arena;
    struct span text;
    size_t at;           /* behind the token */
    size_t place;        /* how far AWS's parser has read */
    struct span literal; /* of the token, as it is written */
    struct span value;   /* of a name or string, decoded; else the literal */
    bool expects_value;  /* the token before was a name */
};

/* `text` must be JSON already (json_parse took it), so that reading cannot fail. */
void sns_filter_reader_init(struct sns_filter_reader *r, struct arena *a, struct span text);

enum sns_filter_token sns_filter_next(struct sns_filter_reader *r);

/* The token's text, as AWS's parser gives it: having read all of it. */
struct span sns_filter_text(struct sns_filter_reader *r);

/* "\n at [Source: (String)"…"; line: 1, column: 10]": the place it has read to. */
struct span sns_filter_place(const struct sns_filter_reader *r);

#endif
