/* Dates as JSONata counts them: days, weeks and months of a picture. */
#include "emulator/asl/jsonata/library/jsonata_calendar.h"

#include <stdlib.h>
#include <string.h>

#define DAY_MS ((int64_t)86400000)

const char *const jcalendar_months[12] = { "January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December" };
const char *const jcalendar_days_of_week[8] = { "",         "Monday", "Tuesday",  "Wednesday",
                                                "Thursday", "Friday", "Saturday", "Sunday" };

/* --- the calendar
 * -------------------------------------------------------------------------------------------------- */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Years start with March here, so that the leap day is their last. */
int64_t jcalendar_days(int64_t year, int64_t month, int64_t day)
{
    int64_t months = year * 12 + (month - 1) - 2, shifted = floor_div(months, 12), since_march = months - shifted * 12;
    int64_t era = floor_div(shifted, 400), of_era = shifted - era * 400;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * since_march + 2) / 5 + day - 719469;
}

struct date {
    int64_t year, month, day;
};

static struct date date_of(int64_t days)
{
    int64_t z = days + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    struct date d = { .year = year + era * 400 + (month >= 10), .day = of_year - (153 * month + 2) / 5 + 1 };

    d.month = month < 10 ? month + 3 : month - 9;
    return d;
}

static int day_of_week(int64_t days) /* 1: Monday */
{
    int64_t n = (days + 3) % 7;

    return (int)(n < 0 ? n + 7 : n) + 1;
}

/* A week belongs to the year, and to the month, that its Thursday is in. */
static double week_component(int64_t days, char component)
{
    int64_t thursday = days - day_of_week(days) + 4;
    struct date d = date_of(thursday);

    switch (component) {
    case 'W': return (double)((thursday - jcalendar_days(d.year, 1, 1)) / 7 + 1);
    case 'w': return (double)((d.day - 1) / 7 + 1);
    case 'X': return (double)d.year;
    default: return (double)d.month;
    }
}

static double time_component(int64_t of_day, char component)
{
    int64_t hours = of_day / 3600000;

    switch (component) {
    case 'H': return (double)hours;
    case 'h': return (double)(hours % 12 ? hours % 12 : 12);
    case 'P': return hours >= 12;
    case 'm': return (double)(of_day / 60000 % 60);
    case 's': return (double)(of_day / 1000 % 60);
    default: return (double)(of_day % 1000);
    }
}

double jcalendar_component(int64_t ms, char component)
{
    int64_t days = floor_div(ms, DAY_MS);
    struct date d = date_of(days);

    switch (component) {
    case 'Y': return (double)d.year;
    case 'M': return (double)d.month;
    case 'D': return (double)d.day;
    case 'd': return (double)(days - jcalendar_days(d.year, 1, 1) + 1);
    case 'F': return day_of_week(days);
    case 'W':
    case 'w':
    case 'X':
    case 'x': return week_component(days, component);
    default: return time_component(ms - days * DAY_MS, component);
    }
}

/* --- pictures
 * ------------------------------------------------------------------------------------------------------ */

static const char *default_presentation(char component)
{
    static const struct {
        char component;
        const char *presentation;
    } defaults[] = { { 'Y', "1" },     { 'M', "1" },     { 'D', "1" },  { 'd', "1" },  { 'F', "n" },
                     { 'W', "1" },     { 'w', "1" },     { 'X', "1" },  { 'x', "1" },  { 'H', "1" },
                     { 'h', "1" },     { 'P', "n" },     { 'm', "01" }, { 's', "01" }, { 'f', "1" },
                     { 'Z', "01:01" }, { 'z', "01:01" }, { 'C', "n" },  { 'E', "n" } };

    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (defaults[i].component == component) return defaults[i].presentation;
    return NULL;
}

static bool one_of(char c, const char *letters)
{
    return c && strchr(letters, c);
}

/* A bound of a width: -1 when it is left open. */
static int width_of(struct span s)
{
    int64_t value;

    return s.size < 6 && span_int(s, &value) && value >= 0 ? (int)value : -1;
}

static int set_integer(struct jrun *r, struct jdate_part *part, struct span presentation, int least, int most)
{
    struct span pattern = presentation;

    if (part->presentation && !one_of(part->component, "Zz"))
        pattern = arena_format(r->arena, "%.*s;%c", SPAN_ARG(presentation), part->presentation);
    if (jinteger_picture(r, pattern, &part->integer)) return -1;
    part->has_integer = true;
    if (one_of(part->component, "Zz")) return 0;
    if (least > part->integer.mandatory && part->integer.form == INTEGER_DECIMAL) part->integer.mandatory = least;
    if (part->component != 'Y') return 0;
    if (most >= 0) {
        part->year_digits = part->integer.mandatory = most;
    } else if (part->integer.mandatory + part->integer.optional >= 2) {
        part->year_digits = part->integer.mandatory + part->integer.optional;
    }
    return 0;
}

static int set_presentation(struct jrun *r, struct jdate_part *part, struct span presentation, int least, int most)
{
    const char *otherwise = default_presentation(part->component);

    if (presentation.size > 1 && one_of(presentation.data[presentation.size - 1], "atco")) {
        part->presentation = presentation.data[presentation.size - 1];
        presentation.size--;
    }
    if (!otherwise) {
        jfail_value(r, "D3132", jstring((struct span){ &part->component, part->component ? 1 : 0 }));
        return -1;
    }
    if (!presentation.size) presentation = span_of(otherwise);
    part->width_max = most > 0 ? most : 0;
    if (presentation.data[0] == 'n' || presentation.data[0] == 'N') {
        part->is_name = true;
        if (presentation.data[0] == 'N')
            part->letters = presentation.size > 1 && presentation.data[1] == 'n' ? CASE_TITLE : CASE_UPPER;
        return 0;
    }
    return one_of(part->component, "YMDdFWwXxHhmsfZz") ? set_integer(r, part, presentation, least, most) : 0;
}

/* What stands between two brackets, blanks aside. */
static int set_marker(struct jrun *r, struct jdate_part *part, struct span text)
{
    char *marker = arena_string(r->arena, text), *end = marker, *comma;
    struct span width = { 0 }, least;
    int min = -1, max = -1;

    for (size_t i = 0; i < text.size; i++)
        if (!one_of(text.data[i], " \t\r\n")) *end++ = text.data[i];
    *end = '\0';
    part->component = marker[0];
    if ((comma = strrchr(marker, ','))) {
        width = span_of(comma + 1);
        *comma = '\0';
        span_split(&width, '-', &least);
        min = width_of(least);
        max = width_of(width);
    }
    return set_presentation(r, part, span_of(*marker ? marker + 1 : marker), min, max);
}

static struct jdate_part *part_add(struct jrun *r, struct jdate_picture *picture)
{
    struct jdate_part *bigger;

    if ((picture->count & (picture->count - 1)) == 0) { /* at every power of two */
        bigger = ARENA_ARRAY(r->arena, struct jdate_part, picture->count ? picture->count * 2 : 1);
        if (picture->count) memcpy(bigger, picture->parts, (size_t)picture->count * sizeof *bigger);
        picture->parts = bigger;
    }
    picture->parts[picture->count] = (struct jdate_part){ 0 };
    return &picture->parts[picture->count++];
}

/* Doubled brackets stand for one. */
static void add_literal(struct jrun *r, struct jdate_picture *picture, struct span text)
{
    char *copy, *end;

    if (!text.size) return;
    copy = end = arena_copy(r->arena, text.data, text.size);
    for (size_t i = 0; i < text.size; i++) {
        *end++ = text.data[i];
        if (i + 1 < text.size && text.data[i] == text.data[i + 1] && one_of(text.data[i], "[]")) i++;
    }
    part_add(r, picture)->literal = (struct span){ copy, (size_t)(end - copy) };
}

int jdate_picture(struct jrun *r, struct span text, struct jdate_picture *picture)
{
    size_t start = 0, at = 0;

    *picture = (struct jdate_picture){ 0 };
    while (at < text.size) {
        struct jdate_part *part;
        size_t size;
        if (text.data[at] != '[' || (at + 1 < text.size && text.data[at + 1] == '[')) {
            at += text.data[at] == '[' ? 2 : 1;
            continue;
        }
        add_literal(r, picture, span_sub(text, start, at - start));
        size = span_find(span_sub(text, at + 1, text.size), ']');
        if (at + 1 + size >= text.size) {
            jfail(r, (struct jfault){ .code = "D3135" });
            return -1;
        }
        part = part_add(r, picture);
        if (set_marker(r, part, span_sub(text, at + 1, size))) return -1;
        if (picture->count > 1 && part[-1].has_integer && part->has_integer)
            part[-1].integer.parse_width = part[-1].integer.mandatory;
        start = at = at + size + 2;
    }
    add_literal(r, picture, span_sub(text, start, text.size));
    return 0;
}
