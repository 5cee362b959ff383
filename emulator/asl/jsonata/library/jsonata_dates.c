/* Points in time as text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_calendar.h"
#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

#define MS_MAX      8.64e15
#define ISO_PICTURE "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"

/* "+0530" in minutes; no more than a day. */
static int offset_of(struct span zone)
{
    int64_t value;

    if (zone.size && zone.data[0] == '+') zone = span_sub(zone, 1, zone.size);
    if (!span_int(zone, &value) || value < -2400 || value > 2400) return 0;
    return (int)(value / 100 * 60 + value % 100);
}

static void add_name(struct buf *b, const struct jdate_part *part, const char *name)
{
    size_t size = strlen(name);

    if (part->width_max && (size_t)part->width_max < size) size = (size_t)part->width_max;
    for (size_t i = 0; i < size; i++) {
        char c = name[i];
        if (part->letters == CASE_UPPER && c >= 'a' && c <= 'z') c = (char)(c - 32);
        if (part->letters == CASE_LOWER && c >= 'A' && c <= 'Z') c = (char)(c + 32);
        buf_add_char(b, c);
    }
}

static void add_zone(struct jrun *r, struct buf *b, const struct jdate_part *part, int offset)
{
    int hours = offset / 60, minutes = offset % 60, digits = part->integer.mandatory;

    if (offset == 0 && part->presentation == 't') {
        buf_add_char(b, 'Z');
        return;
    }
    if (part->component == 'z') buf_add_text(b, "GMT");
    buf_add_char(b, offset < 0 ? '-' : '+');
    if (part->integer.regular || digits == 3 || digits == 4) {
        jinteger_write(r, b, abs(hours * 100 + minutes), &part->integer);
    } else if (digits == 1 || digits == 2) {
        jinteger_write(r, b, abs(hours), &part->integer);
        if (minutes) buf_printf(b, ":%02d", abs(minutes));
    } else {
        jfail_value(r, "D3134", jnumber(digits));
    }
}

static void add_component(struct jrun *r, struct buf *b, const struct jdate_part *part, int64_t ms, int offset)
{
    double value;

    if (part->component == 'C' || part->component == 'E') {
        buf_add_text(b, "ISO");
        return;
    }
    if (part->component == 'Z' || part->component == 'z') {
        add_zone(r, b, part, offset);
        return;
    }
    value = jcalendar_component(ms, part->component);
    if (part->component == 'P') {
        add_name(b, part, value > 0 ? "pm" : "am");
    } else if (part->is_name && (part->component == 'M' || part->component == 'x')) {
        add_name(b, part, jcalendar_months[(int)value - 1]);
    } else if (part->is_name && part->component == 'F') {
        add_name(b, part, jcalendar_days_of_week[(int)value]);
    } else if (part->is_name) {
        jfail_value(r, "D3133", jstring((struct span){ &part->component, 1 }));
    } else {
        if (part->year_digits) value = fmod(value, pow(10, part->year_digits));
        jinteger_write(r, b, value, &part->integer);
    }
}

static struct jval format(struct jrun *r, double ms, struct jval picture, struct jval zone)
{
    struct span text = jis_defined(picture) ? jtext(picture) : SPAN(ISO_PICTURE);
    int offset = jis_defined(zone) ? offset_of(jtext(zone)) : 0;
    struct jdate_picture parsed;
    struct buf b = { 0 };

    if (!(fabs(ms) <= MS_MAX)) return jfail_value(r, "D1001", jnumber(ms));
    if (jdate_picture(r, text, &parsed)) return jundefined();
    for (int i = 0; i < parsed.count && !r->failed; i++) {
        const struct jdate_part *part = &parsed.parts[i];
        if (part->component) {
            add_component(r, &b, part, (int64_t)floor(ms) + (int64_t)offset * 60000, offset);
        } else {
            buf_add_span(&b, part->literal);
        }
    }
    return jtext_take(r, &b);
}

struct jval jfn_from_millis(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return jis_defined(arguments[0]) ? format(r, arguments[0].number, arguments[1], arguments[2]) : jundefined();
}

struct jval jfn_now(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return format(r, (double)r->scope->now_ms, arguments[0], arguments[1]);
}

struct jval jfn_millis(struct jrun *r, struct jval *arguments, int count)
{
    (void)arguments;
    (void)count;
    return jnumber((double)r->scope->now_ms);
}
