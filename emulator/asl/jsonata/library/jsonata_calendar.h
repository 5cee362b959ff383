/* Dates of the Gregorian calendar, in milliseconds since 1970, UTC; and XPath's pictures of them. */
#ifndef NUBE_JSONATA_CALENDAR_H
#define NUBE_JSONATA_CALENDAR_H

#include "emulator/asl/jsonata/library/jsonata_integers.h"

/* Days since 1970 of a date; months beyond December run into the years. */
int64_t jcalendar_days(int64_t year, int64_t month /* 1… */, int64_t day);

/* A component of a point in time by its letter in pictures: Y M D d F W w X x H h m s f, and P: 0 before noon, 1
 * after. */
double jcalendar_component(int64_t ms, char component);

extern const char *const jcalendar_months[12];
extern const char *const jcalendar_days_of_week[8]; /* from Monday, 1, on */

/* A picture: literals, and components between brackets. */
struct jdate_part {
    char component; /* '\0' for a literal */
    struct span literal;
    bool is_name;
    enum jletter_case letters; /* of a name */
    int width_max;             /* of a name; 0: no bound */
    int year_digits;           /* so many of a year; 0: all */
    char presentation;         /* the letter behind the first presentation: a, t, c, o */
    bool has_integer;
    struct jinteger_format integer;
};

struct jdate_picture {
    struct jdate_part *parts;
    int count;
};

/* Reads a picture. 0, or -1 when it failed (D3132, D3133, D3135). */
int jdate_picture(struct jrun *r, struct span text, struct jdate_picture *picture);

#endif
