/* The SQL of inline policies. */
#ifndef NUBE_IAM_INLINE_STORE_H
#define NUBE_IAM_INLINE_STORE_H

#include "emulator/base/doc.h"

struct db;

/* Names are alike in any case, and kept as they came first. */
void iam_store_inline_put(struct db *db, int64_t entity, struct span name, struct span document);
bool iam_store_inline_delete(struct db *db, int64_t entity, struct span name);

/* Absent: there is none. `stored_name`, unless NULL, is the name as it was given. */
struct span iam_store_inline(struct db *db, struct arena *a, int64_t entity, struct span name,
                             struct span *stored_name);
struct doc *iam_store_inline_names(struct db *db, struct arena *a, int64_t entity);

#endif
