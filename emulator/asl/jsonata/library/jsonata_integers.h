/* Integers by XPath's pictures: digits, words, Roman numerals, letters. */
#ifndef NUBE_JSONATA_INTEGERS_H
#define NUBE_JSONATA_INTEGERS_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

enum jinteger_form { INTEGER_DECIMAL, INTEGER_LETTERS, INTEGER_ROMAN, INTEGER_WORDS, INTEGER_OTHER };
enum jletter_case { CASE_LOWER, CASE_UPPER, CASE_TITLE };

#define JSEPARATORS_MAX 16

struct jinteger_format {
    enum jinteger_form form;
    enum jletter_case letters;
    bool ordinal;
    struct span token; /* of another sequence, which is not supported */
    unsigned zero;     /* the digit zero of the decimal group */
    int mandatory, optional;
    int regular; /* a separator every so many digits; 0: where they are told */
    int separator_count;
    struct {
        int position; /* digits to its right */
        unsigned character;
    } separators[JSEPARATORS_MAX];
    int parse_width; /* exactly so many digits are read; 0: all there are */
};

/* Reads a picture. 0, or -1 when it failed (D3131). */
int jinteger_picture(struct jrun *r, struct span picture, struct jinteger_format *format);

/* Writes value, which is cut to an integer. 0, or -1 when it failed (D3130). */
int jinteger_write(struct jrun *r, struct buf *b, double value, const struct jinteger_format *format);

/* Reads what was written so; NaN when it is nothing of the kind. */
double jinteger_read(struct jrun *r, struct span text, const struct jinteger_format *format);

/* A regular expression for what may be read. */
void jinteger_pattern(struct buf *b, const struct jinteger_format *format);

/* The greatest distance that separators at these positions repeat at; 0 when they do not. */
int jregular_distance(const int *positions, int count);

#endif
