/* What the real service recorded, against what came out here. Values that differ from run to run are placeholders in
 * the recordings and match anything. */
#ifndef NUBE_RECORDED_H
#define NUBE_RECORDED_H

#include "emulator/base/doc.h"

/* Does it stand for whatever was there? */
bool recorded_is_placeholder(struct span s);

/* Is what came out as it was recorded? A text that is JSON is compared as such. Where not, *where, which begins as "",
 * tells in what. */
bool recorded_matches(struct arena *a, const struct doc *expected, const struct doc *actual, const char **where);

/* The text with every `what` replaced. */
const char *recorded_replace(struct arena *a, struct span text, const char *what, const char *with);

enum verdict { NOT_COVERED, CONFORMS, DIFFERS_FROM_IT };

/* Plays every recording that the pattern names; all that are covered must conform, and so many must be covered at
 * least. Where there are none the test is skipped and says so; RECORDED_ALL=1 tells what is not covered. */
void recordings_conform(const char *pattern,
                        enum verdict (*replay)(struct arena *a, const char *path, const char **why), int at_least);

#endif
