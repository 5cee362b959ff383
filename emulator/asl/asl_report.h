/* What validation found, gathered and put into words. */
#ifndef NUBE_ASL_REPORT_H
#define NUBE_ASL_REPORT_H

#include "emulator/base/arena.h"
#include "emulator/base/span.h"

struct asl_diagnostic {
    bool is_error;
    const char *code; /* "SCHEMA_VALIDATION_FAILED" */
    const char *message;
    const char *location; /* "/States/X"; NULL: none */
    struct asl_diagnostic *next;
};

/* What validation found, in order; everything in `arena`. */
struct asl_report {
    struct arena *arena;
    struct asl_diagnostic *first, **end;
    uint32_t errors, warnings;
};

/* Adds a diagnostic; for the validator and the compiler. */
void asl_report_error(struct asl_report *r, const char *code, const char *location, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

void asl_report_warning(struct asl_report *r, const char *code, const char *location, const char *message);

struct json_error;

/* That the text is no JSON, in the words of the service's own parser. */
void asl_report_json(struct asl_report *r, struct span text, const struct json_error *error);

/* All errors in one text, as InvalidDefinition words them: "'CODE: message at location', '…'". */
const char *asl_report_text(const struct asl_report *r);

#endif
